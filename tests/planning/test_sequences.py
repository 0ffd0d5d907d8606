"""Whatever somebody does in whatever order: no version and no response is lost, no draft shown to others.

A walk is drawn step by step; a step that the rules refuse changes nothing, and the walk goes on.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.friends import api as friends
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning import projects
from learning_circle_xblock.planning import selectors as plans
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.review import api as review
from learning_circle_xblock.review.models import Review
from learning_circle_xblock.writing.models import Draft, Version
from tests.review import authors as act
from tests.world import NOON, PLAN, PLAN_ANSWERS, actor, circle, course_key, person, seat, usage_key

pytestmark = pytest.mark.django_db

REFUSED = (planning.PlanError, review.ReviewError, circles.CircleError)
STEPS = (
    "save", "save", "share", "share", "revise", "respond", "respond", "tap", "confirm", "start", "adjust",
    "report", "carry_forward", "set_aside", "take_up", "begin_again", "move", "leave", "come",
    "share_with_friends", "share_with_friends", "pair", "part", "open",
)  # fmt: skip


class Walk:
    """One author, two circles with a colleague and a facilitator each, and what has been kept so far."""

    def __init__(self) -> None:
        self.one, self.two = circle("one"), circle("two")
        for where in (self.one, self.two):
            seat(where, f"lead-{where.code}", Role.FACILITATOR)
            seat(where, f"peer-{where.code}")
            seat(where, "over", Role.CO_FACILITATOR)
        self.ann = seat(self.one, "ann")
        self.others: list[User] = [
            person(name) for name in ("lead-one", "peer-one", "lead-two", "peer-two", "over", "stranger")
        ]
        self.versions: dict[int, Any] = {}
        self.responses: dict[int, Any] = {}
        self.saved = 0

    def plan(self) -> Plan:
        """The project of now; where there is none, a step finds nothing."""
        found = Plan.objects.filter(owner=self.ann).order_by("-number").first()
        if found is None:
            raise planning.NotOpenToYou
        return found

    def take(self, step: str) -> None:
        """One step; what the rules refuse is refused."""
        simple: dict[str, Callable[[], Any]] = {
            "save": self.save,
            "share": lambda: act.shared_plan(self.ann, concern=f"zshared-{len(self.versions)}"),
            "revise": lambda: planning.revise(actor=actor(self.ann), usage_key=usage_key(PLAN), at=NOON),
            "respond": self.respond,
            "tap": lambda: act.tapped(self.ann),
            "confirm": lambda: act.confirmed(person("over"), self.plan(), waiver="talked over"),
            "share_with_friends": lambda: act.shared_plan(
                self.ann,
                concern=f"zfriends-{len(self.versions)}",
                audience=planning.Audience.FRIENDS,
            ),
            "pair": lambda: self.pair(1),
            "part": lambda: self.pair(0),
            "open": lambda: planning.open_to_circle(
                actor=actor(self.ann), usage_key=usage_key(PLAN), at=NOON
            ),
            "move": self.move,
            "leave": lambda: circles.end_membership(circle=self.seat().circle, user_id=self.ann.pk, at=NOON),
            "come": self.come,
        }
        words: dict[str, dict[str, Any]] = {
            "adjust": {"what": "Two rows.", "why": "", "keep": ""},
            "report": {"has_account": True},
            "carry_forward": {"reason": "x"},
            "set_aside": {"reason": "x"},
        }
        try:
            if step in simple:
                simple[step]()
            else:
                getattr(planning, step)(
                    actor=actor(self.ann), plan_id=self.plan().pk, at=NOON, **words.get(step, {})
                )
        except REFUSED:
            return

    def save(self) -> None:
        """The draft holds a word that no version has."""
        self.saved += 1
        base = Draft.objects.filter(work__plan__owner=self.ann).values_list("revision", flat=True).first()
        planning.save_draft(
            actor=actor(self.ann),
            course_key=course_key(),
            usage_key=usage_key(PLAN),
            answers={**PLAN_ANSWERS, "concern": f"zdraft-{self.saved}"},
            base=base or 0,
            at=NOON,
        )

    def respond(self) -> None:
        """The colleague of the circle where the plan is now."""
        plan = self.plan()
        if plan.version_id is None:
            raise planning.NotOpenToYou
        act.sent(act.begun(person(f"peer-{plan.circle.code}"), plan))

    def pair(self, number: int) -> None:
        """The author and the colleague of the circle where the author is become critical friends, or part."""
        where = self.seat().circle
        friends.keep_groups(
            actor=actor(person("over")),
            circle=where,
            numbers={self.ann.pk: number, person(f"peer-{where.code}").pk: number},
            rule=friends.Rule.CHOSEN,
            at=NOON,
        )

    def seat(self) -> Membership:
        """The author's seat; somebody who has left has none."""
        row = Membership.objects.filter(person=self.ann, live_slot__isnull=False).first()
        if row is None:
            raise planning.NotOpenToYou
        return row

    def move(self) -> None:
        """To the other circle."""
        row = self.seat()
        to: Circle = self.two if row.circle_id == self.one.pk else self.one
        circles.move_member(
            actor=circles.page_actor(person("over").pk), membership_id=row.pk, circle_id=to.pk, at=NOON
        )

    def come(self) -> None:
        """Back, after having left."""
        if not Membership.objects.filter(person=self.ann, live_slot__isnull=False).exists():
            seat(self.one, "ann")

    def check_kept(self) -> None:
        """Each version with the words it was made with, each response with its version and words."""
        versions = {row.pk: row.answers for row in Version.objects.filter(work__plan__owner=self.ann)}
        assert {pk: versions.get(pk) for pk in self.versions} == self.versions
        responses = {
            row.pk: (
                row.assignment.request.version_id,
                row.sent_version.answers if row.sent_version else None,
            )
            for row in Review.objects.select_related("assignment__request", "sent_version")
        }
        assert {pk: responses.get(pk) for pk in self.responses} == self.responses
        self.versions, self.responses = versions, responses

    def check_hidden(self) -> None:
        """No list and no page gives a word of a draft to anybody else."""
        ids = list(Plan.objects.values_list("pk", flat=True))
        for user in self.others:
            who = actor(user)
            shown = [
                str(row.title) for row in plans.plans_of_circles(actor=who, usage_key=usage_key(PLAN))[0]
            ]
            for pk in ids:
                for plan in (
                    plans.shared_plan(actor=who, usage_key=usage_key(PLAN), plan_id=pk),
                    projects.readable_plan(actor=who, plan_id=pk),
                ):
                    shown += [str(plan.version.answers)] if plan and plan.version else []
            assert not [words for words in shown if "zdraft" in words]
            if not self.is_meant(user):
                assert not [words for words in shown if "zfriends" in words], user
            assert not projects.own_projects(actor=who)

    def is_meant(self, user: User) -> bool:
        """Critical friends of now, facilitators, whoever has responded; everybody where it was opened."""
        plan = Plan.objects.filter(owner=self.ann).order_by("-number").first()
        if plan is None or plan.audience == planning.Audience.CIRCLE or user.username in ("over", "stranger"):
            return user.username != "stranger"
        begun = Review.objects.filter(assignment__reviewer=user, assignment__request__version__work=plan.work)
        is_friend = user.pk in friends.friends_of(circle_id=plan.circle_id, person_id=self.ann.pk)
        return user.username.startswith("lead") or is_friend or begun.exists()


