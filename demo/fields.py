"""Where the fields of blocks are kept: what authors set, and what learners leave behind."""

import copy
from typing import Any

from django.db import IntegrityError, transaction
from opaque_keys.edx.keys import UsageKey
from xblock.core import XBlock
from xblock.exceptions import InvalidScopeError
from xblock.field_data import FieldData, ReadOnlyFieldData, SplitFieldData
from xblock.fields import Scope

from .course import course
from .models import BlockSettings, FieldState

Fields = dict[str, Any]

AUTHORED_SCOPES = (Scope.content, Scope.settings, Scope.parent, Scope.children)
# The demo keeps user_state only: what several people share belongs into tables.
LEARNER_SCOPES = (Scope.user_state, Scope.user_state_summary, Scope.user_info, Scope.preferences)


class MemoryFields(FieldData):
    """Fields of several blocks, each block's read once, in JSON form. Subclasses say where from."""

    def __init__(self) -> None:
        self._fields: dict[UsageKey, Fields] = {}

    def load(self, usage_key: UsageKey) -> Fields:
        """The stored fields of one block; none where nothing is stored."""
        return {}

    def of(self, block: XBlock) -> Fields:
        """The block's fields, read when first asked for."""
        usage_key = block.scope_ids.usage_id
        if usage_key not in self._fields:
            self._fields[usage_key] = self.load(usage_key)
        return self._fields[usage_key]

    def get(self, block: XBlock, name: str) -> Any:
        """A copy, so that a caller may change it."""
        return copy.deepcopy(self.of(block)[name])

    def has(self, block: XBlock, name: str) -> bool:
        """Whether the field was ever set."""
        return name in self.of(block)

    def set(self, block: XBlock, name: str, value: Any) -> None:
        """One field is a set of one."""
        self.set_many(block, {name: value})

    def set_many(self, block: XBlock, update_dict: Fields) -> None:
        """Keep the values until the object goes."""
        self.of(block).update(copy.deepcopy(update_dict))

    def delete(self, block: XBlock, name: str) -> None:
        """Back to the default; KeyError if it was never set."""
        del self.of(block)[name]


class AuthoredFields(MemoryFields):
    """What the author set: the OLX, or all of the block's fields since it was edited in Studio."""

    def load(self, usage_key: UsageKey) -> Fields:
        """A block of this course that Studio has not touched is as the OLX says."""
        edited = BlockSettings.objects.filter(usage_key=usage_key).values_list("fields", flat=True).first()
        return dict(course().blocks.get(usage_key, {})) if edited is None else dict(edited)

    def store(self, block: XBlock) -> None:
        """Make what is in memory the published block."""
        if self.of(block) != self.load(block.scope_ids.usage_id):
            BlockSettings.objects.update_or_create(
                usage_key=block.scope_ids.usage_id, defaults={"fields": self.of(block)}
            )


class LearnerFields(MemoryFields):
    """One person's state: one read for each block, one write when something changed."""

    def __init__(self, user_id: int) -> None:
        super().__init__()
        self.user_id = user_id
        self._stored: set[UsageKey] = set()

    def load(self, usage_key: UsageKey) -> Fields:
        """Remember whether there is a row, so that a write needs no second look."""
        rows = FieldState.objects.filter(user_id=self.user_id, usage_key=usage_key)
        state = rows.values_list("state", flat=True).first()
        if state is None:
            return {}
        self._stored.add(usage_key)
        return dict(state)

    def set_many(self, block: XBlock, update_dict: Fields) -> None:
        """Equal values are no change."""
        before = dict(self.of(block))
        super().set_many(block, update_dict)
        if self.of(block) != before:
            self._write(block)

    def delete(self, block: XBlock, name: str) -> None:
        """The platform deletes at once, so the demo does."""
        super().delete(block, name)
        self._write(block)

    def _write(self, block: XBlock) -> None:
        """A row that another request made meanwhile is overwritten: the last one wins, as on the platform."""
        usage_key, state = block.scope_ids.usage_id, self.of(block)
        rows = FieldState.objects.filter(user_id=self.user_id, usage_key=usage_key)
        if usage_key not in self._stored:
            try:
                with transaction.atomic():
                    FieldState.objects.create(user_id=self.user_id, usage_key=usage_key, state=state)
            except IntegrityError:
                rows.update(state=state)
            self._stored.add(usage_key)
        else:
            rows.update(state=state)


class MaskedFields(LearnerFields):
    """A learner's state as staff see it: what is written lasts for the request only."""

    def _write(self, block: XBlock) -> None:
        """The learner's row stays as it is."""


class NoFields(FieldData):
    """Scopes that are not there: reading gives the default, writing is an error."""

    def get(self, block: XBlock, name: str) -> Any:
        """Never set."""
        raise KeyError(name)

    def set(self, block: XBlock, name: str, value: Any) -> None:
        """As Studio answers to a write of learner state."""
        raise InvalidScopeError(block.fields[name].scope, AUTHORED_SCOPES)

    def delete(self, block: XBlock, name: str) -> None:
        """As for a write."""
        raise InvalidScopeError(block.fields[name].scope, AUTHORED_SCOPES)


def split(authored: FieldData, learner: FieldData | None = None) -> SplitFieldData:
    """Authored fields here, the learner's there; without a learner, learner scopes cannot be written."""
    absent = NoFields()
    scopes = dict.fromkeys(AUTHORED_SCOPES, authored) | dict.fromkeys(LEARNER_SCOPES, absent)
    return SplitFieldData(scopes | {Scope.user_state: learner or absent})


def read_only(authored: FieldData) -> ReadOnlyFieldData:
    """Outside Studio nobody changes what the author set."""
    return ReadOnlyFieldData(authored)
