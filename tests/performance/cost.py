"""How many queries something costs, and which of several cases costs most."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from django.contrib.auth.models import User

from tests import world
from tests.queries import counted

from .report import Measured

Case = Callable[[], object]


def cost(name: str, case: Case) -> Measured:
    """The queries of one case, counted as the budgets do."""
    with counted() as found:
        case()
    statements = tuple(found.statements)
    return Measured(len(statements), name, statements)


def costs(cases: Mapping[str, Case]) -> list[Measured]:
    """Run each case once, in order."""
    return [cost(name, case) for name, case in cases.items()]


def views(block_type: str, people: Mapping[str, User]) -> list[Measured]:
    """The block's page, opened by each of these people."""
    return costs({name: partial(world.view, user, block_type) for name, user in people.items()})


def worst(measured: Iterable[Measured]) -> Measured:
    """The case that costs most."""
    return max(measured, key=lambda found: found.value)
