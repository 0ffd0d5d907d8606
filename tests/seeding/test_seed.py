"""The seeded demo: seven unions whose circles differ, in layers, with something to do for each role."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.test import Client, TestCase
from django.utils import timezone

from demo.models import Person
from demo.places import PLACES
from demo.seeding.years import AFTER
from demo.stories import CIRCLES, PEOPLE, UNIONS
from learning_circle_xblock.care.models import Pause
from learning_circle_xblock.circles.api import page_actor, table_people
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.evidence.selectors import Shown, shown_of
from learning_circle_xblock.joining.models import PaperMember
from learning_circle_xblock.permissions import FACILITATING, Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.programmes.models import NationalProgramme
from learning_circle_xblock.records.needs import this_week
from learning_circle_xblock.records.setting_up import set_up
from learning_circle_xblock.sessions.lifecycle import HAPPENED, SessionState
from learning_circle_xblock.sessions.models import Attendance, Session
from learning_circle_xblock.support.api import with_steps_in
from learning_circle_xblock.support.models import (
    AgreementSignature,
    ContactNote,
    HelpRequest,
    InductionItem,
    Reflection,
    StepIn,
)

PAGES = "/learning-circles/"


@pytest.fixture(scope="module", autouse=True)
def seeded(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The demo as `make demo` fills it, once for all tests of this file, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            call_command("demo_seed")
        yield
        transaction.set_rollback(True)


def circle(code: str) -> Circle:
    """By its code."""
    return Circle.objects.get(code=code)


def seats(code: str, *roles: Role) -> int:
    """How many are there in these roles."""
    return Membership.objects.filter(circle__code=code, state="active", role__in=roles).count()


def opened(username: str, address: str) -> str:
    """What the page says to this persona."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    answer = client.get(address)
    assert answer.status_code == 200, (username, address, answer.status_code)
    return answer.content.decode()


def test_seven_unions_whose_circles_differ() -> None:
    assert NationalProgramme.objects.count() == 7
    leading, teaching = tuple(FACILITATING), Role.TEACHER
    assert (seats("emme", *leading), seats("emme", teaching)) == (1, 2)
    assert seats("coast", teaching) == 36
    assert [len(people) for people in table_people(circle("coast").pk).values()] == [6] * 6
    assert circle("rede").mode == "online"
    assert set(Session.objects.filter(circles__code="rede").values_list("place_kind", flat=True)) == {
        "online"
    }
    presets = dict(Session.objects.values_list("circles__code", "preset").distinct())
    assert (presets["litoral"], presets["emme"], presets["coast"]) == ("accelerated", "micro", "t3lfa")
    assert {row.language for row in Person.objects.filter(place="KR")} == {"ko"}
    assert Circle.objects.filter(node__country="MY", layer=1).count() == 3
    assert PaperMember.objects.filter(circle__code="lagune-5").count() == 3
    assert PaperMember.objects.filter(plan__isnull=False).count() == 1


def test_two_layers_stand_above_every_circle_of_teachers() -> None:
    for story in CIRCLES:
        row = circle(story.code)
        assert row.parent is not None and row.parent.parent is not None
        assert (row.layer, row.parent.layer, row.parent.parent.layer) == (1, 2, 3)
    above = Membership.objects.filter(circle__layer=2, role=Role.TEACHER, state="active")
    waiting = Membership.objects.filter(state="invited").values_list("person__username", flat=True)
    assert list(waiting) == ["ruben"]
    assert above.count() == sum(len(story.facilitators) for story in CIRCLES) - 1


def test_everything_is_set_up_but_in_one_union() -> None:
    found = {node.country: set_up(node=node, at=timezone.now()) for node in NationalProgramme.objects.all()}
    assert {country for country, steps in found.items() if steps.done == 8} == set(found) - {"UY"}
    missing = found["UY"].next
    assert missing is not None and missing.code == "privacy"


def test_what_is_over_has_a_register_and_the_next_date_lies_ahead() -> None:
    now = timezone.now()
    for row in Circle.objects.all():
        year = Session.objects.filter(circles=row)
        held = year.filter(state__in=HAPPENED)
        assert held.exists(), row.code
        assert all(Attendance.objects.filter(session=session).exists() for session in held), row.code
        assert not held.filter(starts_at__gt=now).exists()
        assert year.filter(starts_at__gt=now, state=SessionState.PLANNED).exists(), row.code
    over = Session.objects.filter(starts_at__lt=now - AFTER, state=SessionState.PLANNED)
    assert set(over.values_list("circles__code", flat=True)) == {"coast", "naru"}


