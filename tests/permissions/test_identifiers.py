"""Guessing identifiers leads nowhere: what is not yours is answered as if it did not exist.

Ids of another circle, of another block, of another course run, and things that are no ids at all.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from opaque_keys.edx.keys import CourseKey, UsageKey

from demo import testing
from demo.models import Enrolment
from learning_circle_xblock.accounts import api as accounts
from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.permissions import Actor, Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.programmes.models import NationalProgramme
from learning_circle_xblock.review import api as review
from learning_circle_xblock.review.models import Assignment, Review
from tests import world
from tests.world import (
    ACCOUNT,
    ACCOUNT_ANSWERS,
    CIRCLE,
    LIBRARY,
    NOON,
    PLAN,
    PLAN_ANSWERS,
    RESPONSE_ANSWERS,
    Answer,
)

from .tables import dump, undone

pytestmark = pytest.mark.django_db

MISSING = "987654321"
NOT_OPEN = (404, "This is not open to you, or it is no longer here.")
ELSEWHERE = CourseKey.from_string("course-v1:Elsewhere+LC+2026")
SENT = {"describe": "d", "value": "v", "wonder": "w", "suggest": [{"what": "s", "about": ""}]}


@dataclass
class Texts:
    """What one teacher has in one block of each kind: a plan, an account, and responses to both."""

    plan: Plan
    account: Account
    plan_review: Review
    plan_draft: Review
    account_review: Review
    account_draft: Review
    asked: Assignment

    def ids(self) -> dict[str, list[int]]:
        """Everything that a request can name, by the parameter that names it."""
        reviews = [self.plan_review, self.plan_draft, self.account_review, self.account_draft]
        return {
            "plan": [self.plan.pk],
            "account": [self.account.pk],
            "version": [self.plan.version_id or 0, self.account.version_id or 0],
            "asked": [self.asked.pk],
            "review": [row.pk for row in reviews],
            "circle": [self.plan.circle_id],
        }


@dataclass
class Places:
    """Two circles in the course, one in another course run, and a second block of each kind."""

    people: dict[str, User]
    own: Texts
    sibling: Texts
    second: Texts
    elsewhere: Texts


def _texts(circle: Circle, names: list[str], course: CourseKey, plan_key: UsageKey, key: UsageKey) -> Texts:
    """The first person is the author; five share an account, so that readers are asked."""
    people = [world.person(name) for name in names]
    for name in names:
        Enrolment.objects.get_or_create(user=world.person(name), course_key=course)
    actors = [circles.actor_for(user_id=user.pk, course_key=course, is_enrolled=True) for user in people]
    leader = circles.actor_for(
        user_id=world.person(f"lead-{circle.code}").pk, course_key=course, is_enrolled=True
    )
    given: dict[str, Any] = {"course_key": course, "at": NOON}
    plan = planning.share(actor=actors[0], usage_key=plan_key, answers=PLAN_ANSWERS, **given)
    shared = [accounts.share(actor=a, usage_key=key, answers=ACCOUNT_ANSWERS, **given) for a in actors]
    asked = list(Assignment.objects.filter(request__version=shared[0].version).order_by("slot"))
    readers = {actor.user_id: actor for actor in actors}

    def opens(who: Actor) -> Review:
        return review.open_unasked(actor=who, version_id=plan.version_id or 0, usage_key=plan_key, at=NOON)

    def reads(row: Assignment) -> Review:
        who = readers[row.reviewer_id]
        return review.open_reading(actor=who, assignment_id=row.pk, usage_key=key, at=NOON)

    sent, draft = opens(leader), opens(actors[1])
    account_sent, account_draft = reads(asked[0]), reads(asked[1])
    review.send_response(actor=leader, review_id=sent.pk, usage_key=plan_key, answers=SENT, at=NOON)
    first = readers[asked[0].reviewer_id]
    review.send_response(actor=first, review_id=account_sent.pk, usage_key=key, answers=SENT, at=NOON)
    return Texts(plan, shared[0], sent, draft, account_sent, account_draft, asked[0])


def _build(second_plan: UsageKey, second_account: UsageKey) -> Places:
    places = {"one": world.circle("one"), "two": world.circle("two")}
    places["far"] = circles.make_circle(
        course_key=ELSEWHERE, node=NationalProgramme.objects.get(), name="Far", code="far", at=NOON
    )
    members = {code: [f"{code}{number}" for number in range(1, 7)] for code in places}
    for code, circle in places.items():
        for name in members[code]:
            world.seat(circle, name)
        world.seat(circle, f"lead-{code}", Role.FACILITATOR)
    key = world.course_key()
    return Places(
        people={
            "author": world.person("one1"),
            "peer": world.person("one6"),
            "facilitator": world.person("lead-one"),
            "sibling": world.person("two6"),
            "sibling_facilitator": world.person("lead-two"),
            "far": world.person("far1"),
            "outsider": world.person("outsider"),
            "staff": world.person("staff", enrolled=False, staff=True),
        },
        own=_texts(places["one"], members["one"][:5], key, world.usage_key(PLAN), world.usage_key(ACCOUNT)),
        sibling=_texts(
            places["two"], members["two"][:5], key, world.usage_key(PLAN), world.usage_key(ACCOUNT)
        ),
        second=_texts(places["one"], members["one"][:5], key, second_plan, second_account),
        elsewhere=_texts(
            places["far"],
            members["far"][:5],
            ELSEWHERE,
            ELSEWHERE.make_usage_key(PLAN, "plan"),
            ELSEWHERE.make_usage_key(ACCOUNT, "account"),
        ),
    )


@pytest.fixture(scope="module")
def places(django_db_setup: None, django_db_blocker: Any) -> Iterator[Places]:
    """Built once; each test is undone inside it."""
    with ExitStack() as stack:
        plan = stack.enter_context(testing.added_block(PLAN, "second-plan"))
        account = stack.enter_context(testing.added_block(ACCOUNT, "second-account"))
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(transaction.atomic())
        yield _build(plan, account)
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Named:
    """A handler that takes an id."""

    block: str
    handler: str
    parameter: str
    is_read: bool = False

    def send(self, user: User, value: Any) -> Answer:
        """A whole form, with this value as the id."""
        form = world.prefixed(self.block, RESPONSE_ANSWERS, "-resp")
        form |= {**world.prefixed(self.block, {"change": "c"}, f"-r{value}"), "base": "1", "take": "other"}
        form |= {**world.prefixed(self.block, {"waiver": "w"}), "page": "1", self.parameter: str(value)}
        return world.call(user, self.block, self.handler, form, method="GET" if self.is_read else "POST")

    def __str__(self) -> str:
        return f"{self.block}.{self.handler}-{self.parameter}"


RESPONDING = ("save_response", "choose_response_text", "send_response", "reply")
HANDLERS = [
    Named(CIRCLE, "people", "circle", is_read=True),
    Named(LIBRARY, "read", "account", is_read=True),
    Named(PLAN, "read", "plan", is_read=True),
    Named(PLAN, "agree_with", "plan"),
    Named(ACCOUNT, "read", "account", is_read=True),
    *(Named(block, "open_response", name) for block in (PLAN, ACCOUNT) for name in ("asked", "version")),
    *(Named(block, "see_both_responses", "review", is_read=True) for block in (PLAN, ACCOUNT)),
    *(Named(block, name, "review") for block in (PLAN, ACCOUNT) for name in RESPONDING),
]
every_handler = pytest.mark.parametrize("named", HANDLERS, ids=str)


def said(answer: Answer) -> tuple[int, str]:
    """Status and text."""
    return answer.status, answer.text


@every_handler
@pytest.mark.parametrize("who", ["author", "peer", "facilitator", "far", "outsider", "staff"])
def test_an_id_of_another_circle_is_as_good_as_none(places: Places, named: Named, who: str) -> None:
    """The number is right and somebody there may use it; here it is answered as any other number."""
    before = dump()
    for value in places.sibling.ids()[named.parameter]:
        answer, missing = (named.send(places.people[who], number) for number in (value, MISSING))
        assert said(answer) == said(missing)
        assert answer.headers == missing.headers
        assert answer.status in {403, 404}
    assert dump() == before


@pytest.mark.parametrize("named", [n for n in HANDLERS if n.block in {PLAN, ACCOUNT}], ids=str)
@pytest.mark.parametrize("who", ["author", "peer", "facilitator", "sibling"])
def test_an_id_of_another_block_is_as_good_as_none(places: Places, named: Named, who: str) -> None:
    """Even one's own text in a second block of the kind is not reached through the first."""
    before = dump()
    for value in places.second.ids()[named.parameter]:
        answer, missing = (named.send(places.people[who], number) for number in (value, MISSING))
        assert said(answer) == said(missing) == NOT_OPEN
    assert dump() == before


