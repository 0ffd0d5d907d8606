"""The functions of a project's life and of what is kept of it, for every column, with a real database."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.evidence import api as evidence
from learning_circle_xblock.evidence import selectors
from learning_circle_xblock.evidence.kinds import Kind, Wave
from learning_circle_xblock.evidence.models import EvidenceItem, JournalEntry
from learning_circle_xblock.permissions import Actor, Audience
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning import projects
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.review import api as review
from learning_circle_xblock.review.models import Talk

from .cast import NOON, Cast
from .matrix import COLUMNS, THINGS
from .page_cases.projects import said
from .tables import undone

pytestmark = pytest.mark.django_db
Call = Callable[[Cast, Actor], Any]
ACTING = [name for name, column in COLUMNS.items() if column.signed_in]
REFUSED = (planning.PlanError, evidence.EvidenceError, review.ReviewError)
PAGE = {"held_on": NOON.date(), "happened": "They asked more."}
ITEM = {"shows": "Seventeen, not thirty-one."}
MONTH = {"month": NOON.date(), "who": ["same_year"], "many": "2-3", "how": "tried"}


@dataclass(frozen=True)
class Door:
    """One function as it is called for an action; `prepare` makes what it is called on."""

    function: Callable[..., Any]
    thing: str
    action: str
    call: Call
    prepare: Callable[[Cast], Any] | None = None

    def __str__(self) -> str:
        return f"{self.function.__name__}:{self.thing}-{self.action}"


def keeps(kind: Kind, **answers: Any) -> Callable[[Cast], Any]:
    """The author keeps something."""
    return lambda cast: evidence.keep(actor=cast.actor("author"), kind=kind, answers=answers, at=NOON)


def shown(name: str) -> Call:
    """Whether the page for others, or one's own list, shows a row of the kind."""

    def call(cast: Cast, actor: Actor) -> bool:
        person_id = cast.people["author"].pk or 0
        found = selectors.shown_of(actor=actor, circle_id=cast.circle.pk, person_id=person_id)
        return bool(found and getattr(found, name)) or owns(Kind(name))(cast, actor)

    return call


def knows(cast: Cast, actor: Actor) -> bool:
    """Whether it is told that there is a journal, or one's own is listed."""
    person_id = cast.people["author"].pk or 0
    found = selectors.shown_of(actor=actor, circle_id=cast.circle.pk, person_id=person_id)
    return bool(found and found.has_journal) or owns(Kind.JOURNAL)(cast, actor)


def owns(kind: Kind) -> Call:
    """Whether one's own list holds the last row."""

    def call(cast: Cast, actor: Actor) -> bool:
        mine = selectors.own_list(actor=actor, kind=kind).rows
        same = getattr(selectors.own_kept(actor=actor), str(kind)).rows
        assert mine[: selectors.FEW] == same
        return bool(mine)

    return call


def last(model: Any, function: Callable[..., Any], kind: Kind, **given: Any) -> Call:
    """Called with the last row."""

    def call(cast: Cast, actor: Actor) -> bool:
        found = function(actor=actor, kind=kind, row_id=model.objects.latest("pk").pk, **given)
        return found is not None or function is evidence.take_away

    return call


def living(function: Callable[..., Any], **given: Any) -> Call:
    """A step of the author's project."""
    return lambda cast, actor: function(actor=actor, plan_id=cast.plan.pk, at=NOON, **given)  # type: ignore[union-attr]


def laid_down(cast: Cast) -> None:
    """The project is carried forward."""
    Plan.objects.filter(pk=cast.plan.pk).update(state="carried_forward")  # type: ignore[union-attr]


def lists_project(cast: Cast, actor: Actor) -> bool:
    """Among one's own projects, with steps to take."""
    assert cast.plan is not None
    rows = [row for row in projects.own_projects(actor=actor) if row.plan.pk == cast.plan.pk]
    one = projects.own_project(actor=actor, plan_id=cast.plan.pk)
    assert bool(rows) is (one is not None)
    return bool(rows)


def keep_check(cast: Cast, actor: Actor) -> bool:
    """The check, in this circle."""
    row = evidence.keep_check(actor=actor, wave=Wave.START, answers={"q1": 3}, at=NOON)
    return row.circle_id == cast.circle.pk


def checks(cast: Cast) -> None:
    """The author has answered."""
    evidence.keep_check(actor=cast.actor("author"), wave=Wave.START, answers={"q1": 3}, at=NOON)


def keep_here(cast: Cast, actor: Actor) -> bool:
    """A page of a journal, in this circle."""
    row = evidence.keep(actor=actor, kind=Kind.JOURNAL, answers=PAGE, at=NOON)
    return row.circle_id == cast.circle.pk


