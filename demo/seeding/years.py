"""The dates of a circle: laid out from a preset, with a register for those that are over."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from demo.stories.shapes import YearStory
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.joining.models import PaperMember
from learning_circle_xblock.permissions import Actor
from learning_circle_xblock.sessions import api as sessions
from learning_circle_xblock.sessions import recording
from learning_circle_xblock.sessions.lifecycle import Presence
from learning_circle_xblock.sessions.models import Session
from learning_circle_xblock.sessions.register import register

from .circles import actor_of, circle_of

__all__ = ["tell_year"]

AFTER = timedelta(hours=2)
SOMETIMES = {3: Presence.APOLOGIES, 8: Presence.PART, 13: Presence.ABSENT}


def tell_year(code: str, facilitator: str, story: YearStory) -> None:
    """Plan the year, and record what is over."""
    circle, actor, now = circle_of(code), actor_of(facilitator), timezone.now()
    began = now - timedelta(weeks=story.weeks)
    planned = sessions.plan_calendar(
        actor=actor,
        circle_id=circle.pk,
        preset=story.preset,
        start=began.date(),
        weekday=story.weekday,
        hour=time(story.hour),
        zone=circle.zone,
        with_optional=False,
        at=began,
    )
    over = [session for session in planned if session.starts_at + AFTER < now]
    recorded = over[:-1] if story.leaves_last else over
    papers = dict(PaperMember.objects.filter(circle=circle).values_list("pk", "name"))
    for number, session in enumerate(recorded):
        _hold(actor, circle, session, papers, number)
    if recorded and story.line:
        note = recording.Note({"line": story.line})
        _keep_note(actor, circle, recorded[-1], note)
    _say_coming(actor, [session for session in planned if session.starts_at > now])


def _hold(actor: Actor, circle: Circle, session: Session, papers: dict[int, str], number: int) -> None:
    """Nearly everybody is there, and whoever is not changes from date to date."""
    found = register(actor=actor, circle=circle, session=session, papers=papers)
    assert found is not None
    here = Presence.ONLINE if circle.mode == "online" else Presence.PRESENT
    marks = [
        recording.Mark(line.key, line.state, SOMETIMES.get((5 * place + 7 * number) % 17, here))
        for place, line in enumerate(found.lines)
    ]
    recording.keep_register(
        actor=actor,
        session_id=session.pk,
        circle_id=circle.pk,
        marks=marks,
        papers=papers,
        at=_after(session),
    )


def _keep_note(actor: Actor, circle: Circle, session: Session, note: recording.Note) -> None:
    recording.keep_note(
        actor=actor, session_id=session.pk, circle_id=circle.pk, note=note, at=_after(session)
    )


def _after(session: Session) -> datetime:
    return session.starts_at + AFTER


def _say_coming(actor: Actor, coming: Iterable[Session]) -> None:
    """The facilitator comes to the next date."""
    for session in list(coming)[:1]:
        sessions.say_coming(actor=actor, session_id=session.pk, is_coming=True, at=timezone.now())
