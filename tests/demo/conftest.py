"""A course of two blocks of a throw-away class, and three people."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import xblock.plugin
from django.contrib.auth.models import User
from django.test import Client
from web_fragments.fragment import Fragment
from webob import Request, Response
from xblock.completable import CompletableXBlockMixin
from xblock.core import XBlock
from xblock.fields import Dict, Integer, Scope, String

from demo.course import _load
from demo.testing import make_person

OLX = {
    "course.xml": '<course url_name="run" org="Org" course="C"/>',
    "course/run.xml": '<course><chapter url_name="one"/></course>',
    "chapter/one.xml": '<chapter display_name="One"><sequential url_name="two"/></chapter>',
    "sequential/two.xml": """
        <sequential display_name="Two"><vertical url_name="a"/><vertical url_name="b"/></sequential>""",
    "vertical/a.xml": """
        <vertical display_name="Unit A"><thumb url_name="a" display_name="A &lt;thumb&gt;"/></vertical>""",
    "vertical/b.xml": """
        <vertical display_name="Unit B"><thumb url_name="b" question="Why?" weight="3"/></vertical>""",
    "policies/run/policy.json": '{"course/run": {"display_name": "A course"}}',
}


@XBlock.needs("user", "i18n")
@XBlock.wants("completion", "studio_user_permissions")
class Thumb(CompletableXBlockMixin, XBlock):
    """Counts thumbs: uses every kind of field, service and event that the demo knows."""

    has_score = True
    has_author_view = True
    show_in_read_only_mode = True
    resources_dir = None

    display_name = String(default="Thumb", scope=Scope.settings)
    question = String(default="What?", scope=Scope.content)
    weight = Integer(default=1, scope=Scope.settings)
    ups = Integer(default=0, scope=Scope.user_state)
    notes = Dict(default={}, scope=Scope.user_state)
    everybody = Integer(default=0, scope=Scope.user_state_summary)

    def student_view(self, context: Any = None) -> Fragment:
        """Reads two learner fields and changes none."""
        fragment = Fragment(f"<p>{self.question} {self.ups} {len(self.notes)}</p>")
        fragment.add_javascript_url("/static/thumb.js")
        fragment.add_css_url("/static/thumb.css")
        fragment.initialize_js("Thumb", {"text": "</script><b>"})
        return fragment

    def author_view(self, context: Any = None) -> Fragment:
        """Says in which runtime it is."""
        fragment = Fragment(f"<p>author {self.runtime.is_author_mode}</p>")
        fragment.add_javascript_url("/static/thumb.js")
        return fragment

    def studio_view(self, context: Any = None) -> Fragment:
        """A script without arguments."""
        fragment = Fragment(f"<p>editor {self.runtime.is_author_mode}</p>")
        fragment.add_javascript_url("/static/thumb.js")
        fragment.initialize_js("Thumb")
        return fragment

    @XBlock.handler
    def up(self, request: Request, suffix: str = "") -> Response:
        """One more thumb, complete, and a word to the log."""
        self.ups += 1
        self.notes["last"] = request.POST.get("note", suffix)
        self.emit_completion(1.0)
        self.runtime.publish(self, "thumb.up", {"ups": self.ups})
        answer = {"ups": self.ups, "note": self.notes["last"]}
        response = Response(json_body=answer, content_type="application/json")
        response.headers["X-Thumb"] = "up"
        return response

    @XBlock.handler
    def look(self, request: Request, suffix: str = "") -> Response:
        """Whoever may look."""
        user = self.runtime.service(self, "user").get_current_user()
        return Response(json_body=dict(user.opt_attrs, name=user.full_name), content_type="application/json")

    @XBlock.handler
    def reword(self, request: Request, suffix: str = "") -> Response:
        """Changes what an author set."""
        self.question = request.POST["question"]
        return Response(status=204)

    @XBlock.handler
    def reset(self, request: Request, suffix: str = "") -> Response:
        """Back to the default."""
        del self.question
        del self.ups
        return Response(status=204)

    @XBlock.handler
    def fail(self, request: Request, suffix: str = "") -> Response:
        """With what somebody typed in the message."""
        raise ValueError(request.POST["note"])


@pytest.fixture(autouse=True)
def thumbs(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """The settings name a course with blocks of our class; everything is as before afterwards."""
    for name, text in OLX.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings.DEMO_COURSE_DIR = tmp_path
    with mock.patch.dict(xblock.plugin.PLUGIN_CACHE, {("xblock.v1", "thumb"): Thumb}):
        yield tmp_path
    _load.cache_clear()


@pytest.fixture
def ann(db: None) -> User:
    """An enrolled learner."""
    return make_person("ann", name="Ann Aaa")


@pytest.fixture
def bob(db: None) -> User:
    """Another enrolled learner, who reads French."""
    return make_person("bob", name="Bob Bbb", language="fr")


@pytest.fixture
def lea(db: None) -> User:
    """Course staff, not enrolled."""
    return make_person("lea", name="Lea Lll", staff=True, enrolled=False)


@pytest.fixture
def strict() -> Client:
    """A client that must send the CSRF token, and gets a 500 instead of our exception."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)
