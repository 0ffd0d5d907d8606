"""What becomes of each row of a list, in a sentence where it cannot be done."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from ..circles.lifecycle import OPEN
from ..circles.models import Circle
from ..permissions import FACILITATING, Role
from .known import Known, Place, known_of
from .rows import Wish, is_address

__all__ = ["Line", "Outcome", "Report", "decide"]

MOST_SIGNS = 80  # in a name


class Outcome(StrEnum):
    """What a row comes to."""

    SEATED = "seated"
    THERE = "there"
    INVITED = "invited"
    PAPER = "paper"
    TWICE = "twice"
    ERROR = "error"


@dataclass(frozen=True)
class Line:
    """One row with what becomes of it; `user_id` where somebody is seated."""

    wish: Wish
    outcome: Outcome
    sentence: str = ""
    circle: Circle | None = None
    user_id: int = 0

    @property
    def who(self) -> str:
        """The person as the file names them."""
        return self.wish.email or self.wish.username or self.wish.paper or ""


@dataclass(frozen=True)
class Report:
    """Every row in order."""

    lines: tuple[Line, ...]

    @property
    def wrong(self) -> list[Line]:
        """The rows that have to be mended first."""
        return [line for line in self.lines if line.outcome is Outcome.ERROR]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows come to what."""
        counted = Counter(str(line.outcome) for line in self.lines)
        return {str(outcome): counted[str(outcome)] for outcome in Outcome}


class Mend(Exception):
    """The row cannot be done as it stands; the message says why."""


def decide(place: Place, wishes: list[Wish], actor_id: int) -> Report:
    """What each row comes to now; nothing is changed.

    Args:
        place: the one circle, or the node whose circles the rows name.
        wishes: the rows.
        actor_id: whose list it is.
    """
    known = known_of(place, wishes)
    own = get_user_model().objects.filter(pk=actor_id).values_list("email", flat=True).first() or ""
    seen: dict[tuple[int, str], Wish] = {}
    return Report(tuple(_line(wish, place, known, seen, (actor_id, own.lower())) for wish in wishes))


def _line(
    wish: Wish, place: Place, known: Known, seen: dict[tuple[int, str], Wish], maker: tuple[int, str]
) -> Line:
    try:
        circle = _circle(wish, place, known)
        role = _role(wish)
        user_id = _user(wish, known, circle) if wish.paper is None else 0
        before = seen.setdefault((circle.pk, _who(wish, user_id)), wish)
        if before is not wish:
            return _again(wish, before, circle)
        there = known.seats.get((circle.pk, user_id))
        if there is not None:
            said = "" if there == role else _("In another role, which stays as it is.")
            return Line(wish, Outcome.THERE, said, circle, user_id)
        _need_a_place(circle, role)
        if wish.paper is not None:
            return Line(wish, _on_paper(wish.paper, role, circle, known), "", circle)
        if circle.pk in known.leading and (user_id == maker[0] or wish.key == maker[1] != ""):
            _need_others(role)
    except Mend as mend:
        return Line(wish, Outcome.ERROR, str(mend))
    return Line(wish, Outcome.SEATED if user_id else Outcome.INVITED, "", circle, user_id)


def _who(wish: Wish, user_id: int) -> str:
    """By what the same person is known in two rows."""
    return str(user_id or wish.key) if wish.paper is None else f"paper {wish.paper.casefold()}"


def _on_paper(name: str, role: Role, circle: Circle, known: Known) -> Outcome:
    """Somebody without an account: by name, and always a teacher."""
    if not 0 < len(name) <= MOST_SIGNS:
        raise Mend(_("Somebody on paper needs a name of at most 80 signs."))
    if role is not Role.TEACHER:
        raise Mend(_("Whoever is on paper is a teacher."))
    return Outcome.THERE if (circle.pk, name.casefold()) in known.papers else Outcome.PAPER


def _need_a_place(circle: Circle, role: Role) -> None:
    """Circles above the teachers' have no members but those who facilitate below."""
    if circle.layer > 1 and role is Role.TEACHER:
        raise Mend(
            _("The members of this circle are the facilitators of the circles below it. Name them there.")
        )


def _need_others(role: Role) -> None:
    """Nobody makes themselves a facilitator of a circle that has one."""
    if role in FACILITATING:
        raise Mend(
            _("Nobody makes themselves a facilitator here: the circle has one. Please ask them to do it.")
        )


def _circle(wish: Wish, place: Place, known: Known) -> Circle:
    if isinstance(place, Circle):
        if wish.circle and wish.circle.casefold() not in known.circles:
            raise Mend(_("This row names another circle. Take it out, or import it there."))
        found = [place]
    else:
        if not wish.circle:
            raise Mend(_("The code of the circle is missing."))
        found = known.circles.get(wish.circle.casefold(), [])
    if not found:
        raise Mend(_("You look after no circle with this code."))
    if len(found) > 1:
        raise Mend(_("Several circles have this code. Import their people on the page of each."))
    if found[0].state not in OPEN:
        raise Mend(_("This circle has ended."))
    return found[0]


def _role(wish: Wish) -> Role:
    if wish.role is None:
        raise Mend(
            _("The role is none of: teacher, facilitator, co-facilitator, union representative, observer.")
        )
    return wish.role


def _user(wish: Wish, known: Known, circle: Circle) -> int:
    """The account behind the row, where it is enrolled; 0 where a seat is kept for the address."""
    if wish.email and not is_address(wish.email):
        raise Mend(_("This is no e-mail address."))
    if wish.username:
        return _named_user(wish, known, circle)
    if not wish.email:
        raise Mend(_("The e-mail address is missing."))
    found = known.by_email.get(wish.key, [])
    if len(found) > 1:
        raise Mend(
            _("Two users have this address. Add a column “username” and write there which one you mean.")
        )
    return found[0][0] if found and known.is_enrolled(found[0][0], circle) else 0


def _named_user(wish: Wish, known: Known, circle: Circle) -> int:
    user_id, email = known.by_username.get(wish.username, (0, ""))
    is_one = user_id and known.is_enrolled(user_id, circle) and wish.key in {"", email}
    if not is_one:  # one sentence: neither who is in the course nor whose an address is, is told apart
        raise Mend(
            _(
                "This username leads to nobody in the course whom this row could mean. "
                "Without a username, a seat is kept for the address."
            )
        )
    return user_id


def _again(wish: Wish, before: Wish, circle: Circle) -> Line:
    """The same person once more: no harm, unless the rows want different things."""
    if wish.role != before.role:
        raise Mend(
            _("This person is in row %(row)d already, with another role. Keep one of the two.")
            % {"row": before.number}
        )
    said = _("The same person as in row %(row)d; counted once.") % {"row": before.number}
    return Line(wish, Outcome.TWICE, said, circle)
