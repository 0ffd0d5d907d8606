"""Pages of circles."""

from learning_circle_xblock.circles.models import Membership
from tests.permissions.cast import Cast

from .case import Data, PageCase


def the_circle(cast: Cast, column: str) -> Data:
    """The circle of the matrix."""
    return {"circle_id": cast.circle.pk}


def a_member(cast: Cast, column: str) -> Data:
    """A teacher of the circle."""
    row = Membership.objects.get(circle=cast.circle, person=cast.people["peer"], live_slot__isnull=False)
    return {"circle_id": cast.circle.pk, "membership_id": row.pk}


def the_node(cast: Cast, column: str) -> Data:
    """The node of the circle."""
    return {"node_id": cast.circle.node_id}


def sends(**data: str) -> "Sent":
    """What a form of the page sends."""
    return Sent(data)


class Sent:
    """The same words whoever sends them."""

    def __init__(self, data: Data) -> None:
        self.data = data

    def __call__(self, cast: Cast, column: str) -> Data:
        """As a form gives them."""
        return self.data


SETTINGS = {
    "change-name": "Another name",
    "change-mode": "online",
    "change-zone": "Africa/Abidjan",
}
NEW = {"code": "new", "name": "New", "layer": "1", "mode": "online", "zone": "UTC"}


def new_circle(cast: Cast, column: str) -> Data:
    """A whole form."""
    return {**NEW, "course": str(cast.circle.course_key)}


CASES = [
    PageCase("home", everybody=True),
    PageCase("circle", "circle_roster", "count", ids=the_circle),
    PageCase("circle_member", "circle_roster", "manage", ids=a_member),
    PageCase("circle_member", "circle_roster", "manage", ids=a_member, data=sends(do="pause"), method="POST"),
    PageCase("circle_my_seat", "own_seat", "leave", ids=the_circle),
    PageCase("circle_tables", "circle_roster", "manage", ids=the_circle),
    PageCase("circle_friends", "circle_roster", "manage", ids=the_circle),
    PageCase(
        "circle_friends",
        "circle_roster",
        "manage",
        ids=the_circle,
        data=sends(do="propose", size="2", rule="table"),
        method="POST",
    ),
    PageCase(
        "circle_friends", "circle_roster", "manage", ids=the_circle, data=sends(do="keep"), method="POST"
    ),
    PageCase(
        "circle_tables",
        "circle_roster",
        "manage",
        ids=the_circle,
        data=sends(do="propose", size="4"),
        method="POST",
    ),
    PageCase("circle_settings", "circle_roster", "manage", ids=the_circle),
    PageCase(
        "circle_settings",
        "circle_roster",
        "manage",
        ids=the_circle,
        data=sends(do="change", **SETTINGS),
        method="POST",
    ),
    PageCase("circle_new", "node", "change", ids=the_node),
    PageCase("circle_new", "node", "change", ids=the_node, data=new_circle, method="POST"),
]
