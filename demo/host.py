"""What the package asks of its host, answered from the demo's own tables."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from opaque_keys.edx.keys import CourseKey, UsageKey
from xblock.core import XBlock

from learning_circle_xblock.handlers import enrolment_made

from .course import course
from .identity import is_course_staff, signed_in_user
from .models import AnonymousId, BlockCompletion, Enrolment, Person
from .runtime import published_block


class DemoHost:
    """The demo's side of `learning_circle_xblock.compat.Host`."""

    def is_enrolled(self, user_id: int, course_key: CourseKey) -> bool:
        """An active row of the enrolment table."""
        return Enrolment.objects.filter(user_id=user_id, course_key=course_key, is_active=True).exists()

    def enrolled_in(self, user_id: int, course_keys: Iterable[CourseKey]) -> set[CourseKey]:
        """Active rows of the enrolment table."""
        rows = Enrolment.objects.filter(user_id=user_id, course_key__in=set(course_keys), is_active=True)
        return set(rows.values_list("course_key", flat=True))

    def enrolled_among(self, user_ids: Iterable[int], course_key: CourseKey) -> set[int]:
        """Active rows of the enrolment table."""
        rows = Enrolment.objects.filter(user_id__in=set(user_ids), course_key=course_key, is_active=True)
        return set(rows.values_list("user_id", flat=True))

    def is_course_team(self, user_id: int, course_key: CourseKey) -> bool:
        """By persona, or the site's own staff."""
        return is_course_staff(User.objects.filter(pk=user_id).select_related("person").first())

    def course_titles(self, course_keys: Iterable[CourseKey]) -> dict[CourseKey, str]:
        """The demo has one course; further runs of it stand for those of other unions."""
        found = course()
        same = (found.key.org, found.key.course)
        return {key: found.title for key in course_keys if (key.org, key.course) == same}

    def enrol(self, user_id: int, course_key: CourseKey) -> bool:
        """A row of the enrolment table, of which the package hears as on the platform."""
        Enrolment.objects.update_or_create(
            user_id=user_id, course_key=course_key, defaults={"is_active": True}
        )
        enrolment_made(user_id)
        return True

    def sign_up_url(self) -> str:
        """Nobody registers here; one chooses a persona."""
        return reverse("persona")

    def choose_language(self, user_id: int, code: str) -> None:
        """The persona's language."""
        Person.objects.filter(user_id=user_id).update(language=code)

    def blocks_of(self, course_key: CourseKey, block_type: str) -> list[UsageKey]:
        """Those of the demo's one course."""
        found = course()
        blocks = found.blocks if course_key == found.key else ()
        return [key for key in blocks if key.block_type == block_type]

    def real_user_id(self) -> int | None:
        """The session's person, also under masquerade; None outside a request or when nobody is signed in."""
        user = signed_in_user()
        return user.pk if user else None

    def names(self, user_ids: Iterable[int]) -> dict[int, str]:
        """The persona's name, else the username; one query."""
        rows = User.objects.filter(pk__in=set(user_ids)).values_list("pk", "person__name", "username")
        return {pk: name or username for pk, name, username in rows}

    def language(self, user_id: int) -> str:
        """The persona's language, else the site's."""
        row = Person.objects.filter(user_id=user_id).values_list("language", flat=True)
        return str(row.first() or settings.LANGUAGE_CODE)

    def zone(self, user_id: int) -> str:
        """The persona's time zone, if they have chosen one."""
        row = Person.objects.filter(user_id=user_id).values_list("zone", flat=True)
        return row.first() or ""

    def anonymous_id(self, user_id: int, course_key: CourseKey) -> str:
        """The id made on first use."""
        return AnonymousId.of(user_id, course_key)

    def user_of(self, anonymous_id: str) -> int | None:
        """Whoever the id was made for."""
        rows = AnonymousId.objects.filter(anonymous_id=anonymous_id)
        return rows.values_list("user_id", flat=True).first()

    def courses_url(self) -> str:
        """The outline of the one course, with the bar that chooses who one is."""
        return reverse("outline")

    def block_url(self, usage_key: UsageKey) -> str:
        """The unit's page on this machine."""
        return settings.DEMO_ORIGIN + reverse("unit", kwargs={"usage_key": usage_key})

    def load_block(self, usage_key: UsageKey) -> XBlock | None:
        """The block as published, bound to nobody; None when the course does not hold it."""
        return published_block(usage_key)

    def submit_completion(self, user_id: int, usage_key: UsageKey, fraction: float) -> None:
        """The latest value counts."""
        BlockCompletion.record(user_id, usage_key, fraction)
