"""What it costs to open the pages, for each of the people whose page differs."""

from functools import partial

from django.contrib.auth.models import User

from learning_circle_xblock.planning.lifecycle import PlanState
from learning_circle_xblock.records.next_step import Step, next_step
from learning_circle_xblock.review.api import READINGS
from learning_circle_xblock.review.selectors import readers_of
from tests import world
from tests.world import ACCOUNT, CIRCLE, LIBRARY, PLAN

from . import steps
from .cost import costs, views
from .report import Measured
from .seeding import Ring
from .steps import make_sure


def circle_view(ring: Ring) -> list[Measured]:
    """Everybody in a circle: what is next for them decides how far the page has to look."""
    settled = ring.authors[0]
    for reading in steps.to_give(settled):
        steps.give(settled, reading)
    people = {
        "a teacher with readings to give": (ring.authors[1], Step.GIVE_RESPONSE),
        "a teacher with nothing left to do": (settled, Step.NOTHING),
        "a teacher with drafts": (ring.drafting, Step.SHARE_PLAN),
        "a teacher who has begun nothing": (ring.newcomer, Step.BEGIN_PLAN),
        "a facilitator": (ring.lead, Step.LOOK_AFTER),
        "a facilitator who is a teacher elsewhere": (ring.done, Step.LOOK_AFTER),
    }
    for name, (user, step) in people.items():
        found = next_step(actor=world.actor(user), course_key=world.course_key(), at=world.now()).step
        make_sure(found == step, f"For {name} {found} is next, not {step}")
    return views(CIRCLE, {name: user for name, (user, _step) in people.items()})


def plan_view(ring: Ring) -> list[Measured]:
    """Plans at every stage; the list of the others' plans is on each page."""
    responded, agreed, revising = ring.authors[2:5]
    for author in (responded, agreed, revising):
        steps.respond_to_plan(ring.lead, author)
        steps.respond_to_plan(ring.authors[1], author)
        steps.reply(author, PLAN, steps.received(author, PLAN)[0])
    steps.agree(agreed)
    steps.agree_with(ring.lead, agreed)
    steps.do(revising, PLAN, "revise", {})
    steps.autosave(ring.drafting, {"question": "Is this from the other window?"}, base=0)
    make_sure(steps.plan_of(agreed).state == PlanState.AGREED, "the plan is not agreed")
    make_sure(steps.draft_of(ring.drafting).other_answers is not None, "there is no text of a second window")
    people = {
        "a teacher with two responses": responded,
        "a teacher with an agreed plan": agreed,
        "a teacher who writes the next version": revising,
        "a teacher with the texts of two windows": ring.drafting,
        "a teacher who has begun nothing": ring.newcomer,
        "a facilitator": ring.lead,
        "a facilitator who is a teacher elsewhere": ring.busy,
    }
    return views(PLAN, people)


def account_view(ring: Ring) -> list[Measured]:
    """Authors whose accounts are being read, and those who lead; `circle_view` came first."""
    settled = ring.authors[0]
    received, answered = [a for a in ring.authors if steps.received(a, ACCOUNT)]
    begun = next(a for a in ring.authors if a not in (settled, received, answered))
    steps.reply(answered, ACCOUNT, steps.received(answered, ACCOUNT)[0])
    steps.begin(begun, ACCOUNT, asked=steps.to_give(begun)[0].assignment_id)
    reader = User.objects.get(pk=_readers(ring.busy)[0])
    steps.give(reader, next(r for r in steps.to_give(reader) if r.author_id == ring.busy.pk))
    for author in (received, ring.busy):
        counts = (len(_readers(author)), len(steps.to_give(author)), len(steps.received(author, ACCOUNT)))
        make_sure(counts == (READINGS, READINGS, 1), f"readers, to give and received of {author}: {counts}")
    people = {
        "an author with two readings to give and one response": received,
        "an author who has answered the response": answered,
        "an author who has begun to respond": begun,
        "an author who has given both readings": settled,
        "a teacher with a draft": ring.drafting,
        "a facilitator": ring.lead,
        "a facilitator who is an author elsewhere": ring.busy,
    }
    return views(ACCOUNT, people)


def library_view(ring: Ring) -> list[Measured]:
    """The first page, and what opens from it."""
    people = {
        "a teacher": ring.newcomer,
        "a facilitator": ring.lead,
        "a facilitator who is a teacher elsewhere": ring.done,
    }
    account = {"account": steps.account_of(ring.authors[0]).pk}
    more = {
        "the second page": partial(steps.do, ring.newcomer, LIBRARY, "more", {"page": 2}),
        "one account": partial(steps.do, ring.newcomer, LIBRARY, "read", account),
    }
    return views(LIBRARY, people) + costs(more)


def _readers(author: User) -> list[int]:
    """Who was asked to read the person's account."""
    version = steps.account_of(author).version_id or 0
    return [row.reviewer_id for row in readers_of([version])[version]]
