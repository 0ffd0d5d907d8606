"""Who is signed in, and whom the page is shown as."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, User
from django.http import Http404, HttpRequest
from opaque_keys.edx.keys import CourseKey

from .models import Person

AnyUser = User | AnonymousUser

# The request, not its user: who never asks causes no query.
_request: ContextVar[HttpRequest | None] = ContextVar("demo_request", default=None)


@contextmanager
def during(request: HttpRequest) -> Iterator[None]:
    """Meanwhile, `signed_in_user` answers from this request."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


@contextmanager
def signed_in(user: AnyUser) -> Iterator[None]:
    """Meanwhile, this person counts as signed in: for tests and commands."""
    request = HttpRequest()
    request.user = user
    with during(request):
        yield


def signed_in_user() -> User | None:
    """The person of the session, also while they view a page as somebody else; None outside a request."""
    user = getattr(_request.get(), "user", None)
    return user if isinstance(user, User) else None


def person_of(user: AnyUser | None) -> Person | None:
    """The persona behind a user, if it has one."""
    return getattr(user, "person", None)


def name_of(user: AnyUser) -> str:
    """The name to show: the persona's, else the username."""
    person = person_of(user)
    return person.name if person else str(user)


def is_course_staff(user: AnyUser | None) -> bool:
    """Course staff by persona, or the site's own staff."""
    if user is None or not user.is_authenticated:
        return False
    person = person_of(user)
    return bool(user.is_staff or (person and person.is_course_staff))


def is_enrolled(user: AnyUser, course_key: CourseKey) -> bool:
    """Whether the person has an active enrolment in the course run."""
    return user.is_authenticated and user.enrolments.filter(course_key=course_key, is_active=True).exists()


@dataclass(frozen=True)
class Viewer:
    """Whose page it is (`bound`), and who really looks at it (`real`).

    `is_plain` is the view as a learner in general: as oneself, without the rights of the course team.
    """

    real: AnyUser
    bound: AnyUser
    is_plain: bool = False

    @property
    def masked(self) -> bool:
        """Whether somebody looks at another person's page."""
        return self.real.pk != self.bound.pk

    @property
    def query(self) -> dict[str, str]:
        """The platform remembers it in the session; here every address carries it."""
        if self.masked:
            return {"as": str(self.bound)}
        return {"role": "student"} if self.is_plain else {}


def viewer_of(request: HttpRequest, course_key: CourseKey) -> Viewer:
    """Course staff may view as the enrolled learner of `?as=`, or with `?role=student` as any; others not."""
    wish = request.GET.get("as", "")
    if not wish or not is_course_staff(request.user):
        is_plain = request.GET.get("role") == "student" and is_course_staff(request.user)
        return Viewer(request.user, request.user, is_plain)
    learner = (
        User.objects.select_related("person")
        .filter(username=wish, enrolments__course_key=course_key, enrolments__is_active=True)
        .first()
    )
    if learner is None:
        raise Http404("No such learner in this course.")
    return Viewer(request.user, learner)
