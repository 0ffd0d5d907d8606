"""The page on what others see says what the predicates say, and nothing else."""

import pytest

from learning_circle_xblock import permissions
from learning_circle_xblock.care import seen
from learning_circle_xblock.care.onlookers import Onlooker
from learning_circle_xblock.care.seen import Kind, Sight
from learning_circle_xblock.permissions import Circle, Text

ME = 7
CIRCLE = Circle(circle_id=1, parent_id=2, node_id=5, ancestor_ids=frozenset({2, 3}))


def table(circle: Circle = CIRCLE) -> dict[tuple[Kind, Onlooker], Sight]:
    """Every cell."""
    return {
        (row.kind, who): sight for row in seen.table(person_id=ME, circle=circle) for who, sight in row.cells
    }


def who(kind: Kind, sight: Sight) -> set[Onlooker]:
    """The roles with this cell in the line."""
    return {onlooker for (line, onlooker), found in table().items() if line is kind and found is sight}


def test_every_cell_is_filled() -> None:
    assert set(table()) == {(kind, onlooker) for kind in Kind for onlooker in Onlooker}


def test_what_the_programme_says_of_each_kind() -> None:
    o = Onlooker
    around = {
        o.TEACHER,
        o.FACILITATOR,
        o.REPRESENTATIVE,
        o.LINK_FACILITATOR,
        o.COORDINATOR,
        o.RESEARCHER_INSIDE,
    }
    assert who(Kind.NAME, Sight.YES) == around
    assert who(Kind.PLAN, Sight.YES) == who(Kind.ACCOUNT, Sight.YES) == {o.TEACHER, o.FACILITATOR}
    assert who(Kind.PLAN, Sight.TITLE) == {o.LINK_FACILITATOR, o.COORDINATOR}
    assert who(Kind.PAUSED, Sight.YES) == {o.FACILITATOR}
    assert who(Kind.RECORD, Sight.YES) == {o.FACILITATOR}
    assert who(Kind.RECORD, Sight.STATE) == {o.COORDINATOR}
    assert who(Kind.RECORD, Sight.COUNTS) == {o.PROGRAMME_LEAD, o.RESEARCHER, o.RESEARCHER_INSIDE}
    assert who(Kind.HISTORY, Sight.YES) == {o.FACILITATOR, o.COORDINATOR}
    assert who(Kind.ATTENDANCE, Sight.YES) == {o.FACILITATOR}
    assert who(Kind.HELP, Sight.YES) == {o.FACILITATOR}
    assert who(Kind.INTEREST, Sight.YES) == {o.FACILITATOR, o.LINK_FACILITATOR, o.COORDINATOR}
    assert who(Kind.REFLECTION, Sight.YES) == {o.FACILITATOR, o.LINK_FACILITATOR}
    assert who(Kind.CONTACT, Sight.YES) == {o.LINK_FACILITATOR}
    for kind in (Kind.JOURNAL_TO_FACILITATORS, Kind.COLLEAGUES, Kind.EVIDENCE):
        assert who(kind, Sight.YES) == {o.FACILITATOR}
    for kind in (Kind.JOURNAL_TO_CIRCLE, Kind.EVIDENCE_SHARED):
        assert who(kind, Sight.YES) == {o.TEACHER, o.FACILITATOR}
    assert who(Kind.JOURNAL, Sight.EXISTS) == {o.FACILITATOR} and not who(Kind.JOURNAL, Sight.YES)
    for closed in (Kind.PLAN_DRAFT, Kind.ACCOUNT_DRAFT, Kind.STAFF_READS, Kind.SELF_CHECK):
        assert who(closed, Sight.NO) == set(o)
    assert not who(Kind.RESPONSE, Sight.YES)
    for nobody in (o.COURSE_TEAM, o.OTHERS_IN_COURSE, o.NOT_SIGNED_IN, o.OBSERVER):
        assert {table()[kind, nobody] for kind in Kind} == {Sight.NO}


