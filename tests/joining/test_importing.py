"""Lists of people: tried, then done as a whole or not at all; and seats kept until their owners enrol."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from demo.host import DemoHost
from demo.models import Enrolment
from learning_circle_xblock import handlers
from learning_circle_xblock.apps import LearningCircleConfig
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.lifecycle import CircleState
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.handlers import on_enrolment
from learning_circle_xblock.joining import api as joining
from learning_circle_xblock.joining.deciding import Line, Outcome
from learning_circle_xblock.joining.exporting import export_people, file_name
from learning_circle_xblock.joining.invitations import KEPT
from learning_circle_xblock.joining.models import Invitation, PaperMember
from learning_circle_xblock.joining.slowing import LISTS
from learning_circle_xblock.permissions import Actor, Post, PostKind, Role
from tests.world import NOON, actor, circle, course_key, days, now, person, seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def lead(where: Circle) -> Actor:
    return actor(seat(where, "lead", Role.FACILITATOR))


def lines(where: Circle, text: str) -> list[Line]:
    rows = joining.read_list(text.encode(), needs_circle=False)
    return list(joining.try_people(actor=lead(where), place=where, rows=rows, at=NOON).lines)


def add(where: Circle, text: str) -> joining.Report:
    rows = joining.read_list(text.encode(), needs_circle=False)
    return joining.add_people(actor=lead(where), place=where, rows=rows, at=NOON)


def seats(where: Circle) -> dict[str, str]:
    rows = Membership.objects.filter(circle=where, live_slot__isnull=False)
    return dict(rows.values_list("person__username", "role"))


def kept(where: Circle) -> dict[str, str]:
    return dict(Invitation.objects.filter(circle=where).values_list("email", "role"))


def test_each_row_is_told_what_becomes_of_it_and_nothing_is_changed() -> None:
    where = circle()
    person("awa"), person("outside", enrolled=False), seat(where, "there")
    text = (
        "email,role\nAWA@Example.org,\nnew@example.org,observer\noutside@example.org,\n"
        "there@example.org,\nthere@example.org,\nlead@example.org,teacher\n"
    )
    found = lines(where, text)
    assert [str(line.outcome) for line in found] == [
        "seated", "invited", "invited", "there", "twice", "there",
    ]  # fmt: skip
    assert [line.sentence for line in found if line.sentence] == [
        "The same person as in row 5; counted once.",
        "In another role, which stays as it is.",
    ]
    assert seats(where) == {"lead": "facilitator", "there": "teacher"} and not kept(where)


def test_a_list_is_done_as_a_whole() -> None:
    where = circle()
    person("awa")
    report = add(where, "email,role\nAWA@Example.org,co-facilitator\nNew@Example.org,observer\n")
    assert report.counts == {"seated": 1, "there": 0, "invited": 1, "paper": 0, "twice": 0, "error": 0}
    assert seats(where) == {"lead": "facilitator", "awa": "co_facilitator"}
    assert kept(where) == {"new@example.org": "observer"}
    assert Event.objects.get(verb="roster.imported").circle_id == where.pk
    add(where, "email\nawa@example.org\nnew@example.org\n")
    assert seats(where) == {"lead": "facilitator", "awa": "co_facilitator"}
    assert kept(where) == {"new@example.org": "teacher"}


def test_one_wrong_row_stops_them_all() -> None:
    where = circle()
    person("awa")
    with pytest.raises(joining.NotAsTried) as caught:
        add(where, "email\nawa@example.org\n=1+1\n")
    assert [line.wish.number for line in caught.value.report.wrong] == [3]
    assert seats(where) == {"lead": "facilitator"} and not Event.objects.filter(verb="roster.imported")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("=1+1,,,", "This is no e-mail address."),
        ("nobody,,,", "This is no e-mail address."),
        (",,teacher,", "The e-mail address is missing."),
        ("a@example.org,,boss,", "The role is none of: teacher"),
        ("a@example.org,,,two", "This row names another circle."),
        ("a@example.org,ghost,,", "This username leads to nobody in the course"),
        (",outside,,", "This username leads to nobody in the course"),
        ("awa@example.org,other,,", "This username leads to nobody in the course"),
        ("shared@example.org,,,", "Two users have this address. Add a column “username”"),
        ("other@example.org,,observer,", "This person is in row 2 already, with another role."),
    ],
)
def test_a_row_that_cannot_be_done_says_why(row: str, sentence: str) -> None:
    where = circle()
    circle("two")
    for name in ("awa", "other", "twin1", "twin2"):
        person(name)
    person("outside", enrolled=False)
    User.objects.filter(username__startswith="twin").update(email="Shared@example.org")
    found = lines(where, f"email,username,role,circle\nother@example.org,,,\n{row}\n")
    assert found[0].outcome is Outcome.SEATED
    assert found[1].outcome is Outcome.ERROR and found[1].sentence.startswith(sentence)


def test_an_address_of_two_users_is_told_apart_by_the_username() -> None:
    where = circle()
    person("twin1"), person("twin2")
    User.objects.update(email="shared@example.org")
    add(where, "email,username\nShared@example.org,twin2\n")
    assert set(seats(where)) == {"lead", "twin2"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"\x89PNG\r\n", "This is a picture or a PDF"),
        (b"name\nAwa\n", "The first row names no column"),
        (b"email\n", "There is nobody in this list"),
        (b"email" + b"," * 200 + b"x\n", "This list has more than 20 columns."),
        (b"email\n" + b"a@example.org\n" * 2001, "This list has more than 2000 rows."),
    ],
)
def test_a_file_that_is_no_list_is_answered_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(joining.JoiningError) as caught:
        joining.read_list(content, needs_circle=False)
    assert str(caught.value).startswith(sentence)


def test_nobody_is_added_to_a_circle_that_has_ended() -> None:
    where = circle()
    chief = lead(where)
    Circle.objects.update(state=CircleState.CLOSED)
    where.refresh_from_db()
    rows = joining.read_list(b"email\na@example.org\n", needs_circle=False)
    [line] = joining.try_people(actor=chief, place=where, rows=rows, at=NOON).lines
    assert line.sentence == "This circle has ended."


def test_a_coordinator_fills_many_circles_with_one_list() -> None:
    one, two, elsewhere = circle("one"), circle("two"), circle("three")
    person("awa"), person("koffi")
    elsewhere.node_id = None
    coordinator = Actor(person("co").pk, False, posts=(Post(PostKind.COORDINATOR, one.node_id),))
    text = "email,circle\nawa@example.org,ONE\nkoffi@example.org,two\nawa@example.org,two\n"
    rows = joining.read_list(text.encode(), needs_circle=True)
    joining.add_people(actor=coordinator, place=one.node, rows=rows, at=NOON)
    assert set(seats(one)) == {"awa"} and set(seats(two)) == {"koffi", "awa"}
    assert Event.objects.get(verb="node.imported").object_id == one.node_id
    rows = joining.read_list(b"email,circle\na@example.org,\nb@example.org,nine\n", needs_circle=True)
    wrong = joining.try_people(actor=coordinator, place=one.node, rows=rows, at=NOON).wrong
    assert [line.sentence for line in wrong] == [
        "The code of the circle is missing.", "You look after no circle with this code.",
    ]  # fmt: skip
    with pytest.raises(joining.NotOpenToYou):
        joining.try_people(actor=lead(one), place=one.node, rows=rows, at=NOON)
    with pytest.raises(joining.NotOpenToYou):
        joining.add_people(actor=actor(seat(one, "t")), place=one, rows=rows, at=NOON)


def test_a_facilitators_list_takes_no_teacher_out_of_another_circle() -> None:
    """Their next text would be shared there, and nobody has asked them."""
    theirs, other = circle("bbb"), circle("aaa")
    seat(theirs, "victim")
    rows = joining.read_list(b"username\nvictim\n", needs_circle=False)
    with pytest.raises(joining.NotAsTried):
        joining.add_people(actor=lead(other), place=other, rows=rows, at=NOON)
    assert "victim" not in seats(other) and "victim" in seats(theirs)


def test_a_long_list_needs_no_more_reads_to_try() -> None:
    where = circle()
    chief = lead(where)
    for n in range(30):
        person(f"p{n}")
    counts = []
    for size in (2, 30):
        text = "email\n" + "".join(f"p{n}@example.org\nq{n}@example.org\n" for n in range(size))
        rows = joining.read_list(text.encode(), needs_circle=False)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            joining.try_people(actor=chief, place=where, rows=rows, at=NOON)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 7, "one of them records that it was tried"


# -- kept seats


def keep(where: Circle, email: str = "new@example.org", role: str = "") -> None:
    add(where, f"email,role\n{email},{role}\n")


def keep_until_now(where: Circle) -> None:
    """The platform's signal comes at the real time."""
    Invitation.objects.filter(circle=where).update(expires_at=now() + days(1))


