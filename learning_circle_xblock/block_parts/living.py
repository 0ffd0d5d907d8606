"""Where a project stands, as beads on a thread."""

from typing import Any

from django.utils.translation import pgettext

from ..planning.lifecycle import LAID_DOWN, PlanState

__all__ = ["way"]

PLACE = {
    PlanState.DRAFT: 0,
    PlanState.SHARED: 1,
    PlanState.RESPONDED: 2,
    PlanState.REVISED: 2,
    PlanState.AGREED: 3,
    PlanState.IN_PROGRESS: 4,
    PlanState.ADJUSTED: 4,
    PlanState.REPORTED: 5,
    PlanState.CARRIED_FORWARD: 5,
    PlanState.SET_ASIDE: 5,
}


def way(state: str) -> list[dict[str, Any]]:
    """The beads behind and the bead of now; the last one says how the project was laid down."""
    now = PlanState(state)
    ends = {
        PlanState.CARRIED_FORWARD: pgettext("state of a project plan", "Carried forward"),
        PlanState.SET_ASIDE: pgettext("state of a project plan", "Set aside"),
    }
    labels = (
        pgettext("state of a project plan", "Draft"),
        pgettext("state of a project plan", "Shared"),
        pgettext("state of a project plan", "Responded"),
        pgettext("state of a project plan", "Agreed"),
        pgettext("state of a project plan", "In progress"),
        ends.get(now, pgettext("state of a project plan", "Reported")),
    )
    place = PLACE[now]
    is_reached = now in (PlanState.AGREED, *LAID_DOWN)
    if now is PlanState.SET_ASIDE:
        return [{"label": labels[-1], "is_done": True, "is_now": True}]
    return [
        {"label": label, "is_done": i < place or (i == place and is_reached), "is_now": i == place}
        for i, label in enumerate(labels)
    ]
