"""A small world for tests: people in circles, and blocks called through the runtime."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.utils import timezone
from opaque_keys.edx.keys import CourseKey, UsageKey

from demo import testing
from demo.course import course
from demo.models import Enrolment
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.permissions import Actor, Role
from learning_circle_xblock.programmes import api as programmes

CIRCLE, PLAN = "learning_circle", "learning_circle_plan"
ACCOUNT, LIBRARY = "learning_circle_account", "learning_circle_library"
BLOCKS = (CIRCLE, PLAN, ACCOUNT, LIBRARY)
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
CARE_TEXT = "If a child may be in danger, call the district's child protection office first."

PLAN_ANSWERS = {
    "concern": "A third of the class says yes and has not followed.",
    "focus": "how we find out who is lost, so that pupils get help the same day",
    "first_step": "One question on the board, fingers on the desk.",
    "question": "Is one row a day enough?",
}
ACCOUNT_ANSWERS = {
    "title": "Fingers on the desk",
    "lead": "They all said yes, in chorus.",
    "did": "Eyes closed, one, two or three fingers.",
    "changed": "Seventeen wrong instead of thirty-one.",
    "question": "Could you do this on Monday?",
    "lang": "en",
    "phase": "lower_primary",
    "credit": "name",
}
RESPONSE_ANSWERS = {
    "describe": "You ask something that can be got wrong, and you look at hands.",
    "value": "It costs nothing and nobody is named, so the quiet ones answer too.",
    "wonder": "What would happen if the neighbours copied each other's fingers?",
    "suggest-0-what": "Ask them to close their eyes while they show.",
    "suggest-0-about": "",
}


def course_key() -> CourseKey:
    """The demo's course run."""
    return course().key


def usage_key(block_type: str) -> UsageKey:
    """The course's one block of this type."""
    return testing.key_of(block_type)


def person(username: str, *, enrolled: bool = True, staff: bool = False, language: str = "en") -> User:
    """Somebody with a name; found again when they exist."""
    found = User.objects.filter(username=username).first()
    return found or testing.make_person(username, enrolled=enrolled, staff=staff, language=language)


def circle(code: str = "one", *, parent: Circle | None = None, layer: int = 1) -> Circle:
    """A circle of one union."""
    programme = programmes.ensure_programme(name="P", federation_name="", default_language="en", at=NOON)
    union = programmes.ensure_union(
        programme=programme, country="CI", union_name="Secret union", at=NOON, care_text=CARE_TEXT
    )
    return circles.make_circle(
        course_key=course_key(),
        node=union,
        name=f"Circle {code}",
        code=code,
        at=NOON,
        layer=layer,
        parent=parent,
    )


def seat(where: Circle, username: str, role: Role = Role.TEACHER) -> User:
    """A person with a role in the circle."""
    user = person(username)
    circles.seat(circle=where, user_id=user.pk, role=role, at=NOON)
    return user


def actor(user: User) -> Actor:
    """The person as the features see them."""
    enrolled = Enrolment.objects.filter(user=user, is_active=True).exists()
    return circles.actor_for(user_id=user.pk, course_key=course_key(), is_enrolled=enrolled)


@dataclass
class Answer:
    """What a handler or a view gave back."""

    status: int
    text: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def page(self) -> BeautifulSoup:
        """The markup."""
        return BeautifulSoup(self.text, "html.parser")

    def one(self, selector: str) -> Tag:
        """The first element that the selector finds."""
        found = self.page.select_one(selector)
        assert found is not None, f"{selector} is not in: {self.text[:400]}"
        return found


def view(user: Any, block_type: str, *, as_learner: User | None = None) -> Answer:
    """`student_view` for this person, in a runtime of its own, as in every request."""
    return Answer(200, testing.show(user, usage_key(block_type), as_learner=as_learner).content)


def call(
    user: Any,
    block_type: str,
    handler: str,
    data: dict[str, Any] | None = None,
    *,
    method: str = "POST",
    as_learner: User | None = None,
) -> Answer:
    """A handler with form data, as htmx sends it; with GET the data go into the address."""
    query = urlencode(data or {}) if method == "GET" else ""
    response = testing.call(
        user, usage_key(block_type), handler, data or {}, method=method, query=query, as_learner=as_learner
    )
    return Answer(response.status_code, response.text, dict(response.headers))


def prefixed(block_type: str, answers: dict[str, Any], part: str = "") -> dict[str, Any]:
    """Form data with the block's own prefix."""
    from hashlib import sha256

    prefix = "lc" + sha256(str(usage_key(block_type)).encode()).hexdigest()[:8]
    return {f"{prefix}{part}-{name}": value for name, value in answers.items()}


def share_plan(user: User, answers: dict[str, Any] | None = None) -> Answer:
    """The four answers, sent with the share button."""
    return call(user, PLAN, "share", {**prefixed(PLAN, {**PLAN_ANSWERS, **(answers or {})}), "base": "0"})


def share_account(user: User, answers: dict[str, Any] | None = None) -> Answer:
    """A short practice account, sent with the share button."""
    return call(
        user, ACCOUNT, "share", {**prefixed(ACCOUNT, {**ACCOUNT_ANSWERS, **(answers or {})}), "base": "0"}
    )


def respond(user: User, block_type: str, *, asked: int | None = None, version: int | None = None) -> Answer:
    """Open a reading or a version, and send the four steps."""
    opened = call(user, block_type, "open_response", {"asked": asked} if asked else {"version": version})
    number = opened.one("input[name=review]")["value"]
    data = {**prefixed(block_type, RESPONSE_ANSWERS, "-resp"), "review": number}
    return call(user, block_type, "send_response", data)


def days(number: float) -> timedelta:
    """So many days."""
    return timedelta(days=number)


def now() -> datetime:
    """The real time, in UTC."""
    return timezone.now()
