"""The only door to the platform.

Every import from Open edX stands in `OpenEdx`, inside the method that needs it. A host that is not
Open edX (the demo) names a class of its own in the setting `LEARNING_CIRCLE_HOST`.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from opaque_keys.edx.keys import CourseKey, UsageKey


class Host(Protocol):
    """What the package asks of the system it runs in. All ids are primary keys of the user model."""

    def is_enrolled(self, user_id: int, course_key: CourseKey) -> bool:
        """Whether the person has an active enrolment in the course run."""

    def enrolled_in(self, user_id: int, course_keys: Iterable[CourseKey]) -> set[CourseKey]:
        """Those of the course runs in which the person has an active enrolment, in one query."""

    def enrolled_among(self, user_ids: Iterable[int], course_key: CourseKey) -> set[int]:
        """Those of the people who have an active enrolment in the course run, in one query."""

    def is_course_team(self, user_id: int, course_key: CourseKey) -> bool:
        """Whether the person is staff of the course run, or of the whole site."""

    def course_titles(self, course_keys: Iterable[CourseKey]) -> dict[CourseKey, str]:
        """The titles of those course runs that exist, in one query."""

    def enrol(self, user_id: int, course_key: CourseKey) -> bool:
        """Enrol the person, as their own wish; false where the course takes nobody now. Twice is as once."""

    def sign_up_url(self) -> str:
        """Where somebody makes an account; the page goes on to the address in `next`."""

    def choose_language(self, user_id: int, code: str) -> None:
        """Keep the person's choice of an interface language."""

    def blocks_of(self, course_key: CourseKey, block_type: str) -> list[UsageKey]:
        """The published blocks of this type in the course run."""

    def real_user_id(self) -> int | None:
        """The signed-in person, also while they view the page as somebody else; None outside a request."""

    def names(self, user_ids: Iterable[int]) -> dict[int, str]:
        """Names to show, one for each id that exists, in a constant number of queries."""

    def language(self, user_id: int) -> str:
        """The person's interface language as a language code, for text written outside their request."""

    def zone(self, user_id: int) -> str:
        """The name of the time zone the person has chosen; empty where they have chosen none."""

    def anonymous_id(self, user_id: int, course_key: CourseKey) -> str:
        """The person's anonymous id in this course run, as edx-submissions keeps it."""

    def user_of(self, anonymous_id: str) -> int | None:
        """The person behind an anonymous id; None when nobody has it."""

    def courses_url(self) -> str:
        """The address of the reader's list of courses."""

    def block_url(self, usage_key: UsageKey) -> str:
        """An absolute address that opens the unit with this block."""

    def load_block(self, usage_key: UsageKey) -> Any | None:
        """The published block, bound to nobody, for reading what its author set; None when it is gone."""

    def submit_completion(self, user_id: int, usage_key: UsageKey, fraction: float) -> None:
        """Record how much of the block the person has completed, 0 to 1."""


