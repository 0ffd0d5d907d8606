"""What the bar on top of every page shows."""

from functools import cached_property

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest

from .course import Course, course
from .identity import is_course_staff, name_of
from .models import Person


class Chrome:
    """Asked part by part, so that a page without the bar causes no query."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.languages = settings.LANGUAGES

    @property
    def course(self) -> Course:
        """The one course."""
        return course()

    @cached_property
    def personas(self) -> QuerySet[Person]:
        """Those that are listed, in the order in which they were made, which is by place."""
        return Person.objects.filter(is_listed=True).select_related("user").order_by("pk")

    @cached_property
    def is_course_staff(self) -> bool:
        """Whether Studio and the view as a learner are open to the person."""
        return is_course_staff(self._request.user)

    @cached_property
    def learners(self) -> list[tuple[str, str]]:
        """Whom course staff can view the course as: username and name, by name."""
        if not self.is_course_staff:
            return []
        enrolled = User.objects.filter(enrolments__course_key=course().key, enrolments__is_active=True)
        others = [user for user in enrolled.select_related("person") if user != self._request.user]
        return sorted(((user.username, name_of(user)) for user in others), key=lambda pair: pair[1])


def chrome(request: HttpRequest) -> dict[str, Chrome]:
    """One name, so that it meets no name of the package's templates."""
    return {"demo": Chrome(request)}
