"""Pages of one's own project, of what is kept of it, and of what others see of that."""

from collections.abc import Callable

from learning_circle_xblock.evidence import api as evidence
from learning_circle_xblock.evidence.kinds import Kind
from learning_circle_xblock.evidence.models import JournalEntry
from learning_circle_xblock.review import api as review
from learning_circle_xblock.review.models import Talk
from tests.permissions.cast import Cast
from tests.world import NOON

from .case import Data, PageCase
from .circles import sends

JOURNAL = {"held_on": "2026-05-01", "happened": "They asked more.", "shared_with": "nobody", "base": "1"}
HEAD = {"do": "show", "title": "Fingers"}


def the_plan(cast: Cast, column: str) -> Data:
    """The author's project."""
    assert cast.plan is not None
    return {"plan_id": cast.plan.pk}


def the_author(cast: Cast, column: str) -> Data:
    """The author, in the circle."""
    return {"circle_id": cast.circle.pk, "person_id": cast.people["author"].pk}


def of_kind(kind: str) -> Callable[[Cast, str], Data]:
    """The list of a kind."""
    return lambda cast, column: {"kind": kind}


def the_entry(cast: Cast, column: str) -> Data:
    """The page of the author's journal that was prepared."""
    row = JournalEntry.objects.order_by("-pk").first()
    return {"kind": "journal", "row_id": row.pk if row else 1}


def entry(cast: Cast) -> None:
    """The author keeps a page of the journal."""
    evidence.keep(
        actor=cast.actor("author"),
        kind=Kind.JOURNAL,
        answers={"held_on": NOON.date(), "happened": "They asked more."},
        at=NOON,
    )


def steps(do: str) -> Callable[[Cast, str], Data]:
    """One step; words go into every form."""
    words = {"what": "Two rows.", "reason": "Another class."}

    def data(cast: Cast, column: str) -> Data:
        assert cast.plan is not None
        prefix = f"{do}-{cast.plan.pk}"
        return {"do": do, **{f"{prefix}-{name}": text for name, text in words.items()}}

    return data


def talk(cast: Cast, column: str) -> Data:
    """The author names somebody; whoever responded names nobody."""
    friend = {"friend": str(cast.people["peer"].pk)} if column == "author" else {}
    return {"talked_on": "2026-05-01", "line": "About the first row.", **friend}


def said(cast: Cast) -> None:
    """The author says that they talked with the responder."""
    assert cast.plan is not None
    review.say_talked(
        actor=cast.actor("author"),
        version_id=cast.plan.version_id or 0,
        friend_id=cast.people["responder"].pk or 0,
        talked_on=NOON.date(),
        line="About the first row.",
        at=NOON,
    )


def the_talk(cast: Cast, column: str) -> Data:
    """What was said."""
    row = Talk.objects.order_by("-pk").first()
    return {"talk_id": row.pk if row else 1}


CASES = [
    PageCase("project", everybody=True, stage="agreed"),
    *(
        PageCase(
            "project_step",
            "plan_shared",
            "live",
            ids=the_plan,
            data=steps(step),
            method="POST",
            stage="agreed",
        )
        for step in ("start", "adjust", "carry_forward", "set_aside")
    ),
    *(PageCase("project_kept", ids=of_kind(kind), everybody=True) for kind in Kind),
    PageCase(
        "project_kept", "own_text", "begin", ids=of_kind("journal"), data=sends(**JOURNAL), method="POST"
    ),
    PageCase("project_row", "journal", "change", ids=the_entry, prepare=entry),
    PageCase(
        "project_row",
        "journal",
        "change",
        ids=the_entry,
        prepare=entry,
        data=sends(**JOURNAL),
        method="POST",
    ),
    PageCase(
        "project_row",
        "journal",
        "change",
        ids=the_entry,
        prepare=entry,
        data=sends(do="take_away"),
        method="POST",
    ),
    PageCase("project_check", everybody=True),
    PageCase("project_check", "own_text", "begin", data=sends(wave="start", q1="2"), method="POST"),
    PageCase("project_of", "shown_project", "open", ids=the_author),
    PageCase("project_head", "plan_shared", "live", ids=the_plan),
    PageCase("project_head", "plan_shared", "live", ids=the_plan, data=sends(**HEAD), method="POST"),
    PageCase("project_talk", "plan_shared", "talk", ids=the_plan),
    PageCase("project_talk", "plan_shared", "talk", ids=the_plan, data=talk, method="POST"),
    PageCase(
        "project_talk_step",
        "talk",
        "confirm",
        ids=the_talk,
        data=sends(do="confirm"),
        method="POST",
        prepare=said,
    ),
    PageCase(
        "project_talk_step", "talk", "drop", ids=the_talk, data=sends(do="drop"), method="POST", prepare=said
    ),
    PageCase("project_print", "plan_shared", "read", ids=the_plan),
]
