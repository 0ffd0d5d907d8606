"""One world for each stage and module, in a transaction that is undone; each test is undone inside it."""

from collections.abc import Iterator
from typing import Any

import pytest

from demo.mixins import ModuleMixin

from . import cast, tables


@pytest.fixture(scope="module", autouse=True)
def never_hidden() -> Iterator[None]:
    """The platform hides our views while staff view as one learner; here each must be right without that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ModuleMixin, "show_in_read_only_mode", True)
        yield


@pytest.fixture(scope="module")
def stage(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[cast.Cast]:
    """The cast at the stage that the test's parameter names."""
    with django_db_blocker.unblock(), cast.built(request.param) as found:
        yield found


@pytest.fixture(scope="module")
def before(stage: cast.Cast) -> tables.Dump:
    """The tables of the stage, as every test of it finds them."""
    return tables.dump()
