"""Rights end with the seat: leaving a circle, moving to another, losing the enrolment.

What somebody wrote stays theirs; the old circle no longer reads it, and they no longer read the circle.
"""

from dataclasses import dataclass, field

import pytest
from django.contrib.auth.models import User

from demo.models import Enrolment, Person
from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.review.lifecycle import HELD
from learning_circle_xblock.review.models import Assignment, Review
from tests import world
from tests.world import ACCOUNT, BLOCKS, CIRCLE, LIBRARY, NOON, PLAN, RESPONSE_ANSWERS, Answer

pytestmark = pytest.mark.django_db

SIX = ("ama", "bela", "chen", "dina", "efe", "fatou")
NOT_OPEN = (404, "This is not open to you, or it is no longer here.")
WORDS = "a-word-of-ama"


@dataclass
class Two:
    """Two circles below one parent; six teachers in the first."""

    link: Circle
    one: Circle
    two: Circle
    people: dict[str, User] = field(default_factory=dict)

    def leaves(self, name: str) -> None:
        """The membership in the first circle ends."""
        circles.end_membership(circle=self.one, user_id=self.people[name].pk, at=NOON)

    def moves(self, name: str) -> None:
        """And one in the second circle begins."""
        self.leaves(name)
        circles.seat(circle=self.two, user_id=self.people[name].pk, role=Role.TEACHER, at=NOON)


@pytest.fixture
def two() -> Two:
    """Everybody seated, nothing written."""
    link = world.circle("link", layer=2)
    made = Two(link, world.circle("one", parent=link), world.circle("two", parent=link))
    made.people = {name: world.seat(made.one, name) for name in SIX}
    made.people["femi"] = world.seat(made.one, "femi", Role.FACILITATOR)
    made.people["gul"] = world.seat(made.two, "gul", Role.FACILITATOR)
    made.people["hana"] = world.seat(made.two, "hana")
    return made


def said(answer: Answer) -> tuple[int, str]:
    """Status and text."""
    return answer.status, answer.text


def shares_plan(user: User) -> Plan:
    """With words that are found again."""
    assert world.share_plan(user, {"concern": WORDS, "title": f"title-{WORDS}"}).status == 200
    return Plan.objects.get(owner=user)


def shares_account(user: User) -> Account:
    """With words that are found again, for the first of the six."""
    lead = {"lead": WORDS, "title": f"title-{WORDS}"} if user.username == "ama" else {}
    assert world.share_account(user, lead).status == 200
    return Account.objects.get(owner=user)


def reads_plan(user: User, plan: Plan) -> Answer:
    """Opens it by its number."""
    return world.call(user, PLAN, "read", {"plan": plan.pk}, method="GET")


# -- who has left no longer reads the circle -----------------------------------------------------------


def test_who_has_left_sees_nothing_of_the_circle(two: Two) -> None:
    plan, account = shares_plan(two.people["ama"]), shares_account(two.people["ama"])
    two.leaves("fatou")
    fatou = two.people["fatou"]
    for block in BLOCKS:
        text = world.view(fatou, block).text
        assert WORDS not in text and "Ama" not in text and two.one.name not in text, block
    assert said(reads_plan(fatou, plan)) == NOT_OPEN
    for block in (ACCOUNT, LIBRARY):
        read = world.call(fatou, block, "read", {"account": account.pk}, method="GET")
        assert said(read) == NOT_OPEN
    people = world.call(fatou, CIRCLE, "people", {"circle": two.one.pk, "page": 1}, method="GET")
    assert said(people) == NOT_OPEN


