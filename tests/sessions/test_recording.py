"""The register, the notes and a tutorial, as functions."""

from datetime import date

import pytest

from learning_circle_xblock.events.api import record
from learning_circle_xblock.permissions import PostKind, Role
from learning_circle_xblock.programmes.models import NodePost
from learning_circle_xblock.sessions import api, recording
from learning_circle_xblock.sessions.lifecycle import Obstacle, Presence, SessionState, Warmth
from learning_circle_xblock.sessions.models import Attendance, AttendanceChange, NoteVersion, Session
from learning_circle_xblock.sessions.recording import Mark, Note
from learning_circle_xblock.sessions.register import counts, register
from tests.sessions.build import NOBODY, acting, just_over, pair, tables
from tests.world import NOON, circle, now, person, seat

pytestmark = pytest.mark.django_db

UNKNOWN, PRESENT, ABSENT, PART = Presence.UNKNOWN, Presence.PRESENT, Presence.ABSENT, Presence.PART


def test_the_last_confirmed_tap_counts_and_every_one_is_kept() -> None:
    where = circle()
    lead, (ann, ben, _eve) = pair(where)
    other = seat(where, "other", Role.CO_FACILITATOR)
    session = just_over(where, lead)

    def keep(who: object, *marks: Mark) -> int:
        return recording.keep_register(
            actor=acting(who),  # type: ignore[arg-type]
            session_id=session.pk,
            circle_id=where.pk,
            marks=marks,
            papers=NOBODY,
            at=now(),
        )

    assert keep(lead, Mark(f"p{ann.pk}", UNKNOWN, PRESENT), Mark(f"p{ben.pk}", UNKNOWN, PRESENT)) == 2
    assert keep(other, Mark(f"p{ann.pk}", UNKNOWN, PART), Mark(f"p{ben.pk}", UNKNOWN, UNKNOWN)) == 1
    assert keep(lead, Mark(f"p{ann.pk}", PRESENT, PRESENT)) == 0, "an old page that says nothing new"
    assert keep(lead, Mark("p987654", UNKNOWN, PRESENT), Mark("x", UNKNOWN, PRESENT)) == 0
    assert dict(Attendance.objects.values_list("person_id", "state")) == {ann.pk: "part", ben.pk: "present"}
    history = AttendanceChange.objects.filter(line__person=ann).order_by("pk")
    assert list(history.values_list("state", "by_id")) == [("present", lead.pk), ("part", other.pk)]
    session.refresh_from_db()
    assert session.state == SessionState.HELD


def test_both_notes_stand_in_the_history() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    other = seat(where, "other", Role.CO_FACILITATOR)
    session = just_over(where, lead)
    ids = {"session_id": session.pk, "circle_id": where.pk, "at": now()}
    with pytest.raises(api.SessionError, match="not_yet"):
        recording.keep_note(actor=acting(lead), note=Note({"line": "x"}), **ids)
    recording.keep_register(
        actor=acting(lead), marks=[Mark(f"p{ann.pk}", UNKNOWN, PRESENT)], papers=NOBODY, **ids
    )
    recording.keep_note(actor=acting(lead), note=Note({"line": "One"}, [Obstacle.TIME]), **ids)
    recording.keep_note(
        actor=acting(other), note=Note({"line": "Two", "talked": "More"}, [Obstacle.TRAVEL]), **ids
    )
    kept = recording.keep_note(
        actor=acting(lead), note=Note({"line": "One\nTwo", "talked": "More"}, base=2), **ids
    )
    assert kept.texts["line"] == "One\nTwo" and kept.texts["talked"] == "More"
    sent = NoteVersion.objects.order_by("revision").values_list("sent__texts__line", flat=True)
    assert list(sent)[:2] == ["One", "Two"]
    assert NoteVersion.objects.get(revision=2).note.access == [], "the third, who saw both, took them out"
    again = recording.keep_note(
        actor=acting(lead), note=Note({"line": "One\nTwo", "talked": "More"}, base=kept.revision), **ids
    )
    assert again.revision == kept.revision, "nothing new, nothing kept"


