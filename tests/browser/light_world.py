"""Two teachers with a plan begun, in a process of its own, for the light pages.

`serve PORT FILE` makes them, writes ids and cookies of people who are signed in to the file, and serves the
pages. `tell` prints the drafts. `again NAME` signs somebody in and prints the cookie.
"""

import json
import sys
from pathlib import Path
from typing import Any

from .circle_world import sign_in  # isort: skip (first: it sets Django up)

from django.contrib.auth.models import User  # isort: skip
from django.core.management import call_command  # isort: skip

from demo.course import course  # isort: skip
from demo.server import serve  # isort: skip
from learning_circle_xblock.planning.models import Plan  # isort: skip
from learning_circle_xblock.permissions import Role  # isort: skip
from learning_circle_xblock.sessions.models import Attendance, AttendanceChange  # isort: skip
from tests.sessions.build import just_over  # isort: skip
from tests.world import PLAN, call, circle, prefixed, seat, usage_key  # isort: skip

LEADS = ("fay", "gus")
NAMES = ("ann", "ben", "cleo", "dan", "eve")


def build() -> dict[str, Any]:
    """A circle; each of its teachers has begun."""
    where = circle()
    people = {name: seat(where, name) for name in NAMES}
    leads = {name: seat(where, name, Role.FACILITATOR) for name in LEADS}
    session = just_over(where, leads[LEADS[0]])
    for user in people.values():
        call(user, PLAN, "save_draft", {**prefixed(PLAN, {"focus": f"the focus of {user}"}), "base": "0"})
    works = Plan.objects.values_list("owner__username", "work_id")
    return {
        "people": {name: sign_in(user) for name, user in (people | leads).items()},
        "here": f"/learning-circles/here/{where.pk}/{session.pk}/",
        "lines": {name: f"m-p{user.pk}" for name, user in people.items()},
        "works": dict(works),
        "unit": str(usage_key(PLAN)),
    }


def tell() -> dict[str, Any]:
    """Each draft: its words, those of another window, its revision."""
    rows = Plan.objects.select_related("work__draft", "owner")
    return {
        str(plan.owner): [plan.work.draft.answers, plan.work.draft.other_answers, plan.work.draft.revision]
        for plan in rows
    }


def register() -> dict[str, Any]:
    """How each stands, and who tapped what in the order of the taps."""
    rows = AttendanceChange.objects.order_by("at").values_list(
        "line__person__username", "state", "by__username"
    )
    return {
        "states": dict(Attendance.objects.values_list("person__username", "state")),
        "history": [list(row) for row in rows],
    }


def main(verb: str, port: str = "", file: str = "") -> None:
    """One of the verbs."""
    if verb == "tell":
        print(json.dumps(tell()))
        return
    if verb == "register":
        print(json.dumps(register()))
        return
    if verb == "again":
        print(sign_in(User.objects.get(username=port)))
        return
    course()
    call_command("migrate", interactive=False, verbosity=0)
    Path(file).write_text(json.dumps(build()))
    serve(int(port))


if __name__ == "__main__":
    main(*sys.argv[1:])
