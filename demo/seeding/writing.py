"""What a circle has written: plans and practice accounts, in the order in which it happened."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from opaque_keys.edx.keys import UsageKey

from demo.course import course
from demo.stories.shapes import AccountStory, CircleStory, PlanStory, ResponseStory
from learning_circle_xblock.accounts import api as accounts
from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.circles.api import actor_for
from learning_circle_xblock.permissions import Actor
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.review import api as review

PLAN_DAY = 40  # days ago that the first plan was shared
ACCOUNT_DAY = 9


class Writing:
    """One circle's texts; nobody has written before the circle began."""

    def __init__(self, story: CircleStory) -> None:
        self.story = story
        self.plan_day = min(PLAN_DAY, 7 * story.year.weeks)
        self.now = timezone.now().replace(minute=20, second=0, microsecond=0)
        self.ids = dict(User.objects.values_list("username", "pk"))
        self.plan_key = block_of("learning_circle_plan")
        self.account_key = block_of("learning_circle_account")

    def tell(self) -> None:
        """Plans, then accounts."""
        for number, plan in enumerate(self.story.plans):
            self.plan(plan, self.ago(self.plan_day - 2 * number))
        for number, account in enumerate(self.story.accounts):
            self.account(account, self.ago(ACCOUNT_DAY - number))

    def ago(self, days: float) -> datetime:
        """So many days before now."""
        return self.now - timedelta(days=days)

    def actor(self, username: str) -> Actor:
        """The person with their seats."""
        return actor_for(user_id=self.ids[username], course_key=course().key, is_enrolled=True)

    def plan(self, story: PlanStory, at: datetime) -> None:
        """From the draft to as far as it went."""
        author = self.actor(story.author.username)
        where = {"course_key": course().key, "usage_key": self.plan_key}
        planning.save_draft(actor=author, answers=dict(story.answers), base=0, at=at, **where)
        if story.state == "draft":
            return
        plan = planning.share(actor=author, answers=dict(story.answers), at=at, **where)
        assert plan.version_id is not None
        for number, response in enumerate(story.responses):
            self.plan_response(response, plan.version_id, author, at + timedelta(days=3 + number))
        if story.state == "agreed":
            self.agree(story, plan, author, at + timedelta(days=7))

    def agree(self, story: PlanStory, plan: Plan, author: Actor, at: datetime) -> None:
        """Both taps."""
        facilitator = self.actor(self.story.facilitators[0].username)
        planning.agree_as_author(
            actor=author, usage_key=self.plan_key, ethics=dict(story.ethics or {}), at=at
        )
        planning.agree_as_facilitator(
            actor=facilitator, usage_key=self.plan_key, plan_id=plan.pk, waiver=story.waiver, at=at
        )

    def plan_response(self, story: ResponseStory, version_id: int, author: Actor, at: datetime) -> None:
        """A response, and the reply where there is one."""
        sent = self.respond(story.by.username, dict(story.answers), version_id, self.plan_key, at)
        if story.reply is not None:
            review.reply(
                actor=author,
                review_id=sent,
                usage_key=self.plan_key,
                change=story.reply.reply_change,
                has_helped=story.reply.helped,
                marks=[dict(mark) for mark in story.reply.marks],
                at=at + timedelta(days=1),
            )

    def respond(
        self, username: str, answers: dict[str, Any], version_id: int, key: UsageKey, at: datetime
    ) -> int:
        """An unasked response of a peer or a facilitator; its id."""
        reader = self.actor(username)
        found = review.open_unasked(actor=reader, version_id=version_id, usage_key=key, at=at)
        review.send_response(actor=reader, review_id=found.pk, usage_key=key, answers=answers, at=at)
        return int(found.pk)

    def account(self, story: AccountStory, at: datetime) -> None:
        """A draft, or a shared account; in a tiny circle the facilitator has responded."""
        author = self.actor(story.author.username)
        where = {"course_key": course().key, "usage_key": self.account_key}
        accounts.save_draft(actor=author, answers=dict(story.answers), base=0, at=at, **where)
        if story.state == "draft":
            return
        account: Account = accounts.share(actor=author, answers=dict(story.answers), at=at, **where)
        if len(self.story.teachers) < 3 and account.version_id is not None:
            reader = self.story.facilitators[0].username
            self.respond(
                reader, dict(story.responses[0]), account.version_id, self.account_key, at + timedelta(days=2)
            )


def block_of(block_type: str) -> UsageKey:
    """The course's one block of this type."""
    return next(unit.usage_key for unit in course().units if unit.usage_key.block_type == block_type)