def test_a_response_begun_unasked_does_not_keep_the_plan_open(two: Two) -> None:
    """Nobody asked for it: with the seat ends the right to read what it is about, and to send it."""
    plan = shares_plan(two.people["ama"])
    fatou = two.people["fatou"]
    opened = world.call(fatou, PLAN, "open_response", {"version": plan.version_id})
    assert WORDS in opened.text
    review = Review.objects.get()
    two.leaves("fatou")
    form = {**world.prefixed(PLAN, RESPONSE_ANSWERS, "-resp"), "review": review.pk, "base": "1"}
    answers = {
        "open again": world.call(fatou, PLAN, "open_response", {"version": plan.version_id}),
        "open as asked": world.call(fatou, PLAN, "open_response", {"asked": review.assignment_id}),
        "look": world.call(fatou, PLAN, "see_both_responses", {"review": review.pk}, method="GET"),
        "choose": world.call(fatou, PLAN, "choose_response_text", {"review": review.pk, "take": "own"}),
        "save": world.call(fatou, PLAN, "save_response", form),
        "send": world.call(fatou, PLAN, "send_response", form),
    }
    assert not {name: answer.status for name, answer in answers.items() if said(answer) != NOT_OPEN}
    assert Review.objects.get().sent_at is None


@pytest.mark.parametrize("is_opened", [False, True], ids=["not opened", "opened"])
def test_a_reading_ends_with_the_seat(two: Two, is_opened: bool) -> None:
    """A ring's reader is a teacher of the circle; a reader from outside needs a switch that is not built."""
    for name in SIX[:5]:
        shares_account(two.people[name])
    asked = Assignment.objects.filter(request__version__made_by=two.people["ama"])[0]
    reader = asked.reviewer
    if is_opened:
        assert WORDS in world.call(reader, ACCOUNT, "open_response", {"asked": asked.pk}).text
    two.leaves(reader.username)
    assert said(world.call(reader, ACCOUNT, "open_response", {"asked": asked.pk})) == NOT_OPEN
    if is_opened:
        known = {"review": Review.objects.get().pk}
        assert said(world.call(reader, ACCOUNT, "see_both_responses", known, method="GET")) == NOT_OPEN
    for block in BLOCKS:
        assert WORDS not in world.view(reader, block).text, block


def test_a_facilitator_who_has_left_agrees_to_nothing(two: Two) -> None:
    plan = shares_plan(two.people["ama"])
    world.seat(two.one, "second", Role.CO_FACILITATOR)
    two.leaves("femi")
    answer = world.call(two.people["femi"], PLAN, "agree_with", {"plan": plan.pk})
    assert said(answer) == NOT_OPEN


def test_a_new_role_ends_what_the_old_one_gave(two: Two) -> None:
    """A teacher who becomes the circle's observer reads no more of it than an observer."""
    plan = shares_plan(two.people["ama"])
    fatou = two.people["fatou"]
    assert reads_plan(fatou, plan).status == 200
    circles.seat(circle=two.one, user_id=fatou.pk, role=Role.OBSERVER, at=NOON)
    assert said(reads_plan(fatou, plan)) == NOT_OPEN
    assert world.call(fatou, PLAN, "save_draft", {}).status == 403


# -- the circle no longer reads who has left -----------------------------------------------------------


def test_what_somebody_wrote_stays_theirs_after_leaving(two: Two) -> None:
    """Removing someone from a roster deletes nothing of theirs."""
    plan = shares_plan(two.people["ama"])
    two.leaves("ama")
    assert WORDS in world.view(two.people["ama"], PLAN).text
    assert Plan.objects.filter(pk=plan.pk).exists()


@pytest.mark.parametrize("kind", ["plan", "account"])
def test_one_s_own_text_names_nobody_of_the_circle_one_has_left(two: Two, kind: str) -> None:
    """Who facilitates there now is on its roster, and the roster is closed to who has left."""
    shares = shares_plan if kind == "plan" else shares_account
    shares(two.people["ama"])
    two.leaves("ama")
    world.seat(two.one, "zoe", Role.CO_FACILITATOR)
    two.leaves("femi")
    text = world.view(two.people["ama"], PLAN if kind == "plan" else ACCOUNT).text
    assert WORDS in text and "Zoe" not in text


