"""Drafts, versions, and the texts of two windows."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_circle_xblock.writing import api as writing
from learning_circle_xblock.writing.models import Authorship, Draft, Version, Work
from tests.world import NOON, person

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def draft() -> Draft:
    """A first draft with one answer."""
    work = writing.begin(schema_id="s/1", author_ids=[person("ann").pk], answers={"a": "first"}, at=NOON)
    return Draft.objects.get(work=work)


def stored(draft: Draft) -> Draft:
    """As the database has it."""
    return Draft.objects.get(pk=draft.pk)


def test_a_work_begins_with_its_authors_and_a_draft(draft: Draft) -> None:
    assert (draft.answers, draft.revision, draft.saved_at) == ({"a": "first"}, 1, NOON)
    assert list(Authorship.objects.values_list("author_id", flat=True)) == [person("ann").pk]
    assert draft.work.schema_id == "s/1"


def test_a_save_from_the_newest_text_is_kept(draft: Draft) -> None:
    saved = writing.save(draft=draft, answers={"b": "more"}, base=1, at=LATER)
    assert (saved.revision, saved.is_kept, saved.has_other) == (2, True, False)
    kept = stored(draft)
    assert (kept.answers, kept.revision, kept.saved_at) == ({"a": "first", "b": "more"}, 2, LATER)
    assert kept.other_answers is None


def test_saving_the_same_text_changes_nothing_from_any_window(draft: Draft) -> None:
    """A request that was repeated on a weak line is not a second window."""
    for base in (1, 0, -1, 99):
        assert writing.save(draft=draft, answers={"a": "first"}, base=base, at=LATER).is_kept
    kept = stored(draft)
    assert (kept.revision, kept.saved_at, kept.other_answers) == (1, NOON, None)


@pytest.mark.parametrize("base", [0, -1, 2, 99])
def test_a_save_from_an_older_text_is_set_aside(draft: Draft, base: int) -> None:
    saved = writing.save(draft=draft, answers={"a": "other window"}, base=base, at=LATER)
    assert not saved.is_kept
    kept = stored(draft)
    assert (kept.answers, kept.other_answers) == ({"a": "first"}, {"a": "other window"})
    assert kept.revision == 1


def test_the_author_chooses_between_two_texts(draft: Draft) -> None:
    writing.save(draft=draft, answers={"a": "other"}, base=0, at=LATER)
    writing.take_other(draft=stored(draft), at=LATER)
    kept = stored(draft)
    assert (kept.answers, kept.other_answers) == ({"a": "other"}, {"a": "first"})
    assert kept.revision == 2, "the window that has the former text must not go on unnoticed"
    writing.put_away_other(draft=kept)
    assert stored(draft).other_answers is None
    assert stored(draft).answers == {"a": "other"}
    writing.take_other(draft=stored(draft), at=LATER)
    assert stored(draft).revision == 2, "nothing to take"


def test_freezing_makes_the_next_version_and_closes_the_draft(draft: Draft) -> None:
    work, author = draft.work, person("ann").pk
    first = writing.freeze(work=work, number=1, answers={"a": "shared"}, author_id=author, at=LATER)
    assert (first.number, first.answers, first.made_by_id, first.made_at) == (
        1, {"a": "shared"}, author, LATER,
    )  # fmt: skip
    assert not Draft.objects.filter(work=work).exists()
    again = writing.reopen(version=first, at=LATER)
    assert again.answers == {"a": "shared"}
    again.answers["a"] = "changed"
    again.save()
    second = writing.freeze(work=work, number=2, answers=again.answers, author_id=author, at=LATER)
    assert second.number == 2
    assert Version.objects.get(number=1).answers == {"a": "shared"}, "a version never changes"


def test_reopening_twice_keeps_what_was_written_since(draft: Draft) -> None:
    version = writing.freeze(
        work=draft.work, number=1, answers={"a": "x"}, author_id=person("ann").pk, at=NOON
    )
    first = writing.reopen(version=version, at=NOON)
    writing.save(draft=first, answers={"a": "y"}, base=first.revision, at=LATER)
    assert writing.reopen(version=version, at=LATER).answers == {"a": "y"}


def test_a_window_of_the_first_version_never_matches_the_draft_of_the_second(draft: Draft) -> None:
    """However often it had been saved."""
    for i in range(30):
        writing.save(draft=stored(draft), answers={"a": str(i)}, base=i + 1, at=NOON)
    old_bases = range(32)
    version = writing.freeze(
        work=draft.work, number=1, answers={"a": "x"}, author_id=person("ann").pk, at=NOON
    )
    again = writing.reopen(version=version, at=NOON)
    for base in old_bases:
        assert not writing.save(draft=again, answers={"a": f"old {base}"}, base=base, at=LATER).is_kept
    assert stored(again).answers == {"a": "x"}


def test_a_version_number_is_given_once(draft: Draft) -> None:
    Version.objects.create(work=draft.work, number=1, answers={}, made_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(work=draft.work, number=1, answers={}, made_at=NOON)


WORDS = st.text(alphabet="abc", min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(events=st.lists(st.tuples(st.sampled_from("AB"), WORDS), min_size=1, max_size=12))
def test_two_windows_lose_nothing(events: list[tuple[str, str]]) -> None:
    """Whatever two windows write in turn, the last words of each are kept until the author chooses."""
    with transaction.atomic():
        work = writing.begin(schema_id="s/1", author_ids=[], answers={}, at=NOON)
        draft = Draft.objects.get(work=work)
        base, last = {"A": 1, "B": 1}, {}
        for window, words in events:
            last[window] = f"{window} {words}"
            answers = {"a": last[window]}
            saved = writing.save(draft=stored(draft), answers=answers, base=base[window], at=NOON)
            if saved.is_kept:
                base[window] = saved.revision
            kept = stored(draft)
            texts = {kept.answers.get("a"), (kept.other_answers or {}).get("a")}
            assert set(last.values()) <= texts
        transaction.set_rollback(True)
    assert not Work.objects.exists()