def test_a_tutorial_belongs_to_the_calendar_or_stands_by_itself() -> None:
    where = circle()
    lead, (ann, ben, eve) = pair(where)
    planned = just_over(where, lead, kind="tutorial")
    given = {"actor": acting(lead), "circle_id": where.pk, "papers": {7: "Kofi"}, "minutes": 40}
    given |= {"day": date(2026, 11, 20), "starts_at": NOON, "zone": "UTC", "at": now()}
    session, people = recording.record_tutorial(session_id=planned.pk, keys=[f"p{ann.pk}", "n7"], **given)
    assert session == planned and people == [ann.pk]
    recording.record_tutorial(
        session_id=planned.pk, keys=[f"p{ben.pk}"], **given | {"day": date(2026, 11, 21)}
    )
    days = dict(Attendance.objects.filter(person__isnull=False).values_list("person_id", "day"))
    assert days == {ann.pk: date(2026, 11, 20), ben.pk: date(2026, 11, 21)}
    alone, _people = recording.record_tutorial(session_id=None, keys=[f"p{eve.pk}"], **given)
    assert (alone.kind, alone.state, alone.code) == ("tutorial", "held", "")
    with pytest.raises(api.SessionError, match="not_recorded"):
        recording.record_tutorial(session_id=None, keys=["p987654"], **given)
    workshop = just_over(where, lead)
    with pytest.raises(api.NotOpenToYou):
        recording.record_tutorial(session_id=workshop.pk, keys=[f"p{ann.pk}"], **given)
    assert Session.objects.count() == 3


def test_somebody_on_paper_who_claims_it_has_their_lines() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    one, two = just_over(where, lead), just_over(where, lead)
    Attendance.objects.create(session=one, circle=where, paper_id=7, state="present")
    Attendance.objects.create(session=two, circle=where, paper_id=7, state="present")
    Attendance.objects.create(session=two, circle=where, person=ann, state="absent")
    record(verb="paper.added", object_id=7, actor_id=lead.pk, at=NOON)
    record(verb="paper.claimed", object_id=7, actor_id=ann.pk, at=NOON)
    mine = dict(Attendance.objects.filter(person=ann).values_list("session_id", "state"))
    assert mine == {one.pk: "present", two.pk: "absent"}


def test_the_register_by_table_with_those_who_have_left() -> None:
    where = circle()
    lead, people = pair(where, teachers=5)
    tables(where, 2)
    session = just_over(where, lead)
    gone = person("gone")
    Attendance.objects.create(session=session, circle=where, person=gone, state="present")
    found = register(actor=acting(lead), circle=where, session=session, papers={9: "Kofi"})
    assert found is not None
    assert {number: [line.key for line in lines] for number, lines in found.tables.items()} == {
        1: [f"p{people[0].pk}", f"p{people[1].pk}"],
        2: [f"p{people[2].pk}", f"p{people[3].pk}"],
        3: [f"p{people[4].pk}"],
        0: ["n9", f"p{gone.pk}"],
    }
    assert list(found.tables) == [1, 2, 3, 0]
    assert register(actor=acting(people[0]), circle=where, session=session, papers={}) is None


def test_few_are_not_counted_for_those_who_see_no_names() -> None:
    where = circle()
    lead, people = pair(where, teachers=5)
    session = just_over(where, lead)
    above = person("above")
    NodePost.objects.create(
        programme=where.node.programme, node=None, person=above, kind=PostKind.PROGRAMME_LEAD, began_at=NOON
    )
    for number, user in enumerate(people, start=1):
        Attendance.objects.create(session=session, circle=where, person=user, state="online")
        seen = counts(actor=acting(above), circle=where, session=session)
        assert seen is not None and seen.of == (5 if number == 5 else None)
        named = counts(actor=acting(lead), circle=where, session=session)
        assert named is not None and named.took_part == number
    assert counts(actor=acting(people[0]), circle=where, session=session) is None


def test_nobody_answers_for_a_circle_that_is_not_theirs() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    session = just_over(where, lead)
    for who in (lead, person("outsider")):
        with pytest.raises(api.NotOpenToYou):
            recording.say_how_it_was(
                actor=acting(who),
                session_id=session.pk,
                circle_id=where.pk,
                warmth=Warmth.GOOD,
                words="",
                at=now(),
            )
    with pytest.raises(api.SessionError, match="not_yet"):
        recording.say_how_it_was(
            actor=acting(ann),
            session_id=session.pk,
            circle_id=where.pk,
            warmth=Warmth.GOOD,
            words="",
            at=now(),
        )
