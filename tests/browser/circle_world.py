"""A circle of 36 teachers with everything that its pages can show, served on a port: `… PORT FILE`.

The addresses and who is signed in with which cookie are written to the file, then the pages are served.
With `told FILE` it answers in JSON what the database holds.
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

import demo.settings as settings_of_the_demo

TEACHERS, TABLE = 36, 6
NAMES = (
    "Adjoa Akua Akosua Ama Araba Baaba Dzifa Edem Efua Ekua Elikem Esi Fiifi Kobina Kodjo Kofi Kojo Kukua Kwabena "
    "Kwame Kwesi Mawuli Mansa Nana Naa Nii Ohenewaa Paapa Sena Selasi Serwa Tawia Yaa Yaw Yayra Yoofi"
).split()


def sign_in(user: User) -> str:
    """The session of somebody who is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def build() -> dict[str, Any]:
    """The circle, the circle above it, and the addresses of all their pages."""
    from demo.models import Person
    from learning_circle_xblock.circles import api as circles
    from learning_circle_xblock.joining import api as joining
    from learning_circle_xblock.permissions import Role
    from learning_circle_xblock.programmes import api as programmes
    from tests.sessions.build import ahead, just_over
    from tests.world import circle, days, now, person, seat

    top = circle("top", layer=2)
    one, empty = circle("one", parent=top), circle("new", parent=top)
    link, lead = seat(top, "link", Role.FACILITATOR), seat(one, "lead", Role.FACILITATOR)
    seat(empty, "fresh", Role.FACILITATOR)
    boss, guest = person("boss", enrolled=False), person("guest", enrolled=False)
    programmes.name_coordinator(node=one.node, user_id=boss.pk, at=now())
    teachers = [seat(one, f"t{number:02d}") for number in range(TEACHERS)]
    for user, name in zip(teachers, NAMES, strict=True):
        Person.objects.filter(user=user).update(name=f"{name} Mensah")
    acting = circles.page_actor(lead.pk)
    circles.propose(actor=acting, circle=one, size=TABLE, at=now())
    past = just_over(one, lead, zone="Africa/Accra")
    coming = ahead(one, lead, 14, place="Room 4", bring="your plan", zone="Africa/Accra")
    in_a_week = now() + days(7)
    way = joining.make_link(actor=acting, circle=one, expires_at=in_a_week, capacity=20, at=now())
    ids = _written(one, lead, link, teachers)
    one_id = {"circle_id": one.pk}
    here = {
        "people": {user.username: sign_in(user) for user in (lead, link, boss, guest, teachers[0], teachers[35])}
        | {"fresh": sign_in(person("fresh"))},
        "circle": one.pk,
        "empty": empty.pk,
        "node": one.node_id,
        "session": past.pk,
        "coming": coming.pk,
        "lead": lead.pk,
        "code": way.code,
        **ids,
    }
    return here | {"home": reverse("learning_circle:home"), "one": one_id}


def _written(one: Any, lead: User, link: User, teachers: list[User]) -> dict[str, Any]:
    """Plans, a pause, an agreement, reflections, a note, a step-in, a request, somebody on paper."""
    from learning_circle_xblock.care.models import Pause
    from learning_circle_xblock.circles import api as circles
    from learning_circle_xblock.circles.models import Membership
    from learning_circle_xblock.joining import api as joining
    from learning_circle_xblock.support import api as support
    from tests.review import authors as act
    from tests.world import PLAN, call, now, person

    for user in teachers[:TABLE]:
        act.shared_plan(user, at=now())
    plan = act.shared_plan(teachers[35], at=now(), title="The quiet rows")
    call(person("t34"), PLAN, "pause", {"plan": plan.pk})
    acting, above = circles.page_actor(lead.pk), circles.page_actor(link.pk)
    answers = {"decide": "Hands up, two thirds.", "missed": "A neighbour tells.", "workload": "One hour a week."}
    lines = ["We begin on time.", "What is said here stays here."]
    agreed = support.record_agreement(actor=acting, circle=one, base=0, lines=lines, answers=answers, at=now())
    support.sign(actor=acting, circle=one, number=agreed.number, at=now())
    words = {"how": "The talk was lively.", "pair": "We share the time well.", "need": "visit"}
    support.reflect(
        actor=acting,
        circle=one,
        session_id=None,
        answers={**words, "is_shared": True, "shares_pair": False},
        at=now(),
    )
    today = now().date()
    talk = {"held_on": today, "kind": "call", "topics": ["pair"], "agreed": "We speak again.", "next_on": None}
    support.note_contact(actor=above, circle=one, person_id=lead.pk, answers=talk, at=now())
    until = today + timedelta(days=9)
    support.propose_step_in(actor=above, circle=one, why="to see a session", until=until, at=now())
    first = circles.page_actor(teachers[0].pk)
    asked = support.ask_for_help(actor=first, circle=one, about="plan", line="Where do I begin?", at=now())
    paper = joining.add_paper_member(actor=acting, circle=one, name="Old Mr Boateng", at=now())
    row = Membership.objects.get(circle=one, person=teachers[0], live_slot__isnull=False)
    return {"member": row.pk, "pause": Pause.objects.get().pk, "help": asked.pk, "paper": paper.pk}
