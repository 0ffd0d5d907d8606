"""The light pages: one's own page, one's own drafts, and what changed in a text that one may read."""

from collections.abc import Callable
from typing import Any

from tests.permissions.cast import Cast

from .case import Data, PageCase


def of(kind: str) -> Callable[[Cast, str], Data]:
    """The work behind the plan, the practice account or the response."""

    def ids(cast: Cast, column: str) -> Data:
        found: Any = getattr(cast, kind)
        return {"work_id": found.work_id}

    return ids


def keep(cast: Cast, column: str) -> Data:
    """An empty form of an old page."""
    return {"do": "save", "base": "0"}


def synchronise(cast: Cast, column: str) -> Data:
    """As the script asks."""
    return {"do": "sync", "base": "0"}


def nothing_offered(cast: Cast, column: str) -> Data:
    """A block that the page does not name."""
    return {"begin": "block-v1:o+c+r+type@learning_circle_plan+block@x"}


CASES = [
    PageCase("me", everybody=True),
    PageCase("me", everybody=True, method="POST", data=nothing_offered, told=404),
    *(
        case
        for kind, thing in (("plan", "plan_draft"), ("account", "account_draft"))
        for case in (
            PageCase("write", thing, "read", ids=of(kind), stage="draft"),
            PageCase("write", thing, "edit", ids=of(kind), data=keep, method="POST", stage="draft"),
            PageCase("write", thing, "edit", ids=of(kind), data=synchronise, method="POST", stage="draft"),
        )
    ),
    *(
        case
        for kind, thing in (
            ("plan_review", "plan_response_draft"),
            ("account_review", "account_response_draft"),
        )
        for case in (
            PageCase("write", thing, "read", ids=of(kind), stage="reading"),
            PageCase("write", thing, "write", ids=of(kind), data=keep, method="POST", stage="reading"),
        )
    ),
    PageCase("changes", "plan_shared", "read", ids=of("plan"), stage="revised"),
    PageCase("changes", "account_shared", "read", ids=of("account"), stage="shared"),
]
