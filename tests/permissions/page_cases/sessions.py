"""Pages of a circle's calendar, of what has taken place, and of one's own calendar."""

from datetime import timedelta

from learning_circle_xblock.circles.selectors import page_actor
from learning_circle_xblock.sessions.lifecycle import Kind, SessionState
from learning_circle_xblock.sessions.models import Session, SessionCircle
from learning_circle_xblock.sessions.selectors import Tool, proposed
from tests.permissions.cast import Cast
from tests.world import now

from .case import Data, PageCase

NEW = {
    "kind": "workshop",
    "day": "2027-01-16",
    "starts": "09:00",
    "ends": "11:00",
    "zone": "Africa/Abidjan",
    "place_kind": "school",
    "base": "1",
}


def the_circle(cast: Cast, column: str) -> Data:
    """The circle of the matrix."""
    return {"circle_id": cast.circle.pk}


def the_session(cast: Cast, column: str) -> Data:
    """The session that was prepared, in the circle of the matrix."""
    last = Session.objects.order_by("-pk").values_list("pk", flat=True).first()
    return {"circle_id": cast.circle.pk, "session_id": last or 0}


def _made(cast: Cast, kind: Kind, state: SessionState, days: int) -> None:
    session = Session.objects.create(
        kind=kind,
        state=state,
        starts_at=now() + timedelta(days=days),
        zone="UTC",
        minutes=120,
        place_kind="school",
        changed_at=now(),
    )
    SessionCircle.objects.create(session=session, circle=cast.circle)


def ahead(cast: Cast) -> None:
    """A workshop in three days."""
    _made(cast, Kind.WORKSHOP, SessionState.PLANNED, 3)


def event_ahead(cast: Cast) -> None:
    """A network event in three days."""
    _made(cast, Kind.NETWORK_EVENT, SessionState.PLANNED, 3)


def held(cast: Cast) -> None:
    """A workshop of yesterday."""
    _made(cast, Kind.WORKSHOP, SessionState.HELD, -1)


def _event(cast: Cast, column: str) -> Data:
    return NEW | {"kind": "network_event"}


def _calendar(cast: Cast, column: str) -> Data:
    return {"preset": "micro", "start": "2027-01-16", "weekday": "5", "hour": "09:00", "zone": "UTC"}


def _new(cast: Cast, column: str) -> Data:
    return NEW


def _why(cast: Cast, column: str) -> Data:
    return {"reason": "School is closed"}


def _shift(cast: Cast, column: str) -> Data:
    actor = page_actor(cast.learner("facilitator").pk)
    preview = proposed(actor=actor, circle=cast.circle, tool=Tool(weeks=4), at=now())
    return {"weeks": "4", "seen": preview.mark if preview else ""}


def _coming(cast: Cast, column: str) -> Data:
    return {"coming": "yes"}


def _warmth(cast: Cast, column: str) -> Data:
    return {"warmth": "good"}


def _register(cast: Cast, column: str) -> Data:
    rows = {"agreed-TOTAL_FORMS": "0", "agreed-INITIAL_FORMS": "0"}
    return {f"m-p{cast.learner('author').pk}": "present", "line": "We met.", **rows}


def _table(cast: Cast, column: str) -> Data:
    return {"people": [f"p{cast.learner('author').pk}"], "day": now().date().isoformat(), "agrees": "on"}


def the_preset(cast: Cast, column: str) -> Data:
    """One of the calendars of the union."""
    return {"node_id": cast.circle.node_id, "preset": "micro"}


def the_node(cast: Cast, column: str) -> Data:
    """The union."""
    return {"node_id": cast.circle.node_id}


def _events(cast: Cast, column: str) -> Data:
    one = {"is_in": "on", "kind": "workshop", "week": "0", "minutes": "120", "title": ""}
    row = {f"event-0-{name}": value for name, value in one.items()}
    return row | {"event-TOTAL_FORMS": "1", "event-INITIAL_FORMS": "0", "base": "0"}


CASES = [
    PageCase("calendars", "node", "change", ids=the_node),
    PageCase("calendar_preset", "node", "change", ids=the_preset),
    PageCase("calendar_preset", "node", "change", the_preset, _events, "POST"),
    PageCase("calendar_preset_restore", "node", "change", the_preset, method="POST"),
    PageCase("calendar", everybody=True),
    PageCase("calendar_make", everybody=True, method="POST"),
    PageCase("calendar_revoke", everybody=True, method="POST"),
    PageCase("sessions", "sessions", "dates", ids=the_circle, prepare=ahead),
    PageCase("session", "sessions", "read", ids=the_session, prepare=ahead),
    PageCase("session_coming", "coming", "answer", the_session, _coming, "POST", prepare=ahead),
    PageCase("session_how", "how_it_was", "say", the_session, _warmth, "POST", prepare=held),
    PageCase("sessions_plan", "sessions", "manage", ids=the_circle),
    PageCase("sessions_plan", "sessions", "manage", the_circle, _calendar, "POST"),
    PageCase("session_add", "network_events", "plan", ids=the_circle),
    PageCase("session_add", "network_events", "plan", the_circle, _event, "POST"),
    PageCase("session_change", "sessions", "manage", ids=the_session, prepare=ahead),
    PageCase("session_change", "sessions", "manage", the_session, _new, "POST", prepare=ahead),
    PageCase("session_change", "network_events", "plan", the_session, _event, "POST", prepare=event_ahead),
    PageCase("session_cancel", "sessions", "manage", ids=the_session, prepare=ahead),
    PageCase("session_cancel", "network_events", "plan", the_session, _why, "POST", prepare=event_ahead),
    PageCase("sessions_shift", "sessions", "manage", ids=the_circle, prepare=ahead),
    PageCase("sessions_shift", "sessions", "manage", the_circle, _shift, "POST", prepare=ahead),
    PageCase("session_after", "attendance", "record", ids=the_session, prepare=held),
    PageCase("session_here", "attendance", "record", ids=the_session, prepare=held),
    PageCase("session_here", "attendance", "record", the_session, _register, "POST", prepare=held),
    PageCase("session_after", "attendance", "record", the_session, _register, "POST", prepare=held),
    PageCase("session_close", "attendance", "record", the_session, method="POST", prepare=held),
    PageCase("tutorial", "attendance", "record", ids=the_circle),
    PageCase("tutorial", "attendance", "record", the_circle, _table, "POST"),
]