def match(user: User, at: object = NOON) -> int:
    return joining.match_invitations(user_id=user.pk, at=at)  # type: ignore[arg-type]


def test_a_kept_seat_is_taken_at_enrolment(django_capture_on_commit_callbacks: object) -> None:
    where = circle()
    keep(where, "New@Example.org", "observer")
    new = person("new", enrolled=False)
    User.objects.filter(pk=new.pk).update(email="NEW@example.org")
    assert match(new) == 0, "not enrolled yet"
    keep_until_now(where)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        DemoHost().enrol(new.pk, course_key())
    assert seats(where)["new"] == "observer" and not kept(where)
    assert Event.objects.get(verb="invitation.taken").actor == new


def test_the_platforms_signal_gives_kept_seats(django_capture_on_commit_callbacks: object) -> None:
    """`CourseEnrollmentData` carries the person as `UserData`."""
    from types import SimpleNamespace

    where = circle()
    keep(where)
    keep_until_now(where)
    new = person("new")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        on_enrolment(signal=None, sender=None, enrollment=SimpleNamespace(user=SimpleNamespace(id=new.pk)))
    assert "new" in seats(where)


def test_a_fault_does_not_reach_the_enrolment(
    django_capture_on_commit_callbacks: object,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(**given: object) -> int:
        raise ValueError("new@example.org")

    monkeypatch.setattr("learning_circle_xblock.handlers.match_invitations", fails)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        DemoHost().enrol(person("new", enrolled=False).pk, course_key())
    assert Enrolment.objects.filter(user=person("new")).exists()
    assert "ValueError" in caplog.text and "example.org" not in caplog.text


def test_an_address_counts_once_it_is_confirmed_and_while_it_is_one_persons() -> None:
    where = circle()
    keep(where)
    new, twin = person("new"), person("twin")
    User.objects.filter(pk=new.pk).update(is_active=False)
    assert match(new) == 0
    User.objects.filter(pk__in=[new.pk, twin.pk]).update(is_active=True, email="new@example.org")
    assert match(new) == match(twin) == 0
    User.objects.filter(pk=twin.pk).update(email="twin@example.org")
    assert match(new) == 1


def test_an_account_that_is_not_confirmed_gets_no_seat_by_its_address() -> None:
    where = circle()
    User.objects.filter(pk=person("new").pk).update(is_active=False)
    keep(where)
    assert "new" not in seats(where) and kept(where) == {"new@example.org": "teacher"}


def test_a_kept_seat_ends() -> None:
    where = circle()
    keep(where)
    new = person("new")
    assert match(new, NOON + KEPT) == 0
    assert joining.forget_expired(at=NOON + KEPT - days(1)) == 0
    assert joining.forget_expired(at=NOON + KEPT) == 1 and not kept(where)


def test_who_is_there_already_keeps_the_role() -> None:
    where = circle()
    keep(where, "late@example.org", "facilitator")
    seat(where, "late")
    assert match(person("late")) == 1
    assert seats(where)["late"] == "teacher" and not kept(where)


def test_a_kept_seat_can_be_taken_back_by_managers_alone() -> None:
    where, other = circle(), circle("two")
    keep(where)
    row = Invitation.objects.get()
    given = {"invitation_id": row.pk, "at": NOON}
    for who, place in ((actor(seat(where, "t")), where), (lead(other), other)):
        with pytest.raises(joining.NotOpenToYou):
            joining.take_back_invitation(actor=who, circle=place, **given)
    joining.take_back_invitation(actor=actor(person("lead")), circle=where, **given)
    assert not kept(where)


# -- out again


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_in_again(kind: str) -> None:
    where, copy = circle(), circle("two")
    chief = lead(where)
    seat(where, "awa"), seat(where, "rep", Role.UNION_REPRESENTATIVE), seat(where, "watch", Role.OBSERVER)
    odd = seat(where, "odd", Role.CO_FACILITATOR)
    User.objects.filter(pk=odd.pk).update(username="-odd")
    content = export_people(actor=chief, circle=where, kind=kind, at=NOON)
    rows = joining.read_list(content, needs_circle=True)
    again = joining.try_people(actor=chief, place=where, rows=rows, at=NOON)
    assert {str(line.outcome) for line in again.lines} == {"there"}
    assert not any(line.sentence for line in again.lines)
    Circle.objects.filter(pk=where.pk).update(code="old")
    Circle.objects.filter(pk=copy.pk).update(code="one")
    copy.refresh_from_db()
    seat(copy, "lead", Role.FACILITATOR)
    before = seats(where)
    Membership.objects.filter(circle=where).update(state="left", live_slot=None)
    joining.add_people(actor=chief_of(copy), place=copy, rows=rows, at=NOON)
    expected = {name: role for name, role in before.items() if name != "watch"}
    assert seats(copy) == expected
    assert Event.objects.get(verb="roster.exported").actor_id == chief.user_id


def chief_of(where: Circle) -> Actor:
    return actor(person("lead"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_that_goes_out_is_a_formula(kind: str) -> None:
    from learning_circle_xblock.joining.sheets import read

    where = circle()
    chief = lead(where)
    awa = seat(where, "awa")
    awa.person.name = '=HYPERLINK("http://example.org")'
    awa.person.save()
    cells = [
        cell for _n, row in read(export_people(actor=chief, circle=where, kind=kind, at=NOON)) for cell in row
    ]
    assert '\'=HYPERLINK("http://example.org")' in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "Secret union" not in cells


@pytest.mark.parametrize(("code", "name"), [("one", "circle-one.csv"), ('Été / 3"', "circle-t-3.csv")])
def test_the_file_has_a_neutral_name(code: str, name: str) -> None:
    assert file_name(Circle(pk=7, code=code), "csv") == name
    assert file_name(Circle(pk=7, code="모임"), "xlsx") == "circle-7.xlsx"


def test_only_managers_take_the_list() -> None:
    where = circle()
    with pytest.raises(joining.NotOpenToYou):
        export_people(actor=actor(seat(where, "t")), circle=where, kind="csv", at=NOON)
    assert not Event.objects.filter(verb="roster.exported")


def test_the_daily_job_forgets_addresses_whose_time_has_run_out() -> None:
    keep(circle())
    call_command("learning_circles_tick", stdout=StringIO())
    assert not Invitation.objects.exists(), "kept from May to the end of October 2026"


def test_the_platform_finds_the_function_that_hears_of_enrolments() -> None:
    receiver, _ended = LearningCircleConfig.plugin_app["signals_config"]["lms.djangoapp"]["receivers"]
    assert receiver["signal_path"].endswith(".COURSE_ENROLLMENT_CREATED")
    assert getattr(handlers, receiver["receiver_func_name"]) is on_enrolment


# -- what a list does not tell, and does not do


def test_that_a_list_was_tried_is_recorded_with_its_length() -> None:
    where = circle()
    lines(where, "email\na@example.org\nb@example.org\n")
    event = Event.objects.get(verb="roster.tried")
    assert (event.circle_id, event.to_state) == (where.pk, "2 rows")
    with pytest.raises(joining.NotAsTried):
        add(where, "email\nnobody\n")
    assert Event.objects.filter(verb="roster.tried").count() == 2, "what could not be done was tried"
    assert "example" not in str(list(Event.objects.values()))


def test_a_facilitator_tries_so_many_lists_a_day_and_a_coordinator_more() -> None:
    where = circle()
    cache.clear()
    for _time in range(LISTS):
        lines(where, "email\na@example.org\n")
    with pytest.raises(joining.JoiningError, match="as many lists as one person may in a day"):
        lines(where, "email\na@example.org\n")
    add(where, "email\na@example.org\n")
    coordinator = Actor(person("co").pk, False, posts=(Post(PostKind.COORDINATOR, where.node_id),))
    rows = joining.read_list(b"email\na@example.org\n", needs_circle=False)
    for _time in range(LISTS + 1):
        joining.try_people(actor=coordinator, place=where, rows=rows, at=NOON)


def test_one_sentence_for_a_username_that_leads_nowhere() -> None:
    """Whether it exists, is enrolled or has this address is not told apart."""
    where = circle()
    person("in"), person("out", enrolled=False)
    text = "email,username\n,ghost\n,out\nother@example.org,in\n"
    assert len({line.sentence for line in lines(where, text)}) == 1


def test_nobody_enters_a_circle_of_facilitators_as_a_member() -> None:
    top = circle("top", layer=2)
    person("awa")
    found = lines(top, "email,role\nawa@example.org,\nnew@example.org,\nawa@example.org,facilitator\n")
    assert [str(line.outcome) for line in found] == ["error", "error", "error"]
    assert "facilitators of the circles below it" in found[0].sentence
    assert add(top, "email,role\nawa@example.org,facilitator\n").counts["seated"] == 1


def test_nobody_makes_themselves_a_facilitator_by_a_list() -> None:
    where = circle()
    co = Actor(person("co").pk, False, posts=(Post(PostKind.COORDINATOR, where.node_id),))
    rows = joining.read_list(b"email,role\nco@example.org,facilitator\n", needs_circle=False)
    assert joining.try_people(actor=co, place=where, rows=rows, at=NOON).lines[0].outcome is Outcome.SEATED
    seat(where, "lead", Role.FACILITATOR)
    for enrolled in (True, False):
        Enrolment.objects.filter(user=person("co")).update(is_active=enrolled)
        [line] = joining.try_people(actor=co, place=where, rows=rows, at=NOON).lines
        assert line.outcome is Outcome.ERROR and "the circle has one" in line.sentence


def test_who_was_asked_to_go_gets_no_seat_that_was_kept_before() -> None:
    where = circle()
    keep(where)
    new = seat(where, "new")
    row = Membership.objects.get(circle=where, person=new)
    circles.leave(actor=lead(where), membership_id=row.pk, reason=None, at=NOON + days(1))
    match(new, NOON + days(2))
    assert "new" not in seats(where) and not kept(where)


# -- people on paper in a list


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_people_on_paper_go_out_and_come_in_again(kind: str) -> None:
    where, copy = circle(), circle("two")
    chief = lead(where)
    joining.add_paper_member(actor=chief, circle=where, name="=Awa Koffi", at=NOON)
    content = export_people(actor=chief, circle=where, kind=kind, at=NOON)
    rows = joining.read_list(content, needs_circle=True)
    again = joining.try_people(actor=chief, place=where, rows=rows, at=NOON)
    assert {str(line.outcome) for line in again.lines} == {"there"}
    Circle.objects.filter(pk=where.pk).update(code="old")
    Circle.objects.filter(pk=copy.pk).update(code="one")
    copy.refresh_from_db()
    seat(copy, "lead", Role.FACILITATOR)
    report = joining.add_people(actor=chief_of(copy), place=copy, rows=rows, at=NOON)
    assert report.counts["paper"] == 1
    assert list(PaperMember.objects.filter(circle=copy).values_list("name", "state")) == [
        ("=Awa Koffi", "on_paper")
    ]


@pytest.mark.parametrize(
    ("row", "outcome", "sentence"),
    [
        ("Awa,yes,", "paper", ""),
        ("Awa,Oui,teacher", "paper", ""),
        (",yes,", "error", "needs a name"),
        ("Awa,yes,facilitator", "error", "is a teacher"),
        ("Awa,no,", "error", "The e-mail address is missing."),
    ],
)
def test_a_row_of_somebody_on_paper(row: str, outcome: str, sentence: str) -> None:
    [line] = lines(circle(), f"name,on paper,role\n{row}\n")
    assert line.outcome == outcome and sentence in line.sentence


def test_the_same_name_on_paper_counts_once() -> None:
    found = lines(circle(), "name,on paper\nAwa,yes\nawa,yes\n")
    assert [str(line.outcome) for line in found] == ["paper", "twice"]
