"""Begin, save and freeze a text. Who may do so is decided by the feature that owns it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .design import Design, as_data
from .models import Authorship, Draft, FormSchema, PrivateAnswers, Version, Work
from .schema import Answers

__all__ = [
    "Saved",
    "begin",
    "change_form",
    "form_data",
    "freeze",
    "keep_form",
    "must_choose",
    "private_answers",
    "put_away_other",
    "reopen",
    "save",
    "take_other",
]

# The revisions of each version's draft begin here, so that an old window never matches a new draft.
VERSION_STEP = 100_000


@dataclass(frozen=True)
class Saved:
    """What became of a save: `is_kept` is false where another window had written since `base`.

    Then `revision` is still the window's own base, so that its next words do not overwrite the other's.
    `has_other` says that two texts wait for a choice; until then nothing is shared or sent.
    `answers` is what the draft holds now.
    """

    revision: int
    is_kept: bool
    has_other: bool = False
    answers: Answers = field(default_factory=dict)


def begin(*, schema_id: str, author_ids: list[int], answers: Answers, at: datetime) -> Work:
    """A new work with its authors and a first draft."""
    work = Work.objects.create(schema_id=schema_id, created_at=at)
    Authorship.objects.bulk_create(Authorship(work=work, author_id=pk) for pk in author_ids)
    Draft.objects.create(work=work, answers=answers, saved_at=at, revision=1)
    return work


def save(*, draft: Draft, answers: Answers, base: int, at: datetime) -> Saved:
    """Keep the answers, or set them aside beside a newer text.

    Args:
        draft: the draft, locked by the caller.
        answers: by field id; fields that are absent stay as they are.
        base: the revision this window started from.
        at: the time of the save.
    """
    if _is_set_aside(draft, answers, base):
        return Saved(revision=base, is_kept=False, has_other=True)
    merged = {**draft.answers, **answers}
    if merged != draft.answers:
        draft.answers = merged
        draft.revision += 1
        draft.saved_at = at
        draft.save(update_fields=["answers", "revision", "saved_at"])
    return Saved(
        draft.revision, is_kept=True, has_other=draft.other_answers is not None, answers=draft.answers
    )


def must_choose(*, draft: Draft, answers: Answers, base: int) -> bool:
    """Whether two texts wait for a choice before one can be sent; an old window's words are set aside."""
    return _is_set_aside(draft, answers, base) or draft.other_answers is not None


def take_other(*, draft: Draft, at: datetime) -> None:
    """The text of the other window takes the draft's place; the former one is set aside in turn."""
    if draft.other_answers is None:
        return
    draft.answers, draft.other_answers = draft.other_answers, draft.answers
    draft.revision += 1
    draft.saved_at = at
    draft.save()


def put_away_other(*, draft: Draft) -> None:
    """The author has chosen: only one text is left."""
    draft.other_answers = None
    draft.save(update_fields=["other_answers"])


def freeze(
    *,
    work: Work,
    number: int,
    answers: Answers,
    author_id: int,
    at: datetime,
    private: frozenset[str] = frozenset(),
) -> Version:
    """Make the version of this number and close the draft; a number is given once.

    Args:
        work: what is written.
        number: of the version.
        answers: the whole text.
        author_id: who shares it.
        at: the time.
        private: the fields that the author alone reads: they are kept beside the work, in no version.
    """
    own = {key: value for key, value in answers.items() if key in private}
    version = Version.objects.create(
        work=work,
        number=number,
        answers={key: value for key, value in answers.items() if key not in private},
        schema_id=work.schema_id,
        made_by_id=author_id,
        made_at=at,
    )
    if own:
        PrivateAnswers.objects.update_or_create(work=work, defaults={"answers": own})
    Draft.objects.filter(work=work).delete()
    return version


def reopen(*, version: Version, at: datetime) -> Draft:
    """A draft of the next version, beginning with the words of this one and the author's private ones."""
    answers = {**version.answers, **private_answers(work_id=version.work_id)}
    draft, _ = Draft.objects.get_or_create(
        work_id=version.work_id,
        defaults={"answers": answers, "saved_at": at, "revision": version.number * VERSION_STEP},
    )
    return draft


def private_answers(*, work_id: int) -> Answers:
    """What the author answered for themselves alone; for the author's own pages only."""
    row = PrivateAnswers.objects.filter(work_id=work_id).first()
    return dict(row.answers) if row else {}


def keep_form(*, design: Design) -> str:
    """The id of a form, kept for as long as anything is written in it; a plain preset is its own."""
    if not design.is_plain:
        FormSchema.objects.get_or_create(schema_id=design.id, defaults={"data": as_data(design)})
    return design.id


def form_data(*, schema_id: str) -> dict[str, Any] | None:
    """A form that was kept, as plain values; None for an id that is none."""
    row = FormSchema.objects.filter(schema_id=schema_id).first()
    return row.data if row else None


def change_form(*, work: Work, design: Design) -> None:
    """What is written next is written in another form; what was shared stays in the one it was written in."""
    work.versions.filter(schema_id="").update(schema_id=work.schema_id)
    work.schema_id = keep_form(design=design)
    work.save(update_fields=["schema_id"])


def _is_set_aside(draft: Draft, answers: Answers, base: int) -> bool:
    """The words of a window that started from an older text are kept beside it."""
    merged = {**draft.answers, **answers}
    if merged == draft.answers or base == draft.revision:
        return False
    draft.other_answers = merged
    draft.save(update_fields=["other_answers"])
    return True
