"""One page as somebody opens it, or sends something to it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.permissions.cast import Cast

Data = dict[str, Any]


def nothing(cast: Cast, column: str) -> Data:
    """No ids, no data."""
    return {}


@dataclass(frozen=True)
class PageCase:
    """One address of ours.

    Args:
        name: the name of the address, without its namespace.
        thing: the object of the matrix.
        action: the action of the matrix.
        ids: what the address carries.
        data: what is sent; with GET it goes into the query.
        method: POST where it changes something.
        stage: where the texts stand.
        everybody: a page of each signed-in person's own: the matrix is not asked.
        public: a page that opens to whoever is not signed in, too.
        told: the status for whom it is open; any below 400 where it is 0.
        prepare: what has to be there first, made for each call anew.
    """

    name: str
    thing: str = ""
    action: str = ""
    ids: Callable[[Cast, str], Data] = nothing
    data: Callable[[Cast, str], Data] = nothing
    method: str = "GET"
    stage: str = "shared"
    everybody: bool = False
    public: bool = False
    told: int = 0
    prepare: Callable[[Cast], None] | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.method} {self.name}:{self.thing or 'own'}-{self.action or 'own'}"
