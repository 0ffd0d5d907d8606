"""The people of the matrix with real seats, and their texts at each stage of a walk through the product.

Everything that somebody writes carries a word of its own, so that a page can be searched for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from opaque_keys.edx.keys import UsageKey

from demo import testing
from demo.identity import AnyUser
from demo.models import AnonymousId, Enrolment
from learning_circle_xblock.accounts import api as accounts
from learning_circle_xblock.accounts import selectors as account_selectors
from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.care import api as care
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.friends import api as friends
from learning_circle_xblock.permissions import Actor, Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning import selectors as plan_selectors
from learning_circle_xblock.planning.models import Agreement, Plan
from learning_circle_xblock.planning.presets import ETHICS
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.programmes.models import CourseAttachment, NationalProgramme, NodePost, Programme
from learning_circle_xblock.review import api as review
from learning_circle_xblock.review.models import Assignment, Review, Ring
from learning_circle_xblock.review.selectors import author_ids, response_of
from learning_circle_xblock.sessions.models import Session, SessionCircle
from learning_circle_xblock.support.api import with_steps_in
from learning_circle_xblock.support.lifecycle import StepInState
from learning_circle_xblock.support.models import CircleAgreement, StepIn
from learning_circle_xblock.writing.models import Authorship
from tests import world
from tests.world import ACCOUNT, NOON, PLAN

from .matrix import COLUMNS, Column

STAGES = ("draft", "shared", "reading", "responded", "answered", "next_version", "revised", "agreed")
# Aside from the walk: as "responded", and then paused by a peer or by the author; or taken back after that.
PAUSED_STAGES = ("paused", "taken_back")
# Aside too: as "shared", and the plan was shared with the author's critical friend alone, the responder.
FRIENDS_STAGE = "for_friends"
WALKED = {"paused": "responded", "taken_back": "responded", FRIENDS_STAGE: "shared"}
NEIGHBOURS = ("neighbour1", "neighbour2", "neighbour3", "neighbour4")

# Names of the unions' side: they never reach a page.
SECRETS = ("Secret union", "Secret programme", "Secret federation", "Secret other union")

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
    session: Session | None = None
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
        if column_of(column).post:  # a block knows of no posts: these people come by the pages
            return with_steps_in(actor=circles.page_actor(bound), at=NOON)
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
    CourseAttachment.objects.create(node=made["circle"].node, course_key=world.course_key(), attached_at=NOON)
    return made


def give_posts(people: dict[str, AnyUser], circle: Circle) -> None:
    """Each post on the circle's node or on another union's; the programme lead's is on the programme."""
    node = circle.node
    other = programmes.ensure_union(
        programme=node.programme, country="GH", union_name="Secret other union", at=NOON
    )
    for name, column in COLUMNS.items():
        if column.post:
            on = node if column.node == "own" else other
            NodePost.objects.create(
                programme=node.programme,
                node=None if column.post == "programme_lead" else on,
                person=people[name],
                kind=column.post,
                began_at=NOON,
            )
        if column.steps_in:
            StepIn.objects.create(
                circle=circle,
                person=people[name],
                why="to watch a session",
                until=date(2098, 12, 31),
                ends_at=datetime(2099, 1, 1, tzinfo=UTC),
                state=StepInState.ACTIVE,
                proposed_at=NOON,
                agreed_at=NOON,
            )


def make_session(circle: Circle) -> Session:
    """One session of the circle that lies ahead."""
    session = Session.objects.create(
        kind="workshop",
        starts_at=world.now() + world.days(30),
        zone="UTC",
        minutes=120,
        place_kind="school",
        changed_at=NOON,
    )
    SessionCircle.objects.create(session=session, circle=circle)
    return session


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
    give_posts(people, places["circle"])
    cards = [{"code": "listen"}, {"text": "We laugh"}]
    CircleAgreement.objects.create(circle=places["circle"], number=1, cards=cards, made_at=NOON)
    cast = Cast(stage, places["circle"], people, circles=places)
    cast.session = make_session(places["circle"])
    steps = [_draft, _share, _read, _respond, _answer, _write_next, _revise, _agree]
    walked = WALKED.get(stage, stage)
    if stage == FRIENDS_STAGE:
        _pair(cast)
    for step in steps[: STAGES.index(walked) + 1]:
        step(cast)
    if stage in PAUSED_STAGES:
        _pause(cast)
    if stage == "taken_back":
        _take_back(cast)
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


def _pair(cast: Cast) -> None:
    """The author and the responder are critical friends."""
    friends.keep_groups(
        actor=cast.actor("facilitator"),
        circle=cast.circle,
        numbers={cast.user_id("author"): 1, cast.user_id("responder"): 1},
        rule=friends.Rule.CHOSEN,
        at=NOON,
    )


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


def _share_text(
    cast: Cast, api: Any, key: UsageKey, answers: dict[str, Any], who: str = "author", **more: Any
) -> Any:
    return api.share(
        actor=cast.actor(who), course_key=world.course_key(), usage_key=key, answers=answers, at=NOON, **more
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
    is_for_friends = cast.stage == FRIENDS_STAGE
    meant = planning.Audience.FRIENDS if is_for_friends else planning.Audience.CIRCLE
    words = {**PLAN_SHARED, "title": "zps-title"}
    cast.plan = _share_text(cast, planning, cast.plan_key, words, audience=meant)
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
    Agreement.objects.filter(version=cast.plan.version).update(recorded_by=cast.people["facilitator"])


def _pause(cast: Cast) -> None:
    """Both texts paused by a peer, both responses by the author of the texts."""
    assert cast.plan and cast.account and cast.plan_review and cast.account_review
    for row in (cast.plan, cast.account, cast.plan_review, cast.account_review):
        row.refresh_from_db()
    plan_text = plan_selectors.plan_text(cast.plan, author_ids(cast.plan.work_id))
    account_text = account_selectors.account_text(cast.account, author_ids(cast.account.work_id))
    pauses: list[tuple[str, Any, int, UsageKey]] = [
        ("peer", plan_text, cast.plan.work_id, cast.plan_key),
        ("peer", account_text, cast.account.work_id, cast.account_key),
        ("author", response_of(cast.plan_review), cast.plan_review.work_id, cast.plan_key),
        ("author", response_of(cast.account_review), cast.account_review.work_id, cast.account_key),
    ]
    for who, text, work_id, key in pauses:
        care.pause(
            actor=cast.actor(who),
            text=text,
            work_id=work_id,
            circle=cast.circle,
            usage_key=key,
            at=world.now(),
        )


def _take_back(cast: Cast) -> None:
    """Each paused text taken back by whoever wrote it."""
    assert cast.plan and cast.account
    works = [("author", cast.plan_key, cast.plan.work_id), ("author", cast.account_key, cast.account.work_id)]
    works += [(who, key, row.work_id) for who, key, row, _mark in _responses(cast)]
    for who, key, work_id in works:
        care.take_back(actor=cast.actor(who), work_id=work_id, usage_key=key, at=NOON)


def _responses(cast: Cast) -> list[tuple[str, UsageKey, Review, str]]:
    assert cast.plan_review is not None and cast.account_review is not None
    return [
        ("responder", cast.plan_key, cast.plan_review, "zrp"),
        ("ring_reader", cast.account_key, cast.account_review, "zra"),
    ]
