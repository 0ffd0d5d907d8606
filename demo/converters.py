"""Keys in addresses."""

from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import UsageKey


class UsageKeyConverter:
    """`block-v1:…` as a usage key; what is none is no address of ours."""

    regex = "(?:block-v1|lib-block-v1|lb):[^/]+"

    def to_python(self, value: str) -> UsageKey:
        """ValueError tells Django to look for another route."""
        try:
            return UsageKey.from_string(value)
        except InvalidKeyError as error:
            raise ValueError("not a usage key") from error

    def to_url(self, value: UsageKey) -> str:
        """The key itself."""
        return str(value)
