"""The people of the matrix with real seats, and their texts at each stage of a walk through the product.

Everything that somebody writes carries a word of its own, so that a page can be searched for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from opaque_keys.edx.keys import UsageKey

from demo import testing
from demo.identity import AnyUser
from demo.models import AnonymousId, Enrolment
from learning_circle_xblock.accounts import api as accounts
from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.permissions import Actor, Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.planning.presets import ETHICS
from learning_circle_xblock.programmes.models import NationalProgramme, Programme
from learning_circle_xblock.review import api as review
from learning_circle_xblock.review.models import Assignment, Review, Ring
from learning_circle_xblock.writing.models import Authorship
from tests import world
from tests.world import ACCOUNT, NOON, PLAN

from .matrix import COLUMNS, Column

STAGES = ("draft", "shared", "reading", "responded", "answered", "next_version", "revised", "agreed")
NEIGHBOURS = ("neighbour1", "neighbour2", "neighbour3", "neighbour4")

# Names of the unions' side: they never reach a page.
SECRETS = ("Secret union", "Secret programme", "Secret federation")

PLAN_DRAFT = {
    "concern": "zpd-words",
    "focus": "zpd-focus",
    "first_step": "zpd-step",
    "question": "zpd-question",
}
PLAN_SHARED = {
    "concern": "zps-words",
    "focus": "zps-focus",
    "first_step": "zps-step",
    "question": "zps-question",
}
PLAN_NEXT = {"concern": "zpn-words"}
PLAN_REVISED = {"concern": "zpv-words"}
ACCOUNT_BASE = {"lang": "en", "phase": "lower_primary", "credit": "pen_name"}
ACCOUNT_DRAFT = {"lead": "zad-lead", "did": "zad-did", "changed": "zad-changed", "question": "zad-question"}
ACCOUNT_SHARED = {"lead": "zas-lead", "did": "zas-did", "changed": "zas-changed", "question": "zas-question"}


def response(mark: str) -> dict[str, Any]:
    """The answers of a response, each with the mark."""
    return {
        "describe": f"{mark}-describe",
        "value": f"{mark}-value",
        "wonder": f"{mark}-wonder",
        "suggest": [{"what": f"{mark}-suggest", "about": ""}],
        "private_note": f"{mark}-private",
    }


def reply(mark: str) -> dict[str, Any]:
    """The author's answer, with the mark."""
    return {"change": f"{mark}-change", "has_helped": True, "marks": [{"mark": "used", "why": f"{mark}-why"}]}


def name_of(label: str) -> str:
    """A name that is found in no other text."""
    return f"~{label}~"


def column_of(name: str) -> Column:
    """The column of this name; a neighbour is a teacher of the circle like others."""
    return COLUMNS.get(name) or Column(name, "teacher of the circle who has shared a practice account")


@dataclass
class Cast:
    """The circles, the people by column, and the author's texts at this stage."""

    stage: str
    circle: Circle
    people: dict[str, AnyUser]
    plan: Plan | None = None
    account: Account | None = None
    plan_review: Review | None = None
    account_review: Review | None = None
    reading: Assignment | None = None
    circles: dict[str, Circle] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict, repr=False)

    @cached_property
    def plan_key(self) -> UsageKey:
        """The plan block."""
        return world.usage_key(PLAN)

    @cached_property
    def account_key(self) -> UsageKey:
        """The account block."""
        return world.usage_key(ACCOUNT)

    def signed_in(self, column: str) -> AnyUser:
        """Who is really there: under masquerade the course team."""
        return self.people[column]

    def learner(self, column: str) -> User:
        """Somebody with an account."""
        user = self.people[column]
        assert isinstance(user, User)
        return user

    def as_learner(self, column: str) -> User | None:
        """Whom the page is shown as, where that is somebody else."""
        viewed = column_of(column).views_as
        return self.learner(viewed) if viewed else None

    def user_id(self, column: str) -> int:
        """The person whom the runtime is bound to."""
        return int((self.as_learner(column) or self.learner(column)).pk)

    def actor(self, column: str) -> Actor:
        """As the block makes it from the platform's services; seats are made before the first question."""
        if column not in self.actors:
            self.actors[column] = self._actor(column)
        return self.actors[column]

    def _actor(self, column: str) -> Actor:
        bound = self.user_id(column)
        return circles.actor_for(
            user_id=bound,
            course_key=world.course_key(),
            is_enrolled=Enrolment.objects.filter(user_id=bound, is_active=True).exists(),
            is_course_staff=column_of(column).staff,
            is_read_only=column_of(column).read_only,
        )