@pytest.mark.parametrize("goes", ["leaves", "moves"])
@pytest.mark.parametrize("reader", ["bela", "femi"])
def test_the_old_circle_no_longer_reads_the_plan_of_who_has_left(two: Two, goes: str, reader: str) -> None:
    """Leaving hides what somebody wrote from the old circle."""
    plan = shares_plan(two.people["ama"])
    getattr(two, goes)("ama")
    assert WORDS not in world.view(two.people[reader], PLAN).text
    assert said(reads_plan(two.people[reader], plan)) == NOT_OPEN
    assert WORDS not in world.view(two.people[reader], CIRCLE).text


@pytest.mark.parametrize("goes", ["leaves", "moves"])
@pytest.mark.parametrize("reader", ["bela", "femi"])
def test_the_old_circle_no_longer_reads_the_account_of_who_has_left(two: Two, goes: str, reader: str) -> None:
    """The same for a practice account that is not published."""
    account = shares_account(two.people["ama"])
    getattr(two, goes)("ama")
    for block in (ACCOUNT, LIBRARY):
        assert WORDS not in world.view(two.people[reader], block).text, block
        read = world.call(two.people[reader], block, "read", {"account": account.pk}, method="GET")
        assert said(read) == NOT_OPEN, block


@pytest.mark.parametrize("kind", ["plan", "account"])
def test_who_has_left_shares_nothing_with_the_old_circle(two: Two, kind: str) -> None:
    """A draft begun there is still theirs; its words reach no circle without a seat in one."""
    ama = two.people["ama"]
    block, words = (PLAN, "concern") if kind == "plan" else (ACCOUNT, "lead")
    mine = {**(world.PLAN_ANSWERS if kind == "plan" else world.ACCOUNT_ANSWERS), words: WORDS}
    form = world.prefixed(block, {**mine, "title": f"title-{WORDS}"})
    assert world.call(ama, block, "save_draft", {**form, "base": "0"}).status == 200
    two.leaves("ama")
    answer = world.call(ama, block, "share", {**form, "base": "1"})
    for reader in ("bela", "femi"):
        for page in BLOCKS:
            assert WORDS not in world.view(two.people[reader], page).text, f"{page} of {reader}"
    assert answer.status == 403 and answer.headers.get("X-Learning-Circle") == "sentence"


def test_a_plan_goes_with_its_teacher_to_the_new_circle(two: Two) -> None:
    """A teacher who moves carries the project: it is shared where they sit now."""
    ama = two.people["ama"]
    title = f"title-{WORDS}"
    form = world.prefixed(PLAN, {**world.PLAN_ANSWERS, "title": title})
    assert world.call(ama, PLAN, "save_draft", {**form, "base": "0"}).status == 200
    two.moves("ama")
    assert world.call(ama, PLAN, "share", {**form, "base": "1"}).status == 200
    seen = {
        name: title in world.view(two.people[name], PLAN).text for name in ("hana", "gul", "bela", "femi")
    }
    assert seen == {"hana": True, "gul": True, "bela": False, "femi": False}


# -- the ring asks nobody who has left ------------------------------------------------------------------


def test_the_ring_asks_nobody_who_has_left(two: Two) -> None:
    """Somebody who is gone is not given a text of the circle to read, when the ring begins or grows."""
    for name in SIX[:4]:
        shares_account(two.people[name])
    two.leaves("bela")
    shares_account(two.people["efe"])
    shares_account(two.people["fatou"])
    assert not Assignment.objects.filter(reviewer=two.people["bela"]).exists()


@pytest.mark.parametrize("leavers", [1, 2, 3, 4])
def test_the_ring_asks_nobody_who_has_left_to_read_a_newcomer(two: Two, leavers: int) -> None:
    """However few have stayed, the newcomer's sharing succeeds."""
    for name in SIX[:5]:
        shares_account(two.people[name])
    before = set(Assignment.objects.values_list("pk", flat=True))
    gone = SIX[1 : 1 + leavers]
    for name in gone:
        two.leaves(name)
    shares_account(two.people["fatou"])
    added = Assignment.objects.exclude(pk__in=before).filter(state__in=HELD)
    assert not {row.reviewer.username for row in added} & set(gone)