@every_handler
@pytest.mark.parametrize("who", ["far", "author", "facilitator"])
def test_an_id_of_another_course_run_is_as_good_as_none(places: Places, named: Named, who: str) -> None:
    """A seat in the other run, and an enrolment here, open nothing of it here."""
    before = dump()
    for value in places.elsewhere.ids()[named.parameter]:
        assert said(named.send(places.people[who], value)) == NOT_OPEN
    assert dump() == before


NONSENSE = {
    "nothing": "",
    "a blank": " ",
    "zero": "0",
    "negative": "-1",
    "beyond 64 bits": "9" * 30,
    "beyond 63 bits": str(2**63),
    "fifteen digits": "9" * 15,
    "a word": "abc",
    "a fraction": "1.0",
    "an exponent": "1e3",
    "hexadecimal": "0x1",
    "a boolean": "true",
    "none": "None",
    "sql": "1 OR 1=1",
    "quoted": "1'--",
    "a null byte": "1\x00",
    "a newline": "1\n",
    "a list": "[1]",
    "superscript": "²",
    "roman": "Ⅳ",
}


@every_handler
def test_nonsense_is_answered_like_a_missing_object(places: Places, named: Named) -> None:
    before = dump()
    for label, value in NONSENSE.items():
        for who in ("author", "facilitator", "outsider"):
            assert said(named.send(places.people[who], value)) == NOT_OPEN, f"{label}, {who}"
    assert dump() == before


