"""The demo's XBlock runtimes: the LMS, Studio's preview, Studio's editor, and a block bound to nobody.

They differ from each other as the platform's do: in services, in which fields may be written, in where
`handler_url` leads, and in what becomes of a published event.
"""

import json
import logging
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.templatetags.static import static
from django.urls import reverse
from opaque_keys.edx.keys import UsageKey
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.exceptions import NoSuchUsage
from xblock.field_data import FieldData
from xblock.fields import ScopeIds
from xblock.runtime import IdReader, Runtime

from .course import course
from .fields import AuthoredFields, LearnerFields, MaskedFields, MemoryFields, read_only, split
from .identity import AnyUser, Viewer, is_course_staff
from .mixins import MIXINS
from .models import BlockCompletion
from .services import I18nService, StudioPermissions, editing_user, lms_user, preview_user
from .wrapper import wrap

log = logging.getLogger(__name__)
tracking = logging.getLogger("demo.tracking")

# The platform's own sentence.
HIDDEN = "This type of component cannot be shown while viewing the course as a specific student."


class KeyReader(IdReader):
    """A usage key says everything; the definition is the usage. There are no asides."""

    def get_definition_id(self, usage_id: UsageKey) -> UsageKey:
        """One definition for each usage."""
        return usage_id

    def get_block_type(self, def_id: UsageKey) -> str:
        """The type that the key names."""
        return str(def_id.block_type)

    def _no_aside(self, aside_id: Any) -> Any:
        raise NotImplementedError("The demo has no asides.")

    get_usage_id_from_aside = get_definition_id_from_aside = _no_aside
    get_aside_type_from_usage = get_aside_type_from_definition = _no_aside


class DemoRuntime(Runtime):
    """What all have in common. As it stands, it holds published blocks bound to nobody."""

    route: ClassVar[str] = "handler"
    is_author_mode: ClassVar[bool] = False

    def __init__(self, fields: FieldData | None = None, **services: Any) -> None:
        fields = fields or split(read_only(AuthoredFields()))
        all_services = {"field-data": fields, "i18n": I18nService(), **services}
        super().__init__(KeyReader(), None, mixins=MIXINS, services=all_services)

    @property
    def bound_id(self) -> int | None:
        """The person whose learner fields the blocks hold."""
        return None

    @property
    def handler_query(self) -> dict[str, str]:
        """What every handler address must carry."""
        return {}

    def get_block(self, usage_id: UsageKey, for_parent: XBlock | None = None) -> XBlock:
        """The block of this course with that key; NoSuchUsage if the course does not hold it."""
        if usage_id not in course().blocks:
            raise NoSuchUsage(repr(usage_id))
        keys = ScopeIds(self.bound_id, usage_id.block_type, usage_id, usage_id)
        return self.construct_xblock(usage_id.block_type, keys, for_parent=for_parent)

    def handler_url(
        self, block: XBlock, handler_name: str, suffix: str = "", query: str = "", thirdparty: bool = False
    ) -> str:
        """The address of a handler, which must exist; without a suffix it ends in the handler's name."""
        if not getattr(type(block), handler_name, None):
            raise ValueError(f"{handler_name!r} is not a function name")
        names = {"usage_key": block.scope_ids.usage_id, "handler": handler_name}
        address = reverse(self.route, kwargs=names | ({"suffix": suffix} if suffix else {}))
        queries = [part for part in (query, urlencode(self.handler_query)) if part]
        return "?".join([address, *(["&".join(queries)] if queries else [])])

    def resource_url(self, resource: str) -> str:
        """A static file of the site."""
        return str(static(resource))

    def local_resource_url(self, block: XBlock, uri: str) -> str:
        """Where the platform would have collected it. Our blocks use Django's static files instead."""
        package = getattr(block, "unmixed_class", type(block)).__module__.rsplit(".", 1)[0]
        return str(static(f"xblock/resources/{package}/{uri}"))

    def publish(self, block: XBlock, event_type: str, event_data: dict[str, Any]) -> None:
        """Events go to the tracking log; what an event does beyond that is the LMS's affair."""
        event = {"name": event_type, "block": str(block.scope_ids.usage_id), "event": event_data}
        tracking.info(json.dumps(event, default=str))

    def applicable_aside_types(self, block: XBlock) -> list[str]:
        """None."""
        return []

    def wrap_xblock(self, block: XBlock, view: str, frag: Fragment, context: Any) -> Fragment:
        """The element that the page's script finds."""
        stem = reverse(self.route, kwargs={"usage_key": block.scope_ids.usage_id, "handler": "x"})
        return wrap(
            block, view, frag, {"handlers": stem.removesuffix("x"), "query": urlencode(self.handler_query)}
        )


