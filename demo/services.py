"""The services that blocks ask the runtime for, with the platform's attribute names."""

from typing import Any

from django.contrib.auth.models import User
from django.utils import translation
from opaque_keys.edx.keys import CourseKey
from xblock.reference.user_service import UserService, XBlockUser
from xblock.runtime import NullI18nService

from .identity import AnyUser, is_course_staff, person_of
from .models import AnonymousId


class I18nService(NullI18nService):
    """Django's own translations, as the platform falls back to when it has no catalogue of the block's."""

    def __init__(self) -> None:
        super().__init__()
        self._translations = translation


class CurrentUser(UserService):
    """Whoever the runtime is bound to, who under masquerade is the learner."""

    def __init__(self, user: AnyUser, **attributes: Any) -> None:
        super().__init__()
        self._user = user
        self._attributes = {f"edx-platform.{name}": value for name, value in attributes.items()}

    def get_current_user(self) -> XBlockUser:
        """Somebody who is not signed in has no attribute but that one."""
        current = XBlockUser(is_current_user=True)
        current.opt_attrs["edx-platform.is_authenticated"] = self._user.is_authenticated
        current.opt_attrs["edx-platform.request_country_code"] = None
        if isinstance(self._user, User):
            person = person_of(self._user)
            current.full_name = person.name if person else None
            current.emails = [self._user.email]
            current.opt_attrs |= self._attributes | {
                "edx-platform.user_id": self._user.pk,
                "edx-platform.username": self._user.username,
                "edx-platform.user_preferences": {"pref-lang": person.language} if person else {},
            }
        return current


def _role(user: AnyUser) -> str:
    """The platform calls the site's own staff instructors."""
    if user.is_staff:
        return "instructor"
    return "staff" if is_course_staff(user) else "student"


def _attributes(**changed: Any) -> dict[str, Any]:
    """What the platform's user service says unless it is told otherwise."""
    defaults = {
        "anonymous_user_id": None,
        "deprecated_anonymous_user_id": None,
        "user_is_beta_tester": False,
        "user_is_global_staff": False,
        "user_is_staff": False,
        "user_role": "student",
    }
    return defaults | changed


def lms_user(user: AnyUser, course_key: CourseKey, *, is_viewed: bool = False) -> CurrentUser:
    """The LMS knows the role in the course and the person's anonymous id there.

    While staff view the course as a learner, whether as one or in general, nobody is staff of it.
    """
    if not isinstance(user, User):
        return CurrentUser(user)
    known = _attributes(
        anonymous_user_id=AnonymousId.of(user.pk, course_key),
        user_is_global_staff=user.is_staff,
        user_is_staff=is_course_staff(user) and not is_viewed,
        user_role="student" if is_viewed else _role(user),
    )
    return CurrentUser(user, **known)


def preview_user(user: AnyUser) -> CurrentUser:
    """Studio's preview shows everybody as the anonymous learner `student`, and nobody as staff."""
    shown = _attributes(
        anonymous_user_id="student", deprecated_anonymous_user_id="student", user_role=_role(user)
    )
    return CurrentUser(user, **shown)


def editing_user(user: AnyUser) -> CurrentUser:
    """Studio's editor says who it is and nothing about roles."""
    return CurrentUser(user, **_attributes())


class StudioPermissions:
    """Whether the author may see or change the course: the service that exists in Studio only."""

    def __init__(self, user: AnyUser) -> None:
        self._user = user

    def can_read(self, course_key: CourseKey) -> bool:
        """Course staff."""
        return is_course_staff(self._user)

    def can_write(self, course_key: CourseKey) -> bool:
        """Course staff."""
        return is_course_staff(self._user)