def test_a_reading_is_for_the_circle_of_its_text(two: Two) -> None:
    """Nobody is asked to read a text of another circle, though both circles share one block."""
    for number in range(1, 7):
        world.share_account(world.seat(two.two, f"other{number}"))
    for name in SIX:
        shares_account(two.people[name])
    for row in Assignment.objects.select_related("request__circle"):
        seats = row.request.circle.memberships.filter(person=row.reviewer, state="active")
        assert seats.exists()


# -- enrolment ------------------------------------------------------------------------------------------


def unenrol(user: User) -> None:
    """The course run is closed to them; the seat stays."""
    Enrolment.objects.filter(user=user).update(is_active=False)


def test_without_enrolment_a_seat_opens_nothing(two: Two) -> None:
    """Author, reader and facilitator alike hear the same sentence."""
    plan = shares_plan(two.people["ama"])
    for name in ("ama", "bela", "femi"):
        unenrol(two.people[name])
        answer = reads_plan(two.people[name], plan)
        assert said(answer) == (403, "This is open to people who are enrolled in the course.")
        for block in BLOCKS:
            assert WORDS not in world.view(two.people[name], block).text


def test_course_staff_without_enrolment_see_no_reading_that_was_asked_of_them(two: Two) -> None:
    """A seat and a task from earlier do not turn the course team into readers."""
    for name in SIX[:5]:
        shares_account(two.people[name])
    reader = Assignment.objects.filter(request__version__made_by=two.people["ama"])[0].reviewer
    Person.objects.filter(user=reader).update(is_course_staff=True)
    unenrol(reader)
    reader = User.objects.get(pk=reader.pk)
    for block in BLOCKS:
        text = world.view(reader, block).text
        assert WORDS not in text and "Ama" not in text and "Femi" not in text, block


# -- the circle above -----------------------------------------------------------------------------------


def test_who_stops_facilitating_leaves_the_circle_above(two: Two) -> None:
    """Its roster is closed again, unless they facilitate another circle below it."""
    femi = two.people["femi"]
    world.seat(two.one, "second", Role.FACILITATOR)
    where = {"circle": two.link.pk, "page": 1}
    assert world.call(femi, CIRCLE, "people", where, method="GET").status == 200
    two.leaves("femi")
    assert said(world.call(femi, CIRCLE, "people", where, method="GET")) == NOT_OPEN


def test_a_facilitator_s_new_role_leaves_the_circle_above_too(two: Two) -> None:
    femi = two.people["femi"]
    world.seat(two.one, "second", Role.FACILITATOR)
    circles.seat(circle=two.one, user_id=femi.pk, role=Role.TEACHER, at=NOON)
    where = {"circle": two.link.pk, "page": 1}
    assert said(world.call(femi, CIRCLE, "people", where, method="GET")) == NOT_OPEN


def test_rights_stop_one_layer_down(two: Two) -> None:
    """A link facilitator sees who is in the circle and no text; the layer above sees neither."""
    top = world.circle("top", layer=3)
    Circle.objects.filter(pk=two.link.pk).update(parent=top)
    plan = shares_plan(two.people["ama"])
    link = world.seat(Circle.objects.get(pk=two.link.pk), "link", Role.FACILITATOR)
    above = world.seat(top, "above", Role.FACILITATOR)
    where = {"circle": two.one.pk, "page": 1}
    assert world.call(link, CIRCLE, "people", where, method="GET").status == 200
    assert said(world.call(above, CIRCLE, "people", where, method="GET")) == NOT_OPEN
    for user in (link, above):
        assert said(reads_plan(user, plan)) == NOT_OPEN
        assert WORDS not in world.view(user, PLAN).text
