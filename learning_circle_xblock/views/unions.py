"""Pages of a union's node: what is set up, who holds a post, its circles."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import compat, permissions
from ..circles.listing import looked_after
from ..permissions import Actor, PostKind
from ..programmes import api as programmes
from ..programmes.course_form import CourseForm
from ..programmes.forms import STEP_FORMS
from ..programmes.models import NationalProgramme, NodePost
from ..programmes.post_forms import PostForm
from ..records.setting_up import set_up
from .pages import NotThere, go, page, page_number, query_of, show

__all__ = ["NAMED", "ask_to_end", "node_or_not", "person_named", "urlpatterns"]

# The same whether somebody was found or not: an address is not told to belong to somebody here.
NAMED = gettext_lazy(
    "If one person here has this name or address, they hold the post now and stand in the list."
)
NOT_YOURS = gettext_lazy(
    "There is no such course, or you are not in its course team. Whoever runs the site can attach it for you."
)


def node_or_not(actor: Actor, node_id: int, *, changes: bool = False) -> NationalProgramme:
    """The node, if the actor may open its page, or with `changes` if they coordinate it.

    Raises:
        NotThere: whether it exists or not.
    """
    may = permissions.may_change_node if changes else permissions.may_see_node
    node = NationalProgramme.objects.select_related("programme").filter(pk=node_id).first()
    if node is None or not may(actor, node.pk):
        raise NotThere
    return node


@page("GET")
def union(request: HttpRequest, actor: Actor, node_id: int) -> HttpResponse:
    """The union's page: what is next in setting up, its circles, its courses and posts."""
    node = node_or_not(actor, node_id)
    wanted = request.GET.get("q", "").strip()[:80]
    posts = programmes.holders_with_above(node)
    keys = programmes.courses_of(node)
    titles = compat.host().course_titles(keys)
    context = {
        "node": node,
        "may_change": permissions.may_change_node(actor, node.pk),
        "set_up": set_up(node=node, at=timezone.now()),
        "found": looked_after(actor=actor, wanted=wanted, node_id=node.pk, page=page_number(request)),
        "wanted": wanted,
        "query": query_of(wanted),
        "posts": posts,
        "names": compat.host().names({post.person_id for post in posts}),
        "courses": [titles.get(key, str(key)) for key in keys],
    }
    return show(request, "unions/union.html", context)


@page("GET", "POST")
def union_step(request: HttpRequest, actor: Actor, node_id: int, step: str) -> HttpResponse:
    """One step of setting up, as a form."""
    node = node_or_not(actor, node_id, changes=True)
    if step not in STEP_FORMS:
        raise NotThere
    with transaction.atomic():
        if request.method == "POST":
            NationalProgramme.objects.select_for_update().get(pk=node.pk)
            node.refresh_from_db()
        form = STEP_FORMS[step](request.POST if request.method == "POST" else None, node=node)
        if form.is_valid():
            programmes.change_settings(actor=actor, node=node, values=form.cleaned_data, at=timezone.now())
            return _back(request, node, _("Kept."))
    return _form(request, form.template, {"node": node, "step": step, "form": form})


@page("GET", "POST")
def union_course(request: HttpRequest, actor: Actor, node_id: int) -> HttpResponse:
    """Attach a course run to the node."""
    node = node_or_not(actor, node_id, changes=True)
    form = CourseForm(request.POST if request.method == "POST" else None, union_name=node.union_name)
    if form.is_valid():
        key = form.cleaned_data["course_key"]
        titles = compat.host().course_titles([key])
        if not titles or not compat.host().is_course_team(actor.user_id, key):
            form.add_error("course_key", NOT_YOURS)
        elif not form.warn(titles[key]):
            try:
                programmes.attach_course(actor=actor, node=node, course_key=key, at=timezone.now())
                return _back(request, node, _("The course is attached."))
            except programmes.AlreadyAttached:
                form.add_error("course_key", _("This course works for somebody else already."))
    return _form(request, "unions/course.html", {"node": node, "form": form})


@page("GET", "POST")
def union_posts(request: HttpRequest, actor: Actor, node_id: int) -> HttpResponse:
    """Name somebody for a post."""
    node = node_or_not(actor, node_id, changes=True)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = person_named(form.cleaned_data["who"])
        if found is not None:
            kind = PostKind(form.cleaned_data["kind"])
            programmes.appoint(actor=actor, node=node, user_id=found, kind=kind, at=timezone.now())
        return _back(request, node, str(NAMED))
    return _form(request, "unions/posts.html", {"node": node, "form": form})


@page("GET", "POST")
def union_post_end(request: HttpRequest, actor: Actor, node_id: int, post_id: int) -> HttpResponse:
    """End a post, after one question."""
    node = node_or_not(actor, node_id, changes=True)
    if request.method == "GET":
        back = reverse("learning_circle:union", kwargs={"node_id": node.pk})
        return ask_to_end(request, actor, programmes.holders(node), post_id, back)
    try:
        programmes.end_post(actor=actor, node=node, post_id=post_id, at=timezone.now())
    except programmes.NotOpenToYou:
        raise NotThere from None
    except programmes.ProgrammeError:
        return _back(request, node, _("Nothing was changed: the last coordinator needs a successor first."))
    return _back(request, node, _("The post has ended."))


def ask_to_end(
    request: HttpRequest, actor: Actor, posts: list[NodePost], post_id: int, back: str
) -> HttpResponse:
    """Whose post, which, since when: the question before it ends."""
    post = next((post for post in posts if post.pk == post_id), None)
    if post is None:
        raise NotThere
    names = compat.host().names({post.person_id})
    context = {"post": post, "names": names, "back": back, "is_own": post.person_id == actor.user_id}
    return show(request, "unions/end_post.html", context)


def person_named(text: str) -> int | None:
    """The one person of this username or e-mail address."""
    text = text.strip()
    rows = get_user_model().objects.filter(Q(username=text) | Q(email__iexact=text), is_active=True)
    found = list(rows.values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def _back(request: HttpRequest, node: NationalProgramme, said: str) -> HttpResponse:
    return go(request, reverse("learning_circle:union", kwargs={"node_id": node.pk}), said)


def _form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return show(request, template, context, status=422 if context["form"].errors else 200)


urlpatterns = [
    path("unions/<int:node_id>/", union, name="union"),
    path("unions/<int:node_id>/steps/<slug:step>/", union_step, name="union_step"),
    path("unions/<int:node_id>/course/", union_course, name="union_course"),
    path("unions/<int:node_id>/posts/", union_posts, name="union_posts"),
    path("unions/<int:node_id>/posts/<int:post_id>/end/", union_post_end, name="union_post_end"),
]