class LmsRuntime(DemoRuntime):
    """The LMS: authored fields are read-only, the learner's are kept, completion is recorded."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer, bound = viewer, viewer.bound
        kept = MaskedFields if viewer.masked else LearnerFields
        learner = kept(bound.pk) if isinstance(bound, User) else MemoryFields()
        user = lms_user(bound, course().key, is_viewed=bool(viewer.query))
        super().__init__(split(read_only(AuthoredFields()), learner), user=user)

    @property
    def bound_id(self) -> int | None:
        """The learner, also when staff look."""
        return self.viewer.bound.pk

    @property
    def handler_query(self) -> dict[str, str]:
        """Whom staff view the course as."""
        return self.viewer.query

    def wrap_xblock(self, block: XBlock, view: str, frag: Fragment, context: Any) -> Fragment:
        """To staff who view as one learner only blocks are shown that say they may be; no script runs."""
        if self.viewer.masked and not block.show_in_read_only_mode:
            frag = Fragment(HIDDEN)
        return super().wrap_xblock(block, view, frag, context)

    def publish(self, block: XBlock, event_type: str, event_data: dict[str, Any]) -> None:
        """Grade and completion go to the bound person, whatever the event says; not under masquerade."""
        if event_type not in ("completion", "grade") or self.viewer.masked:
            super().publish(block, event_type, event_data)
        elif event_type == "grade":
            log.info("A published grade is ignored: the demo's gradebook reads edx-submissions only.")
        elif self.bound_id is not None:
            BlockCompletion.record(self.bound_id, block.scope_ids.usage_id, event_data["completion"])


class StudioRuntime(DemoRuntime):
    """Studio's editor: authored fields may be written, learner fields may not."""

    route = "studio-handler"
    describe = staticmethod(editing_user)

    def __init__(self, user: AnyUser, learner: FieldData | None = None) -> None:
        self.user = user
        self.authored = AuthoredFields()
        rights = StudioPermissions(user)
        super().__init__(
            split(self.authored, learner), user=self.describe(user), studio_user_permissions=rights
        )

    def store(self, block: XBlock) -> None:
        """After a handler Studio keeps what changed if the person is an author, and says nothing if not."""
        if is_course_staff(self.user):
            self.authored.store(block)
        else:
            log.warning("No right to write to the course: nothing stored.")


class PreviewRuntime(StudioRuntime):
    """Studio's unit page: the author view, with learner fields that last for the request only."""

    route = "studio-preview"
    is_author_mode = True
    describe = staticmethod(preview_user)

    def __init__(self, user: AnyUser) -> None:
        super().__init__(user, MemoryFields())

    @property
    def bound_id(self) -> int | None:
        """The author, bound like a learner."""
        return self.user.pk

    def handler_url(
        self, block: XBlock, handler_name: str, suffix: str = "", query: str = "", thirdparty: bool = False
    ) -> str:
        """Here alone the address has a slash before an empty suffix, and a question mark before no query."""
        address = super().handler_url(block, handler_name, suffix, thirdparty=thirdparty)
        return f"{address}{'' if suffix else '/'}?{query}"

    def store(self, block: XBlock) -> None:
        """The preview keeps nothing."""


def lms_runtime(user: AnyUser, *, real: AnyUser | None = None, is_plain: bool = False) -> LmsRuntime:
    """The LMS as `user` sees it, or as `real` does when viewing as `user`; see `Viewer`."""
    return LmsRuntime(Viewer(real=real or user, bound=user, is_plain=is_plain))


def published_block(usage_key: UsageKey) -> XBlock | None:
    """The block bound to nobody; None when the course does not hold it."""
    try:
        return DemoRuntime().get_block(usage_key)
    except NoSuchUsage:
        return None