DIGITS: dict[str, Callable[[int], str]] = {
    "arabic": lambda number: "".join(chr(0x0660 + int(digit)) for digit in str(number)),
    "devanagari": lambda number: "".join(chr(0x0966 + int(digit)) for digit in str(number)),
    "full width": lambda number: "".join(chr(0xFF10 + int(digit)) for digit in str(number)),
    "with a plus": lambda number: f"+{number}",
    "with blanks": lambda number: f" {number} ",
    "with an underscore": lambda number: f"{number // 10}_{number % 10}",
}


@pytest.mark.parametrize("write", DIGITS.values(), ids=list(DIGITS))
def test_a_number_in_other_digits_is_no_number(places: Places, write: Callable[[int], str]) -> None:
    """Also of a text that its reader may open: pages write ids in one way only."""
    before, opened = dump(), {}
    for named in HANDLERS:
        for value in places.own.ids()[named.parameter]:
            for who in ("author", "peer", "facilitator", "sibling"):
                with undone() as step:
                    answer = named.send(places.people[who], write(value))
                    if said(answer) != NOT_OPEN or step.has_changed(before):
                        opened[f"{named} for {who}"] = answer.status
    assert not opened


def test_the_same_ids_are_open_to_whom_they_belong(places: Places) -> None:
    """Without this, every test above could pass because nothing works at all."""
    own = places.own.ids()
    opened = [
        Named(PLAN, "read", "plan", True).send(places.people["peer"], own["plan"][0]),
        Named(ACCOUNT, "read", "account", True).send(places.people["peer"], own["account"][0]),
        Named(LIBRARY, "read", "account", True).send(places.people["peer"], own["account"][0]),
        Named(LIBRARY, "read", "account", True).send(
            places.people["peer"], places.second.ids()["account"][0]
        ),
        Named(CIRCLE, "people", "circle", True).send(places.people["peer"], own["circle"][0]),
        Named(PLAN, "agree_with", "plan").send(places.people["facilitator"], own["plan"][0]),
        Named(PLAN, "open_response", "version").send(places.people["peer"], own["version"][0]),
        Named(PLAN, "reply", "review").send(places.people["author"], places.own.plan_review.pk),
    ]
    assert [answer.status for answer in opened] == [200] * len(opened)


@pytest.mark.parametrize("value", ["0", "-3", "abc", "", "9" * 15, "9" * 40, "٣"])
def test_a_page_number_is_never_an_error(places: Places, value: str) -> None:
    """A list without such a page shows one that there is, or the sentence; never a fault of ours."""
    library = world.call(places.people["peer"], LIBRARY, "more", {"page": value}, method="GET")
    assert library.status == 200
    form = {"page": value, "circle": places.own.plan.circle_id}
    people = world.call(places.people["peer"], CIRCLE, "people", form, method="GET")
    assert people.status in {200, 404}
