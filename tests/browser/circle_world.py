"""A circle of 36 teachers with everything that its pages can show, in a process of its own.

`serve PORT FILE` makes it, writes ids and the cookies of people who are signed in to the file, and serves
the pages. `tell` prints what the database holds of one session, of tutorials and of plans.
"""

import json
import os
import sys
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402

from demo.course import course  # noqa: E402
from demo.models import Person  # noqa: E402
from demo.server import serve  # noqa: E402
from learning_circle_xblock.care.models import Pause  # noqa: E402
from learning_circle_xblock.circles import api as circles  # noqa: E402
from learning_circle_xblock.circles.models import Circle, Membership  # noqa: E402
from learning_circle_xblock.evidence import api as evidence  # noqa: E402
from learning_circle_xblock.evidence.kinds import Kind  # noqa: E402
from learning_circle_xblock.joining import api as joining  # noqa: E402
from learning_circle_xblock.permissions import Role  # noqa: E402
from learning_circle_xblock.planning.models import Plan  # noqa: E402
from learning_circle_xblock.programmes import api as programmes  # noqa: E402
from learning_circle_xblock.sessions.models import Attendance  # noqa: E402
from learning_circle_xblock.support import api as support  # noqa: E402
from learning_circle_xblock.writing.models import Draft  # noqa: E402
from tests.review import authors as act  # noqa: E402
from tests.sessions.build import ahead, just_over  # noqa: E402
from tests.world import (  # noqa: E402
    PLAN,
    PLAN_ANSWERS,
    call,
    circle,
    days,
    now,
    person,
    prefixed,
    seat,
)

TEACHERS, TABLE = 36, 6
NAMES = [
    "Adjoa",
    "Akua",
    "Akosua",
    "Ama",
    "Araba",
    "Baaba",
    "Dzifa",
    "Edem",
    "Efua",
    "Ekua",
    "Elikem",
    "Esi",
    "Fiifi",
    "Kobina",
    "Kodjo",
    "Kofi",
    "Kojo",
    "Kukua",
    "Kwabena",
    "Kwame",
    "Kwesi",
    "Mawuli",
    "Mansa",
    "Nana",
    "Naa",
    "Nii",
    "Ohenewaa",
    "Paapa",
    "Sena",
    "Selasi",
    "Serwa",
    "Tawia",
    "Yaa",
    "Yaw",
    "Yayra",
    "Yoofi",
]


def sign_in(user: User) -> str:
    """The cookie of somebody who is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def build() -> dict[str, Any]:
    """The circle, the one above it and an empty one beside it; what the pages are found by."""
    top = circle("top", layer=2)
    one, empty = circle("one", parent=top), circle("new", parent=top)
    link, lead = seat(top, "link", Role.FACILITATOR), seat(one, "lead", Role.FACILITATOR)
    fresh = seat(empty, "fresh", Role.FACILITATOR)
    boss, guest = person("boss", enrolled=False), person("guest", enrolled=False)
    post = programmes.name_coordinator(node=one.node, user_id=boss.pk, at=now())
    marg = person("marg", enrolled=False)
    programmes.name_lead(programme=one.node.programme, user_id=marg.pk, at=now())
    values = {"languages": ["en", "fr"], "own_words": {"fr": {"facilitator": "Guide"}}}
    programmes.change_settings(actor=circles.page_actor(boss.pk), node=one.node, values=values, at=now())
    teachers = [seat(one, f"t{number:02d}") for number in range(TEACHERS)]
    for user, name in zip(teachers, NAMES, strict=True):
        Person.objects.filter(user=user).update(name=f"{name} Mensah")
    circles.propose(actor=circles.page_actor(lead.pk), circle=one, size=TABLE, at=now())
    over = just_over(one, lead, zone="Africa/Accra")
    coming = ahead(one, lead, 14, place="Room 4", bring="your plan", zone="Africa/Accra")
    write_texts(teachers)
    support_them(one, lead, link, teachers)
    kept = keep(teachers[20])
    people = (lead, link, boss, marg, guest, fresh, *teachers)
    return {
        "people": {user.username: sign_in(user) for user in people},
        "one": one.pk,
        "top": top.pk,
        "empty": empty.pk,
        "node": one.node_id,
        "programme": one.node.programme_id,
        "post": post.pk,
        "over": over.pk,
        "coming": coming.pk,
        "lead": lead.pk,
        **let_in(one, lead, teachers),
        **kept,
    }


def write_texts(teachers: list[User]) -> None:
    """The plans of the first table have a response; the last teacher's is paused."""
    for user, reader in pairwise(teachers[: TABLE + 1]):
        act.sent(act.begun(reader, act.shared_plan(user, at=now()), at=now()), at=now())
    paused = act.shared_plan(teachers[-1], at=now(), title="The quiet rows")
    assert call(teachers[-2], PLAN, "pause", {"plan": paused.pk}).status == 200


