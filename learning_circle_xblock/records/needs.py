"""Who needs me this week: at most five entries, and how many more wait."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from ..permissions import Actor
from . import need_rules as rules
from .lookout import Lookout, Need

__all__ = ["RULES", "SHOWN", "Week", "this_week"]

SHOWN = 5
Rule = Callable[[Lookout], Iterable[Need]]

# In the order in which they are shown.
RULES: tuple[Rule, ...] = (
    rules.paused_texts,
    rules.help_asked,
    rules.circles_without_facilitator,
    rules.agreements_waiting,
    rules.plans_without_response,
    rules.readers_waited_for,
    rules.registers_missing,
    rules.people_who_missed_two,
    rules.teachers_without_plan,
    rules.circles_without_date,
)


@dataclass(frozen=True)
class Week:
    """What is shown, and how many more wait; `is_least` where a rule found more than it counts."""

    needs: tuple[Need, ...]
    more: int
    is_least: bool

    @property
    def minutes(self) -> int:
        """Of what is shown."""
        return sum(need.minutes for need in self.needs)


def this_week(*, actor: Actor, at: datetime) -> Week:
    """At most five needs of this person; one query for each rule.

    Args:
        actor: the person with all their seats and posts.
        at: the time of asking.
    """
    look = Lookout(actor, at)
    if actor.is_read_only or not (look.leads or look.nodes):
        return Week((), 0, is_least=False)
    found = [list(rule(look)) for rule in RULES]
    needs = [need for needs in found for need in needs]
    return Week(tuple(needs[:SHOWN]), max(0, len(needs) - SHOWN), any(len(n) >= rules.CAP for n in found))