class SequenceTest(TestCase):
    """Drawn walks of up to fifteen steps."""

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(STEPS), min_size=4, max_size=15))
    def test_nothing_is_lost_and_no_draft_is_shown(self, steps: list[str]) -> None:
        walk = Walk()
        for step in steps:
            walk.take(step)
            walk.check_kept()
            walk.check_hidden()

    def test_a_walk_through_all_of_it_really_takes_each_step(self) -> None:
        """So that the drawn ones do not pass by refusing everything."""
        walk = Walk()
        for step in ("save", "share", "respond", "tap", "confirm", "start", "adjust", "move", "respond"):
            walk.take(step)
            walk.check_kept()
            walk.check_hidden()
        assert len(walk.versions) == 2 and len(walk.responses) == 2
        assert (walk.plan().state, walk.plan().circle) == ("adjusted", walk.two)
        for step in ("set_aside", "begin_again", "save", "leave"):
            walk.take(step)
            walk.check_kept()
            walk.check_hidden()
        assert walk.plan().number == 2 and walk.saved == 2

    def test_a_walk_with_critical_friends_really_takes_each_step(self) -> None:
        walk = Walk()
        for step in ("pair", "save", "share_with_friends", "respond", "part", "revise", "share_with_friends"):
            walk.take(step)
            walk.check_kept()
            walk.check_hidden()
        assert walk.plan().audience == planning.Audience.FRIENDS and len(walk.responses) == 1
        assert len(walk.versions) == 2
        walk.take("open")
        assert walk.plan().audience == planning.Audience.CIRCLE