def keep(user: User) -> dict[str, Any]:
    """Versions of a plan and the draft of the next; a row of each kind."""
    act.shared_plan(user, at=now())
    for words in ("A third of the class says yes.", "Half of the class says yes, and waits."):
        assert call(user, PLAN, "revise", {}).status == 200
        base = Draft.objects.get(work__plan__owner=user).revision
        data = {**prefixed(PLAN, {**PLAN_ANSWERS, "concern": words}), "base": base}
        assert call(user, PLAN, "share", data).status == 200
    assert call(user, PLAN, "revise", {}).status == 200
    today, acting = now().date(), circles.page_actor(user.pk)
    rows: dict[Kind, dict[str, Any]] = {
        Kind.JOURNAL: {"held_on": today, "noticed": "Three more hands.", "next_try": "A longer pause."},
        Kind.COLLEAGUES: {"month": today.replace(day=1), "who": ["same_year"], "many": "2-3", "how": "tried"},
        Kind.IMPACT: {"boxes": {"pupils": {"words": "They ask each other.", "sure": "saw"}}},
        Kind.EVIDENCE: {"shows": "Who asked, for two weeks", "where_kind": "paper", "where": "Notebook, 3"},
    }
    for kind, answers in rows.items():
        evidence.keep(actor=acting, kind=kind, answers=answers, at=now())
    plan = Plan.objects.get(owner=user)
    return {"t20": user.pk, "plan": plan.pk, "work": plan.work_id}


def support_them(one: Circle, lead: User, link: User, teachers: list[User]) -> None:
    """An agreement, a reflection, a note, a step-in, a request."""
    acting, above, at = circles.page_actor(lead.pk), circles.page_actor(link.pk), now()
    answers = {"decide": "Hands up.", "missed": "A neighbour tells.", "workload": "One hour a week."}
    lines = ["We begin on time.", "What is said here stays here."]
    support.record_agreement(actor=acting, circle=one, base=0, lines=lines, answers=answers, at=at)
    words = {"how": "A lively talk.", "pair": "", "need": "visit", "is_shared": True, "shares_pair": False}
    support.reflect(actor=acting, circle=one, session_id=None, answers=words, at=at)
    talk = {"held_on": at.date(), "kind": "call", "topics": ["pair"], "agreed": "We speak in June."}
    support.note_contact(actor=above, circle=one, person_id=lead.pk, answers={**talk, "next_on": None}, at=at)
    until = at.date() + timedelta(days=9)
    support.propose_step_in(actor=above, circle=one, why="to see a session", until=until, at=at)
    asking = circles.page_actor(teachers[0].pk)
    support.ask_for_help(actor=asking, circle=one, about="call", line="Where do I begin?", at=at)


def let_in(one: Circle, lead: User, teachers: list[User]) -> dict[str, Any]:
    """A link, somebody on paper."""
    acting = circles.page_actor(lead.pk)
    way = joining.make_link(actor=acting, circle=one, expires_at=now() + days(7), capacity=20, at=now())
    paper = joining.add_paper_member(actor=acting, circle=one, name="Mr Boateng", at=now())
    row = Membership.objects.get(circle=one, person=teachers[0], live_slot__isnull=False)
    return {"code": way.code, "paper": paper.pk, "member": row.pk, "pause": Pause.objects.get().pk}


def tell() -> dict[str, Any]:
    """How many were marked how, by kind of session, and how many plans are agreed."""
    marks = Attendance.objects.values_list("session__kind", "state")
    return {
        "marks": {f"{kind} {state}": n for (kind, state), n in Counter(marks).items()},
        "agreed": Plan.objects.filter(state="agreed").count(),
    }


def main(verb: str, port: str = "", file: str = "") -> None:
    """One of the two verbs."""
    if verb == "tell":
        print(json.dumps(tell()))
        return
    course()
    call_command("migrate", interactive=False, verbosity=0)
    Path(file).write_text(json.dumps(build()))
    serve(int(port))


if __name__ == "__main__":
    main(*sys.argv[1:])
