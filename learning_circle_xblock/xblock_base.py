"""What the four blocks share: the actor, the guard of every handler, and how a page is rendered."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey, UsageKey
from web_fragments.fragment import Fragment
from webob import Request, Response
from xblock.core import XBlock, XBlockMixin

from . import compat
from .block_parts.requests import Refused, is_from_our_page, look, optional_number, posted, sentence
from .block_parts.settings_form import SettingsForm
from .block_parts.writing import prefix_of
from .circles.api import actor_for
from .permissions import Actor, may_act, may_author_course, may_enter
from .programmes.api import words_of_course

__all__ = ["LearningCircleBlock"]

BODY_LIMIT = 1_000_000  # bytes of one request; far beyond every form
TEMPLATES = "learning_circle_xblock"
LAST_PAGE = 10_000


class HandlerUrls:
    """`urls.share` in a template is the address of the handler `share`."""

    def __init__(self, block: "LearningCircleBlock") -> None:
        self.block = block

    def __getitem__(self, name: str) -> str:
        return self.block.url(name)


@XBlock.needs("user", "i18n")
@XBlock.wants("studio_user_permissions")
class LearningCircleBlock(XBlockMixin, XBlock):
    """A block of the family. Learner data is in tables, keyed by course key, usage key and person.

    It is a mixin by its first base, so that it stands before the classes which the platform mixes in, and
    none of them takes a name of ours.
    """

    resources_dir = None  # assets are Django static files
    has_author_view = True
    editable: ClassVar[tuple[str, ...]] = ("display_name",)
    about: ClassVar[Any] = ""
    settings_form: ClassVar[type[SettingsForm]] = SettingsForm
    _own_words: dict[str, str] | None = None

    @property
    def usage_key(self) -> UsageKey:
        """The block's own usage key; never one that a request names."""
        key: UsageKey = self.scope_ids.usage_id
        return key

    @property
    def course_key(self) -> CourseKey:
        """The course run that the block stands in."""
        key: Any = self.usage_key.context_key
        found: CourseKey = key
        return found

    @property
    def prefix(self) -> str:
        """A prefix for names and ids of form fields, so that two blocks in a unit do not meet."""
        return prefix_of(self.usage_key)

    def now(self) -> datetime:
        """The time of a request."""
        return timezone.now()

    # -- who

    def actor(self) -> Actor | None:
        """The person the runtime is bound to, with their seats; None for an anonymous visitor."""
        user = self.runtime.service(self, "user").get_current_user()
        user_id = user.opt_attrs.get("edx-platform.user_id")
        if not user_id or not user.opt_attrs.get("edx-platform.is_authenticated", True):
            return None
        real = compat.host().real_user_id()
        return actor_for(
            user_id=user_id,
            course_key=self.course_key,
            is_enrolled=compat.host().is_enrolled(user_id, self.course_key),
            is_course_staff=bool(user.opt_attrs.get("edx-platform.user_is_staff")),
            is_read_only=real is not None and real != user_id,
        )

    def in_studio(self) -> bool:
        """Whether an author is looking: there no learner table is read or written."""
        return (
            bool(getattr(self.runtime, "is_author_mode", False))
            or getattr(settings, "SERVICE_VARIANT", "lms") == "cms"
            or self.runtime.service(self, "studio_user_permissions") is not None
        )

    def admit(self, request: Request, *, changes: bool) -> Actor:
        """The actor of a handler, or the refusal.

        Raises:
            Refused: with the sentence the person reads.
        """
        if changes and not is_from_our_page(request):
            raise Refused(_("This needs to be sent with its button."), 405)
        if (request.content_length or 0) > BODY_LIMIT:
            raise Refused(_("This is more text than can be sent at once. Your words are still here."), 413)
        if self.in_studio() or not self.course_key.is_course:
            raise Refused(_("This works in the course, not in Studio."), 403)
        actor = self.actor()
        if actor is None:
            raise Refused(_("Please sign in again. Your words are still here."), 403)
        if request.headers.get("X-Learning-Circle-Reader", str(actor.user_id)) != str(actor.user_id):
            raise Refused(_("Somebody else has signed in on this device. Your words are still here."), 403)
        if actor.is_read_only:
            raise Refused(
                _("You are viewing the course as somebody else. Nothing is shown or changed this way."), 403
            )
        if not may_enter(actor) or (changes and not may_act(actor)):
            raise Refused(_("This is open to people who are enrolled in the course."), 403)
        return actor

    # -- pages

    def html(self, template: str, context: dict[str, Any], status: int = 200) -> Response:
        """A partial as the answer to a handler."""
        response = Response(
            text=self.markup(template, context), status=status, content_type="text/html", charset="utf-8"
        )
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Learning-Circle"] = "page"
        return response

    def markup(self, template: str, context: dict[str, Any]) -> str:
        """One of our templates, with the addresses of this block's handlers."""
        return render_to_string(
            f"{TEMPLATES}/{template}",
            {
                "block": self,
                "prefix": self.prefix,
                "urls": HandlerUrls(self),
                "language": get_language(),
                "own_words": SimpleLazyObject(self.own_words),
                **context,
            },
        )

    def own_words(self) -> dict[str, str]:
        """The words that the union of this course has replaced, by name; asked when one of them is said."""
        if self._own_words is None:
            self._own_words = words_of_course(self.course_key, get_language() or "")
        return self._own_words

    @look
    def again(self, request: Request, actor: Actor) -> Response:
        """The block's content as it is now, at a page of its list."""
        return self.show(actor, page=min(optional_number(request, "page") or 1, LAST_PAGE))

    def url(self, handler: str) -> str:
        """The address of a handler; arguments go in the body or with `query`."""
        return str(self.runtime.handler_url(self, handler))

    def page(self, template: str, context: dict[str, Any], script: str = "LearningCircle") -> Fragment:
        """A whole view: the root with its script and styles, and the body inside."""
        inner = self.markup(template, context)
        fragment = Fragment(
            self.markup(
                "_root.html", {"reader_id": "", "inner": inner, "language": get_language(), **context}
            )
        )
        for sheet in ("tokens", "components"):
            fragment.add_css_url(static(f"learning_circle_xblock/css/{sheet}.css"))
        fragment.add_javascript_url(static("learning_circle_xblock/js/learning_circle.js"))
        fragment.initialize_js(script)
        return fragment

    @XBlock.supports("multi_device")
    def student_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """What a person of the course sees; nothing is written by looking."""
        if self.in_studio() or not self.course_key.is_course:
            return self.author_view(context)
        actor = self.actor()
        if actor is None or not may_enter(actor):
            return self.page("closed.html", {"reason": _reason(actor)})
        context = {"content": self.body(actor), "reader_id": actor.user_id}
        return self.page("_body.html", context)

    def public_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """Anonymous visitors of a public course are asked to sign in."""
        return self.page("closed.html", {"reason": "sign_in"})

    def body(self, actor: Actor, **extra: Any) -> str:
        """The block's content for this person; each block has its own."""
        raise NotImplementedError

    def show(self, actor: Actor, said: str = "", status: int = 200, **extra: Any) -> Response:
        """The block's content again, after an action, with a word for the live region."""
        return self.html("_body.html", {"content": self.body(actor, **extra), "said": said}, status)

    # -- Studio

    def author_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """What an author sees on the unit page: what the block does and its settings, no learner data."""
        return self.page("studio/author.html", {"about": self.about, "rows": self.setting_rows()})

    def studio_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """The settings, in Studio's edit window."""
        form = self.settings_form(self, prefix=self.prefix)
        return self.page("studio/settings.html", {"form": form}, script="LearningCircleSettings")

    @XBlock.handler
    def save_settings(self, request: Request, suffix: str = "") -> Response:
        """Keep an author's settings; only in Studio, only for those who may write the course."""
        refused = self.refused_author(request)
        if refused is not None:
            return refused
        form = self.settings_form(self, posted(request), prefix=self.prefix)
        if not form.is_valid():
            return self.html("studio/_settings_form.html", {"form": form}, 422)
        form.keep()
        return Response(status=204)

    save_settings.is_guarded = True

    def refused_author(self, request: Request) -> Response | None:
        """Why somebody may not change this block in Studio; None for who may."""
        permissions = self.runtime.service(self, "studio_user_permissions")
        user = self.runtime.service(self, "user").get_current_user()
        user_id = user.opt_attrs.get("edx-platform.user_id")
        may_write = permissions is not None and permissions.can_write(self.course_key)
        if not user_id or not may_author_course(Actor(user_id, is_enrolled=False), bool(may_write)):
            return sentence(_("Settings are changed in Studio, by the course team."), 403)
        if not is_from_our_page(request):
            return sentence(_("This needs to be sent with its button."), 405)
        return None

    def setting_rows(self) -> list[tuple[Any, Any]]:
        """Label and value of each setting, for the author's view."""
        return [(self.fields[name].display_name or name, self._said(name)) for name in self.editable]

    def _said(self, name: str) -> Any:
        """The value of a setting, in words where it is one of a list."""
        value, known = getattr(self, name), self.fields[name].values
        words = {one["value"]: one["display_name"] for one in known} if isinstance(known, list) else {}
        return words.get(value, value)


def _reason(actor: Actor | None) -> str:
    """Why a page is closed to this person."""
    if actor is None:
        return "sign_in"
    return "viewing" if actor.is_read_only else "enrol"
