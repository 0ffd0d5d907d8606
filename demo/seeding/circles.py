"""Circles with their people, from the top of the tree down; tables, people on paper and agreements."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.utils import timezone, translation

from demo.course import course
from demo.stories.shapes import AgreementStory, CircleStory, LinkStory, PaperStory
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.joining import api as joining
from learning_circle_xblock.permissions import Actor, Role
from learning_circle_xblock.planning.presets import START_SMALL
from learning_circle_xblock.support import api as support
from learning_circle_xblock.support.words import STARTER_CARDS

from .unions import node_of, zone_of

__all__ = [
    "accept_invitations",
    "actor_of",
    "agree",
    "circle_of",
    "make_link_circle",
    "make_teachers_circle",
    "run_circle",
]

SIZED = ("region", "mode", "smallest", "largest")


def circle_of(code: str) -> Circle:
    """The circle of this code."""
    return Circle.objects.select_related("node").get(course_key=course().key, code=code)


def _id(username: str) -> int:
    return int(User.objects.values_list("pk", flat=True).get(username=username))


def actor_of(username: str) -> Actor:
    """The person with everything that gives them rights."""
    return circles.page_actor(_id(username))


def make_link_circle(story: LinkStory) -> None:
    """A circle of facilitators, led by link facilitators; its members come with the circles below."""
    circle = _make(story.code, story.name, story.country, story.layer, story.parent)
    for person in story.leads:
        circles.seat(circle=circle, user_id=_id(person.username), role=Role.FACILITATOR, at=circle.created_at)
    values = {"mode": "online", "zone": zone_of(story.country)}
    circles.change_circle(
        actor=actor_of(story.leads[0].username), circle=circle, values=values, at=circle.created_at
    )


def make_teachers_circle(story: CircleStory) -> None:
    """A circle of teachers as its facilitators and coordinator have made it."""
    circle = _make(story.code, story.name, story.country, 1, story.parent)
    at = circle.created_at
    seats = [(Role.FACILITATOR, person) for person in story.facilitators]
    seats += [(Role.TEACHER, person) for person in story.teachers]
    beside = ((Role.UNION_REPRESENTATIVE, story.union_rep), (Role.OBSERVER, story.observer))
    seats += [(role, person) for role, person in beside if person]
    for role, person in seats:
        circles.seat(circle=circle, user_id=_id(person.username), role=role, at=at)
    actor = actor_of(story.facilitators[0].username)
    values = {name: getattr(story, name) for name in SIZED}
    values |= {"languages": list(story.languages), "zone": zone_of(story.country)}
    circles.change_circle(actor=actor, circle=circle, values=values, at=at)
    if story.table_size:
        circles.propose(actor=actor, circle=circle, size=story.table_size, at=at)
    for paper in story.papers:
        _put_on_paper(actor, circle, paper, at + timedelta(weeks=1))


def accept_invitations(*, waiting: str) -> None:
    """Who was asked into a circle of another union says yes; one person has not answered."""
    for row in Membership.objects.filter(state=circles.MembershipState.INVITED).exclude(
        person__username=waiting
    ):
        actor = circles.page_actor(row.person_id)
        circles.accept(actor=actor, membership_id=row.pk, at=timezone.now() - timedelta(weeks=1))


def agree(story: CircleStory, agreement: AgreementStory) -> None:
    """The facilitators record what the circle decided; its members sign, and the circle goes on."""
    circle, at = circle_of(story.code), timezone.now() - timedelta(weeks=story.year.weeks, days=-1)
    actor = actor_of(story.facilitators[0].username)
    with translation.override("en"):  # a starter card is known by its words, and read in every language
        starters = [str(words) for _code, words in STARTER_CARDS[: agreement.starters]]
        support.record_agreement(
            actor=actor,
            circle=circle,
            base=0,
            lines=[*starters, *agreement.own],
            answers={
                "decide": agreement.decide,
                "missed": agreement.missed,
                "workload": agreement.workload,
            },
            at=at,
        )
    signing = [person for person in story.people if person not in (*agreement.unsigned, story.observer)]
    ids = [_id(person.username) for person in signing]
    if agreement.is_on_paper:
        support.sign_on_paper(actor=actor, circle=circle, number=1, people=ids, at=at)
    else:
        for user_id in ids:
            support.sign(actor=circles.page_actor(user_id), circle=circle, number=1, at=at)
    if agreement.is_running:
        run_circle(story.code, story.facilitators[0].username, at + timedelta(days=1))


def run_circle(code: str, facilitator: str, at: datetime) -> None:
    """The facilitator says that the circle has agreed, where the last signature has not said so, and runs."""
    circle, actor = circle_of(code), actor_of(facilitator)
    if circle.state == circles.CircleState.FORMING:
        circles.step_circle(actor=actor, circle=circle, action="agree", at=at)
    circles.step_circle(actor=actor, circle=circle, action="run", at=at)


def _make(code: str, name: str, country: str, layer: int, parent: str) -> Circle:
    return circles.make_circle(
        course_key=course().key,
        node=node_of(country),
        name=name,
        code=code,
        at=timezone.now() - timedelta(weeks=27),
        layer=layer,
        parent=circle_of(parent) if parent else None,
    )


def _put_on_paper(actor: Actor, circle: Circle, story: PaperStory, at: datetime) -> None:
    paper = joining.add_paper_member(actor=actor, circle=circle, name=story.name, at=at)
    if story.plan is not None:
        joining.type_paper_plan(
            actor=actor,
            paper_id=paper.pk,
            schema_id=START_SMALL.id,
            answers=dict(story.plan),
            base=0,
            at=timezone.now() - timedelta(days=5),
        )