def make_people() -> dict[str, AnyUser]:
    """Somebody for each column; the ring's reader is found when the ring is drawn."""
    people: dict[str, AnyUser] = {"anonymous": testing.NOBODY}
    for name, column in COLUMNS.items():
        if name not in {"anonymous", "ring_reader", "masquerade"}:
            people[name] = testing.make_person(
                name, name=name_of(name), staff=column.staff, enrolled=column.enrolled
            )
    for name in NEIGHBOURS:
        people[name] = testing.make_person(name, name=name_of(name))
    for user in people.values():
        if isinstance(user, User):
            AnonymousId.of(user.pk, world.course_key())  # as after a first visit
    people["masquerade"] = people["course_staff"]
    people["ring_reader"] = people[NEIGHBOURS[0]]
    return people


def make_circles() -> dict[str, Circle]:
    """Three layers, and two circles at the lowest."""
    grandparent = world.circle("top", layer=3)
    parent = world.circle("link", parent=grandparent, layer=2)
    made = {
        "grandparent": grandparent,
        "parent": parent,
        "circle": world.circle("one", parent=parent),
        "sibling": world.circle("two", parent=parent),
    }
    Programme.objects.update(name=SECRETS[1], federation_name=SECRETS[2])
    assert NationalProgramme.objects.get().union_name == SECRETS[0]
    return made


def seat_people(people: dict[str, AnyUser], places: dict[str, Circle]) -> None:
    """Each column in its place, with its first role; the neighbours are teachers of the circle."""
    for name, column in COLUMNS.items():
        if column.roles and name not in {"ring_reader", "masquerade"}:
            where = places[column.place]
            circles.seat(circle=where, user_id=people[name].pk, role=Role(column.roles[0]), at=NOON)
    for name in NEIGHBOURS:
        circles.seat(circle=places["circle"], user_id=people[name].pk, role=Role.TEACHER, at=NOON)
    circles.seat(circle=places["circle"], user_id=people["former_member"].pk, role=Role.TEACHER, at=NOON)
    circles.end_membership(circle=places["circle"], user_id=people["former_member"].pk, at=NOON)


def build(stage: str) -> Cast:
    """The whole cast, with the author's texts walked to the stage."""
    people, places = make_people(), make_circles()
    seat_people(people, places)
    cast = Cast(stage, places["circle"], people, circles=places)
    steps = [_draft, _share, _read, _respond, _answer, _write_next, _revise, _agree]
    for step in steps[: STAGES.index(stage) + 1]:
        step(cast)
    for row in (cast.plan, cast.account, cast.plan_review, cast.account_review, cast.reading):
        if row is not None:
            row.refresh_from_db()
    return cast


@contextmanager
def built(stage: str) -> Iterator[Cast]:
    """The cast in a transaction that leaves nothing behind."""
    with transaction.atomic():
        yield build(stage)
        transaction.set_rollback(True)


def _save(
    cast: Cast, api: Any, key: UsageKey, answers: dict[str, Any], base: int, who: str = "author"
) -> Any:
    return api.save_draft(
        actor=cast.actor(who),
        course_key=world.course_key(),
        usage_key=key,
        answers=answers,
        base=base,
        at=NOON,
    )


def _share_text(cast: Cast, api: Any, key: UsageKey, answers: dict[str, Any], who: str = "author") -> Any:
    return api.share(
        actor=cast.actor(who), course_key=world.course_key(), usage_key=key, answers=answers, at=NOON
    )


