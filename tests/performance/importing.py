"""A list of people for one circle, as the two requests of its page do it: tried, then done."""

import tracemalloc
from dataclasses import dataclass
from time import perf_counter

from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from demo.models import Enrolment, Person
from learning_circle_xblock.circles.lifecycle import MembershipState
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.joining.models import Invitation
from learning_circle_xblock.permissions import Role
from tests import world

from .report import Measured
from .steps import make_sure

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Imported:
    """What the import of so many rows took."""

    seconds: list[Measured]
    megabytes: list[Measured]


def imported(rows: int) -> Imported:
    """Nineteen in twenty are enrolled, and for the others a seat is kept; once for time, once for memory."""
    _people(_enrolled(rows))
    began = perf_counter()
    _import("import-time", rows)
    seconds = perf_counter() - began
    tracemalloc.start()
    _import("import-memory", rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    case = f"{rows} rows, one in twenty of somebody who is not enrolled"
    return Imported([Measured(round(seconds, 2), case)], [Measured(round(peak / MEGABYTE, 1), case)])


def _enrolled(rows: int) -> int:
    """Most: to seat somebody takes longest."""
    return rows - rows // 20


def _people(number: int) -> None:
    """Enrolled, and in no circle."""
    made = User.objects.bulk_create(
        User(username=f"listed{n}", email=f"Listed{n}@example.org") for n in range(number)
    )
    Person.objects.bulk_create(Person(user=user, name=user.username) for user in made)
    Enrolment.objects.bulk_create(Enrolment(user=user, course_key=world.course_key()) for user in made)


def _import(code: str, rows: int) -> None:
    """Through the pages, from the file to the seats."""
    circle = world.circle(code)
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(world.seat(circle, f"{code}-lead", Role.FACILITATOR))
    address = reverse("learning_circle:import_people", kwargs={"circle_id": circle.pk})
    tried = browser.post(address, {"file": SimpleUploadedFile("list.csv", _list(rows))})
    kept = BeautifulSoup(tried.content, "html.parser").select_one("input[name=kept]")
    make_sure(kept is not None, f"the list was refused: {tried.status_code}")
    done = browser.post(address, {"kept": kept["value"] if kept else ""})
    make_sure(done.status_code == 302, f"the list was not done: {done.status_code}")
    _make_sure_it_is_done(circle, rows)
    # A facilitator's list takes nobody out of another circle: the next one finds them in none.
    Membership.objects.filter(circle=circle).update(state=MembershipState.LEFT, live_slot=None)


def _list(rows: int) -> bytes:
    people = [f"listed{n}@example.org,teacher" for n in range(_enrolled(rows))]
    people += [f"unknown{n}@example.org,teacher" for n in range(rows - _enrolled(rows))]
    return "\n".join(["email,role", *people]).encode()


def _make_sure_it_is_done(circle: Circle, rows: int) -> None:
    seats = Membership.objects.filter(circle=circle, role=Role.TEACHER).count()
    kept = Invitation.objects.filter(circle=circle).count()
    make_sure((seats, kept) == (_enrolled(rows), rows - _enrolled(rows)), f"{seats} seats, {kept} kept")