def test_what_only_facilitators_have_stands_on_their_page_alone() -> None:
    lines = {row.kind for row in seen.table(person_id=ME, circle=CIRCLE, leads=False)}
    assert lines == set(Kind) - {Kind.REFLECTION, Kind.CONTACT}


def test_a_circle_without_a_parent_has_nobody_above() -> None:
    alone = table(Circle(1, None, node_id=5))
    for onlooker in (Onlooker.LINK_FACILITATOR, Onlooker.LAYER_ABOVE):
        assert {alone[kind, onlooker] for kind in Kind} == {Sight.NO}


@pytest.mark.parametrize(
    ("predicate", "kinds"),
    [
        ("may_see_roster", {Kind.NAME}),
        ("may_read", {Kind.PLAN, Kind.ACCOUNT, Kind.PAUSED, Kind.PLAN_DRAFT, Kind.ACCOUNT_DRAFT}),
        ("may_read_draft", {Kind.PLAN_DRAFT, Kind.ACCOUNT_DRAFT}),
        ("may_see_plan_title", {Kind.PLAN}),
        ("may_read_response", {Kind.RESPONSE}),
        (
            "may_read_kept",
            {
                Kind.JOURNAL,
                Kind.JOURNAL_TO_FACILITATORS,
                Kind.JOURNAL_TO_CIRCLE,
                Kind.COLLEAGUES,
                Kind.EVIDENCE,
                Kind.EVIDENCE_SHARED,
                Kind.SELF_CHECK,
            },
        ),
        ("may_know_of_kept", {Kind.JOURNAL}),
        ("may_see_attendance", {Kind.ATTENDANCE}),
        ("may_count_attendance", {Kind.ATTENDANCE}),
        ("may_manage_circle", {Kind.HISTORY}),
        ("may_read_record", {Kind.RECORD}),
        ("may_see_record_states", {Kind.RECORD}),
        ("may_see_node", {Kind.RECORD}),
        ("may_read_help", {Kind.HELP}),
        ("may_see_interest", {Kind.INTEREST}),
        ("may_read_reflection", {Kind.REFLECTION}),
        ("may_read_own_support", {Kind.CONTACT}),
        ("may_see_staff_reads", {Kind.STAFF_READS}),
        ("may_see_counts", {Kind.NAME, Kind.PLAN, Kind.ACCOUNT, Kind.RESPONSE, Kind.HISTORY}),
    ],
)
def test_a_predicate_that_changes_changes_the_table(
    monkeypatch: pytest.MonkeyPatch, predicate: str, kinds: set[Kind]
) -> None:
    """Opened to everybody, and closed to everybody: each line follows, and no other."""
    before = table()
    changed = set()
    for answer in (True, False):
        monkeypatch.setattr(permissions, predicate, lambda *args, answer=answer: answer)
        changed |= {
            kind for (kind, onlooker), sight in table().items() if sight is not before[kind, onlooker]
        }
    assert changed == kinds


def test_readers_of_a_text_as_it_stands() -> None:
    shared = Text(frozenset({ME}), 1, is_shared=True)
    paused = Text(frozenset({ME}), 1, is_shared=True, is_paused=True)
    assert seen.readers(shared, CIRCLE) == [Onlooker.TEACHER, Onlooker.FACILITATOR]
    assert seen.readers(paused, CIRCLE) == [Onlooker.FACILITATOR]
    assert seen.readers(Text(frozenset({ME}), 1, is_shared=False), CIRCLE) == []


def test_the_author_reads_a_response(monkeypatch: pytest.MonkeyPatch) -> None:
    assert seen.author_reads_response(writer_id=ME, circle=CIRCLE)
    monkeypatch.setattr(permissions, "may_read_response", lambda *args: False)
    assert not seen.author_reads_response(writer_id=ME, circle=CIRCLE)