def _draft(cast: Cast) -> None:
    """Both texts begun, with the words of a second window set aside; the neighbours have shared theirs."""
    Ring.objects.create(usage_key=cast.account_key, circle=cast.circle, seed=1)  # the same ring every time
    for name in NEIGHBOURS:
        answers = {key: f"{name}-{key}" for key in ("lead", "did", "changed", "question")}
        _share_text(
            cast, accounts, cast.account_key, {**ACCOUNT_BASE, **answers, "title": f"{name}-title"}, who=name
        )
    _save(cast, planning, cast.plan_key, {**PLAN_DRAFT, "title": "zpd-title"}, 0)
    _save(cast, accounts, cast.account_key, {**ACCOUNT_BASE, **ACCOUNT_DRAFT, "title": "zad-title"}, 0)
    _save(cast, planning, cast.plan_key, {"concern": "zpo-words"}, 0)
    _save(cast, accounts, cast.account_key, {"lead": "zao-lead"}, 0)
    author = cast.people["author"]
    cast.plan = Plan.objects.get(owner=author)
    cast.account = Account.objects.get(owner=author)
    Authorship.objects.create(work=cast.account.work, author=cast.people["co_author"])


def _share(cast: Cast) -> None:
    """Both texts shared; the fifth account draws the ring, and one of its readers becomes the column's."""
    cast.plan = _share_text(cast, planning, cast.plan_key, {**PLAN_SHARED, "title": "zps-title"})
    cast.account = _share_text(
        cast, accounts, cast.account_key, {**ACCOUNT_BASE, **ACCOUNT_SHARED, "title": "zas-title"}
    )
    readings = Assignment.objects.filter(request__version=cast.account.version)
    cast.reading = readings.select_related("reviewer").order_by("slot")[0]
    cast.people["ring_reader"] = cast.reading.reviewer
    cast.actors.clear()


def _read(cast: Cast) -> None:
    """Both responses begun."""
    assert cast.plan is not None and cast.reading is not None
    cast.plan_review = review.open_unasked(
        actor=cast.actor("responder"),
        version_id=cast.plan.version_id or 0,
        usage_key=cast.plan_key,
        at=NOON,
    )
    cast.account_review = review.open_reading(
        actor=cast.actor("ring_reader"), assignment_id=cast.reading.pk, usage_key=cast.account_key, at=NOON
    )
    for who, key, row, mark in _responses(cast):
        given = {"actor": cast.actor(who), "review_id": row.pk, "usage_key": key, "at": NOON}
        review.save_response(answers=response(f"{mark}d"), base=1, **given)
        review.save_response(answers={"describe": f"{mark}o-describe"}, base=0, **given)


def _respond(cast: Cast) -> None:
    """Both responses sent."""
    for who, key, row, mark in _responses(cast):
        review.send_response(
            actor=cast.actor(who), review_id=row.pk, usage_key=key, answers=response(f"{mark}s"), at=NOON
        )


def _answer(cast: Cast) -> None:
    """Both responses answered by the author."""
    for _who, key, row, mark in _responses(cast):
        review.reply(
            actor=cast.actor("author"), review_id=row.pk, usage_key=key, **reply(f"{mark}a"), at=NOON
        )


def _write_next(cast: Cast) -> None:
    """The plan's next version begun."""
    planning.revise(actor=cast.actor("author"), usage_key=cast.plan_key, at=NOON)
    _save(cast, planning, cast.plan_key, PLAN_NEXT, 100_000)


def _revise(cast: Cast) -> None:
    """The plan's second version shared."""
    cast.plan = _share_text(cast, planning, cast.plan_key, PLAN_REVISED)


def _agree(cast: Cast) -> None:
    """Both halves of the agreement, with the reason of a facilitator."""
    assert cast.plan is not None
    ethics = {code: "yes" for code, _label in ETHICS}
    planning.agree_as_author(actor=cast.actor("author"), usage_key=cast.plan_key, ethics=ethics, at=NOON)
    planning.agree_as_facilitator(
        actor=cast.actor("facilitator"),
        usage_key=cast.plan_key,
        plan_id=cast.plan.pk,
        waiver="waiver-reason",
        at=NOON,
    )


def _responses(cast: Cast) -> list[tuple[str, UsageKey, Review, str]]:
    assert cast.plan_review is not None and cast.account_review is not None
    return [
        ("responder", cast.plan_key, cast.plan_review, "zrp"),
        ("ring_reader", cast.account_key, cast.account_review, "zra"),
    ]