def test_something_waits_for_each_who_looks_after_others() -> None:
    now = timezone.now()
    reasons = {
        username: {
            str(need.reason)
            for need in this_week(actor=page_actor(User.objects.get(username=username).pk), at=now).needs
        }
        for username in ("yaw", "jinho", "gwen", "luciana")
    }
    assert reasons["gwen"] == {"help"}
    assert "look_at_pause" in reasons["luciana"]
    assert "no_register" in reasons["jinho"]
    assert reasons["yaw"]


def test_each_thing_that_carries_a_circle_is_there_once() -> None:
    assert HelpRequest.objects.filter(state="raised").count() == 1
    assert Pause.objects.filter(state="raised").count() == 1
    assert (Reflection.objects.count(), ContactNote.objects.count()) == (1, 1)
    assert InductionItem.objects.filter(answer="yes").count() == 5
    visit = StepIn.objects.get()
    assert (visit.state, visit.circle.code) == ("active", "coast")
    assert AgreementSignature.objects.filter(agreement__circle__code="coast").count() == 40
    assert AgreementSignature.objects.filter(agreement__circle__code="litoral").count() == 2


def test_plans_of_the_large_circle_are_in_every_state() -> None:
    states = Counter(Plan.objects.filter(circle__code="coast").values_list("state", flat=True))
    assert set(states) == {"draft", "shared", "responded", "agreed"}
    assert sum(states.values()) == 12


def test_a_researcher_sees_names_of_one_circle_for_a_while() -> None:
    osei = User.objects.get(username="osei")
    actor = with_steps_in(actor=page_actor(osei.pk), at=timezone.now())
    assert actor.steps_in == {circle("coast").pk}
    assert "Adwoa Sarpong" in opened("osei", f"{PAGES}circles/{circle('coast').pk}/")


def test_people_are_listed_by_place_with_one_line_each() -> None:
    listed = Person.objects.filter(is_listed=True)
    assert Person.objects.count() == len(PEOPLE) == len({person.username for person in PEOPLE})
    assert len({person.name for person in PEOPLE}) == len(PEOPLE)
    assert all(row.blurb for row in listed)
    assert 0 < listed.filter(place="GH").count() < 12
    page = opened("gwen", "/persona/")
    headings = [page.index(f">{heading}</h2>") for heading in PLACES.values()]
    assert headings == sorted(headings)
    for union in UNIONS:
        assert f'value="{union.coordinator.username}"' in page
    assert 'value="maame"' not in page


@pytest.mark.parametrize(
    ("username", "says"),
    [
        ("margarethe", "Who needs me this week"),
        ("mathieu", "Lagune 5"),
        ("gwen", "Link circle West"),
        ("ruben", "Link circle West"),
        ("jinho", "나루 서클"),
    ],
)
def test_the_first_page_of_a_persona_leads_on(username: str, says: str) -> None:
    with_links = opened(username, "/")
    for page in ("", "week/", "help/", "me/seen/", "join/"):
        assert f'href="{PAGES}{page}"' in with_links
    assert says in opened(username, PAGES)


def test_what_teachers_keep_is_shown_to_whom_they_let_read_it() -> None:
    """A journal is for its author; one page of it and the colleague log are for the facilitators."""
    mine = opened("adjoua", f"{PAGES}project/kept/journal/")
    assert "cahier vert, page 31" in mine and "Onze interruptions" in mine
    where = circle("lagune-2").pk
    adjoua = User.objects.get(username="adjoua").pk

    def shown_to(username: str) -> Shown:
        reader = page_actor(User.objects.get(username=username).pk)
        found = shown_of(actor=reader, circle_id=where, person_id=adjoua)
        assert found is not None
        return found

    theirs, others = shown_to("clarisse"), shown_to("koffi")
    assert len(theirs.journal) == 1 and len(theirs.colleagues) == 2 and theirs.has_journal
    assert (others.journal, others.colleagues) == ((), ()) and len(others.evidence) == 1


def test_a_union_has_words_of_its_own() -> None:
    node = NationalProgramme.objects.get(country="GH")
    assert programmes.words_of(node=node, language="en")["critical_friend"] == "study partner"