class OpenEdx:
    """Open edX, Teak upward. Every import is lazy: the modules exist only inside the LMS or Studio."""

    def is_enrolled(self, user_id: int, course_key: CourseKey) -> bool:
        """Ask the enrolment table; false where the LMS code is absent."""
        try:
            from common.djangoapps.student.models import CourseEnrollment
        except ImportError:
            return False
        return bool(
            CourseEnrollment.objects.filter(user_id=user_id, course_id=course_key, is_active=True).exists()
        )

    def enrolled_in(self, user_id: int, course_keys: Iterable[CourseKey]) -> set[CourseKey]:
        """Ask the enrolment table; none where the LMS code is absent."""
        try:
            from common.djangoapps.student.models import CourseEnrollment
        except ImportError:
            return set()
        rows = CourseEnrollment.objects.filter(
            user_id=user_id, course_id__in=set(course_keys), is_active=True
        )
        return set(rows.values_list("course_id", flat=True))

    def enrolled_among(self, user_ids: Iterable[int], course_key: CourseKey) -> set[int]:
        """Ask the enrolment table; none where the LMS code is absent."""
        try:
            from common.djangoapps.student.models import CourseEnrollment
        except ImportError:
            return set()
        rows = CourseEnrollment.objects.filter(
            user_id__in=set(user_ids), course_id=course_key, is_active=True
        )
        return set(rows.values_list("user_id", flat=True))

    def is_course_team(self, user_id: int, course_key: CourseKey) -> bool:
        """The platform's own answer, which knows of global staff too."""
        from django.contrib.auth import get_user_model
        from lms.djangoapps.courseware.access import has_access

        return bool(has_access(get_user_model().objects.get(pk=user_id), "staff", course_key))

    def course_titles(self, course_keys: Iterable[CourseKey]) -> dict[CourseKey, str]:
        """The platform's cached overviews of its courses."""
        from openedx.core.djangoapps.content.course_overviews.models import CourseOverview

        rows = CourseOverview.objects.filter(id__in=set(course_keys))
        return dict(rows.values_list("id", "display_name"))

    def enrol(self, user_id: int, course_key: CourseKey) -> bool:
        """As when the person presses the button of the course: its dates, places and prices count."""
        from common.djangoapps.student.models import CourseEnrollment, CourseEnrollmentException
        from django.contrib.auth import get_user_model

        if self.is_enrolled(user_id, course_key):
            return True
        try:
            CourseEnrollment.enroll(get_user_model().objects.get(pk=user_id), course_key, check_access=True)
        except CourseEnrollmentException:
            return False
        return True

    def sign_up_url(self) -> str:
        """The platform's page of registration."""
        return f"{getattr(settings, 'LMS_ROOT_URL', '')}/register"

    def choose_language(self, user_id: int, code: str) -> None:
        """The account preference `pref-lang`."""
        from openedx.core.djangoapps.user_api.models import UserPreference

        UserPreference.objects.update_or_create(user_id=user_id, key="pref-lang", defaults={"value": code})

    def blocks_of(self, course_key: CourseKey, block_type: str) -> list[UsageKey]:
        """Ask the modulestore; in the LMS it knows what is published."""
        try:
            from xmodule.modulestore.django import modulestore
        except ImportError:
            return []
        found = modulestore().get_items(course_key, qualifiers={"category": block_type})
        return [block.location for block in found]

    def real_user_id(self) -> int | None:
        """The request's user: the platform leaves it alone when staff view a handler as a learner."""
        try:
            from crum import get_current_user
        except ImportError:
            return None
        user = get_current_user()
        real = getattr(user, "real_user", None) or user
        return getattr(real, "pk", None)

    def names(self, user_ids: Iterable[int]) -> dict[int, str]:
        """The profile's full name, else the username."""
        from django.contrib.auth import get_user_model

        users: Any = get_user_model().objects.filter(pk__in=set(user_ids))
        rows = users.values_list("pk", "profile__name", "username")
        return {pk: name or username for pk, name, username in rows}

    def language(self, user_id: int) -> str:
        """The account preference `pref-lang`, else the site's language."""
        try:
            from openedx.core.djangoapps.user_api.models import UserPreference
        except ImportError:
            return str(settings.LANGUAGE_CODE)
        row = UserPreference.objects.filter(user_id=user_id, key="pref-lang").values_list("value", flat=True)
        return str(row.first() or settings.LANGUAGE_CODE)

    def zone(self, user_id: int) -> str:
        """The account preference `time_zone`."""
        try:
            from openedx.core.djangoapps.user_api.models import UserPreference
        except ImportError:
            return ""
        row = UserPreference.objects.filter(user_id=user_id, key="time_zone").values_list("value", flat=True)
        return str(row.first() or "")

    def anonymous_id(self, user_id: int, course_key: CourseKey) -> str:
        """The platform's per-course id; it makes the row on first use."""
        from common.djangoapps.student.models import anonymous_id_for_user
        from django.contrib.auth import get_user_model

        return str(anonymous_id_for_user(get_user_model().objects.get(pk=user_id), course_key))

    def user_of(self, anonymous_id: str) -> int | None:
        """The platform's own reading of its anonymous ids."""
        from common.djangoapps.student.models import user_by_anonymous_id

        user = user_by_anonymous_id(anonymous_id)
        return None if user is None else int(user.pk)

    def courses_url(self) -> str:
        """The dashboard, which sends on to its own front end where there is one."""
        return f"{getattr(settings, 'LMS_ROOT_URL', '')}/dashboard"

    def block_url(self, usage_key: UsageKey) -> str:
        """The platform's stable address of a block, `jump_to`."""
        root = getattr(settings, "LMS_ROOT_URL", "")
        return f"{root}/courses/{usage_key.course_key}/jump_to/{usage_key}"

    def load_block(self, usage_key: UsageKey) -> Any | None:
        """Read the published block from the modulestore."""
        try:
            from xmodule.modulestore.django import modulestore
            from xmodule.modulestore.exceptions import ItemNotFoundError
        except ImportError:
            return None
        try:
            return modulestore().get_item(usage_key)
        except ItemNotFoundError:
            return None

    def submit_completion(self, user_id: int, usage_key: UsageKey, fraction: float) -> None:
        """Write to edx-completion where it is installed and switched on."""
        try:
            from completion.models import BlockCompletion
            from completion.waffle import ENABLE_COMPLETION_TRACKING_SWITCH
        except ImportError:
            return
        if not ENABLE_COMPLETION_TRACKING_SWITCH.is_enabled():
            return
        from django.contrib.auth import get_user_model

        user = get_user_model().objects.get(pk=user_id)
        BlockCompletion.objects.submit_completion(user=user, block_key=usage_key, completion=fraction)


def host() -> Host:
    """The system we run in: the class that `LEARNING_CIRCLE_HOST` names, else Open edX."""
    path = getattr(settings, "LEARNING_CIRCLE_HOST", "")
    chosen: Host = import_string(path)() if path else OpenEdx()
    return chosen