JOURNAL = keeps(Kind.JOURNAL, **PAGE)
DOORS = [
    Door(evidence.keep, "own_text", "begin", keep_here),
    Door(evidence.keep_check, "own_text", "begin", keep_check),
    Door(selectors.shown_of, "journal", "read", shown("journal"), JOURNAL),
    Door(selectors.shown_of, "journal", "know", knows, JOURNAL),
    *(
        Door(
            selectors.shown_of,
            f"journal_to_{audience}",
            "read",
            shown("journal"),
            keeps(Kind.JOURNAL, **PAGE, shared_with=audience),
        )
        for audience in (Audience.FACILITATORS, Audience.CIRCLE)
    ),
    Door(selectors.shown_of, "colleague_log", "read", shown("colleagues"), keeps(Kind.COLLEAGUES, **MONTH)),
    Door(
        selectors.shown_of,
        "colleague_log",
        "read",
        shown("impact"),
        keeps(Kind.IMPACT, boxes={"me": {"words": "x", "sure": ""}}),
    ),
    Door(selectors.shown_of, "evidence_item", "read", shown("evidence"), keeps(Kind.EVIDENCE, **ITEM)),
    Door(
        selectors.shown_of,
        "evidence_shared",
        "read",
        shown("evidence"),
        keeps(Kind.EVIDENCE, **ITEM, is_shared=True),
    ),
    Door(
        selectors.shown_of,
        "shown_project",
        "open",
        lambda cast, actor: (
            selectors.shown_of(actor=actor, circle_id=cast.circle.pk, person_id=cast.people["author"].pk or 0)
            is not None
        ),
    ),
    Door(selectors.own_list, "journal", "change", owns(Kind.JOURNAL), JOURNAL),
    Door(selectors.own_kept, "journal", "change", owns(Kind.JOURNAL), JOURNAL),
    Door(
        selectors.own_row, "journal", "change", last(JournalEntry, selectors.own_row, Kind.JOURNAL), JOURNAL
    ),
    Door(
        selectors.own_checks,
        "self_check",
        "read",
        lambda cast, actor: bool(selectors.own_checks(actor=actor)),
        checks,
    ),
    *(
        Door(
            function,
            thing,
            "change",
            last(model, function, kind, **given, at=NOON),
            prepare,
        )
        for thing, kind, model, prepare, answers in (
            ("journal", Kind.JOURNAL, JournalEntry, JOURNAL, PAGE),
            (
                "journal_to_circle",
                Kind.JOURNAL,
                JournalEntry,
                keeps(Kind.JOURNAL, **PAGE, shared_with=Audience.CIRCLE),
                PAGE,
            ),
            (
                "evidence_shared",
                Kind.EVIDENCE,
                EvidenceItem,
                keeps(Kind.EVIDENCE, **ITEM, is_shared=True),
                ITEM,
            ),
        )
        for function, given in (
            (evidence.change, {"base": 1, "answers": answers}),
            (evidence.take_away, {}),
        )
    ),
    Door(planning.start, "plan_shared", "live", living(planning.start)),
    Door(planning.adjust, "plan_shared", "live", living(planning.adjust, what="x", why="", keep="")),
    Door(planning.report, "plan_shared", "live", living(planning.report, has_account=True)),
    Door(planning.carry_forward, "plan_shared", "live", living(planning.carry_forward, reason="x")),
    Door(planning.set_aside, "plan_shared", "live", living(planning.set_aside, reason="x")),
    Door(planning.take_up, "plan_shared", "live", living(planning.take_up), laid_down),
    Door(planning.begin_again, "plan_shared", "live", living(planning.begin_again), laid_down),
    Door(projects.own_projects, "plan_shared", "live", lists_project),
    Door(projects.own_project, "plan_shared", "live", lists_project),
    Door(
        projects.readable_plan,
        "plan_shared",
        "read",
        lambda cast, actor: projects.readable_plan(actor=actor, plan_id=cast.plan.pk),  # type: ignore[union-attr]
    ),
]


def say(cast: Cast, actor: Actor) -> Any:
    """As whoever responded; the author says it with a peer."""
    assert cast.plan is not None
    is_author = actor.user_id == cast.plan.owner_id
    return review.say_talked(
        actor=actor,
        version_id=cast.plan.version_id or 0,
        friend_id=cast.people["peer"].pk or 0 if is_author else actor.user_id,
        talked_on=NOON.date(),
        line="About the first row.",
        at=NOON,
    )


def of_talk(function: Callable[..., Any]) -> Call:
    """Called with the last talk."""

    def call(cast: Cast, actor: Actor) -> bool:
        function(actor=actor, talk_id=Talk.objects.latest("pk").pk, at=NOON)
        return True

    return call


DOORS += [
    Door(review.say_talked, "plan_shared", "talk", say),
    Door(review.confirm_talk, "talk", "confirm", of_talk(review.confirm_talk), said),
    Door(review.drop_talk, "talk", "drop", of_talk(review.drop_talk), said),
    Door(
        review.waiting_talks,
        "talk",
        "see",
        lambda cast, actor: bool(review.waiting_talks(actor=actor)),
        said,
    ),
]


def who(cast: Cast, column: str) -> Actor:
    """As the pages make the actor; under masquerade nothing is open."""
    page = circles.page_actor(cast.user_id(column))
    return replace(page, is_read_only=cast.actor(column).is_read_only)


@pytest.mark.parametrize("stage", ["agreed"], indirect=True)
@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_function_of_a_project_does_what_the_matrix_says(stage: Cast, door: Door) -> None:
    expected = {name: THINGS[door.thing].by_door(name, door.action) for name in ACTING}
    # What somebody of another circle keeps is kept there.
    found, wrote = {}, set()
    for column in ACTING:
        actor = who(stage, column)
        with undone() as step:
            if door.prepare:
                door.prepare(stage)
            step.has_written = False
            try:
                found[column] = bool(door.call(stage, actor))
            except REFUSED:
                found[column] = False
            if not found[column] and step.has_written and column != "sibling_member":
                wrote.add(column)
    expected["sibling_member"] = expected["sibling_member"] and door.action != "begin"
    assert found == expected
    assert not wrote, "a refused call wrote something"
