"""Pages of care."""

from collections.abc import Callable

from learning_circle_xblock.care.models import Pause
from tests.permissions.cast import Cast

from .case import Data, PageCase


def _pause_on(kind: str) -> Callable[[Cast, str], Data]:
    def ids(cast: Cast, column: str) -> Data:
        row = getattr(cast, kind)
        return {"pause_id": Pause.objects.get(live_work_id=row.work_id).pk}

    return ids


def _lift(cast: Cast, column: str) -> Data:
    return {"step": "lift"}


def _look(cast: Cast, column: str) -> Data:
    return {"step": "look"}


CASES = [
    PageCase("seen", everybody=True, stage="paused"),
    PageCase("care", everybody=True, stage="paused"),
    *(
        PageCase("paused", thing, "settle", ids=_pause_on(kind), stage="paused")
        for kind, thing in (
            ("plan", "paused_plan"),
            ("account", "paused_account"),
            ("plan_review", "paused_plan_response"),
            ("account_review", "paused_account_response"),
        )
    ),
    PageCase(
        "paused", "paused_plan", "settle", ids=_pause_on("plan"), data=_look, method="POST", stage="paused"
    ),
    PageCase(
        "paused",
        "paused_account",
        "settle",
        ids=_pause_on("account"),
        data=_lift,
        method="POST",
        stage="paused",
    ),
]
