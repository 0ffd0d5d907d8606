"""Stored state machines: one table of transitions each, and one way to take a step."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

State = TypeVar("State", bound=StrEnum)


class UnknownStep(Exception):
    """The table has no such step; the caller says so in the user's words."""


class Lifecycle(Generic[State]):
    """A table `{(from, action): to}`; whatever is not in it is refused.

    Args:
        table: the transitions, by state and name of the action.
    """

    def __init__(self, table: Mapping[tuple[State, str], State]) -> None:
        self.table = dict(table)

    def advance(self, state: State, action: str) -> State:
        """The state after the action.

        Raises:
            UnknownStep: the action is not possible in this state.
        """
        try:
            return self.table[(state, action)]
        except KeyError:
            raise UnknownStep(f"{action} from {state}") from None

    def allows(self, state: State, action: str) -> bool:
        """Whether the action is possible in this state."""
        return (state, action) in self.table
