"""What carries the circles: help, reflection, contact, induction, a step-in, a pause, a join link."""

from datetime import datetime, timedelta

from django.utils import timezone

from demo.stories.people import CLARISSE, URSINA
from demo.stories.unions import above, brazil, ghana, korea, malaysia
from learning_circle_xblock.care import api as care
from learning_circle_xblock.joining import api as joining
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.planning.selectors import plan_text
from learning_circle_xblock.sessions.models import Session
from learning_circle_xblock.support import api as support
from learning_circle_xblock.support.words import INDUCTION

from .circles import actor_of, circle_of

__all__ = ["tell_around"]


def tell_around() -> None:
    """Each once, in one circle."""
    now = timezone.now()
    _ask_for_help(now)
    _reflect(now)
    _look_after(now)
    _step_in(now)
    _pause(now)
    joining.make_link(
        actor=actor_of(malaysia.NURUL.username),
        circle=circle_of("cempaka"),
        expires_at=now + timedelta(days=60),
        capacity=6,
        at=now - timedelta(days=3),
    )


def _ask_for_help(now: datetime) -> None:
    """A facilitator on her own asks for a call."""
    support.ask_for_help(
        actor=actor_of(URSINA.username),
        circle=circle_of("emme"),
        about="call",
        line="Two teachers and me: how do we give responses that are not always mine?",
        at=now - timedelta(days=2),
    )


def _reflect(now: datetime) -> None:
    circle = circle_of("rede")
    held = Session.objects.filter(circles=circle, starts_at__lt=now).order_by("-starts_at").first()
    support.reflect(
        actor=actor_of(brazil.TADEU.username),
        circle=circle,
        session_id=held.pk if held else None,
        answers={
            "how": "A ligação caiu, e a conversa continuou por telefone.",
            "among": "Quando leram o mapa de outra escola.",
            "tool": "",
            "missing": "A professora que dá aula à noite.",
            "projects": 2,
            "pair": "Luciana abre, eu fecho.",
            "need": "nothing",
            "is_shared": True,
            "shares_pair": False,
        },
        at=now - timedelta(days=6),
    )


def _look_after(now: datetime) -> None:
    """A contact note in the West, and half an induction in the East."""
    support.note_contact(
        actor=actor_of(above.GWEN.username),
        circle=circle_of("lagune-2"),
        person_id=_id_of(CLARISSE.username),
        answers={
            "held_on": (now - timedelta(days=12)).date(),
            "kind": "call",
            "topics": ["session", "pair"],
            "agreed": "Lassina opens the next session, and Clarisse watches who speaks.",
            "next_on": (now + timedelta(days=16)).date(),
        },
        at=now - timedelta(days=12),
    )
    done = [code for code, _words in INDUCTION]
    support.record_induction(
        actor=actor_of(above.SIEWMEI.username),
        circle=circle_of("naru"),
        person_id=_id_of(korea.SUJIN.username),
        answers={**dict.fromkeys(done[:5], "yes"), done[5]: "discuss"},
        at=now - timedelta(days=20),
    )


def _step_in(now: datetime) -> None:
    """The researcher asked, the facilitators agreed, and everybody in the circle can see it."""
    asked = support.propose_step_in(
        actor=actor_of(ghana.OSEI.username),
        circle=circle_of("coast"),
        why="To be with two workshops, and then out again.",
        until=(now + timedelta(days=30)).date(),
        at=now - timedelta(days=10),
    )
    support.answer_step_in(
        actor=actor_of(ghana.YAW.username), step_in_id=asked.pk, agree=True, at=now - timedelta(days=9)
    )


def _pause(now: datetime) -> None:
    """A reader worries about a pupil in a plan; a facilitator has 48 hours to look at it."""
    plan = Plan.objects.get(owner__username=brazil.RAIMUNDO.username)
    care.pause(
        actor=actor_of(brazil.NEIDE.username),
        text=plan_text(plan, {plan.owner_id}),
        work_id=plan.work_id,
        circle=circle_of("rede"),
        usage_key=plan.usage_key,
        at=now - timedelta(hours=20),
    )


def _id_of(username: str) -> int:
    return actor_of(username).user_id
