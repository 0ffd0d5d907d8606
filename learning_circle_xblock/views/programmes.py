"""Pages of a whole programme: its countries, its words, who holds a post on all of it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat, permissions
from ..permissions import Actor, PostKind
from ..programmes import api as programmes
from ..programmes.models import NationalProgramme, Programme
from ..programmes.post_forms import LeadPostForm
from ..programmes.word_fields import ProgrammeWordsForm
from .pages import NotThere, go, page, show
from .unions import NAMED, ask_to_end, person_named

__all__ = ["urlpatterns"]


def programme_or_not(actor: Actor, programme_id: int) -> Programme:
    """The programme, if the actor leads it as a whole.

    Raises:
        NotThere: whether it exists or not.
    """
    found = Programme.objects.filter(pk=programme_id).first()
    if found is None or not permissions.may_lead_programme(actor, found.pk):
        raise NotThere
    return found


@page("GET")
def programme(request: HttpRequest, actor: Actor, programme_id: int) -> HttpResponse:
    """The programme's page."""
    found = programme_or_not(actor, programme_id)
    posts = programmes.holders_above(found.pk)
    context = {
        "programme": found,
        "nodes": _nodes(found),
        "posts": posts,
        "names": compat.host().names({post.person_id for post in posts}),
    }
    return show(request, "programmes/programme.html", context)


@page("GET", "POST")
def programme_words(request: HttpRequest, actor: Actor, programme_id: int) -> HttpResponse:
    """The words of the programme; a union's own come before them."""
    found = programme_or_not(actor, programme_id)
    used = {code for node in _nodes(found) for code in node.languages} | {found.default_language}
    data = request.POST if request.method == "POST" else None
    form = ProgrammeWordsForm(data, kept=found.own_words, languages=sorted(used))
    if form.is_valid():
        programmes.change_programme_words(
            actor=actor, programme=found, words=form.cleaned_data["own_words"], at=timezone.now()
        )
        return _back(request, found, _("Kept."))
    status = 422 if form.errors else 200
    return show(request, "programmes/words.html", {"programme": found, "form": form}, status)


@page("GET", "POST")
def programme_posts(request: HttpRequest, actor: Actor, programme_id: int) -> HttpResponse:
    """Name somebody for a post."""
    found = programme_or_not(actor, programme_id)
    nodes = _nodes(found)
    form = LeadPostForm(request.POST if request.method == "POST" else None, nodes=nodes)
    if form.is_valid():
        data = form.cleaned_data
        node = next((node for node in nodes if str(node.pk) == data["where"]), None)
        user_id, kind = person_named(data["who"]), PostKind(data["kind"])
        refusal = programmes.why_not_by_lead(actor=actor, node=node, user_id=user_id, kind=kind)
        if refusal:
            form.add_error("kind", _refused(refusal))
        else:
            if user_id is not None:
                programmes.appoint_by_lead(
                    actor=actor, programme=found, node=node, user_id=user_id, kind=kind, at=timezone.now()
                )
            return _back(request, found, str(NAMED))
    status = 422 if form.errors else 200
    return show(request, "programmes/posts.html", {"programme": found, "form": form}, status)


@page("GET", "POST")
def programme_post_end(request: HttpRequest, actor: Actor, programme_id: int, post_id: int) -> HttpResponse:
    """End a post on the whole programme, after one question."""
    found = programme_or_not(actor, programme_id)
    if request.method == "GET":
        return ask_to_end(request, actor, programmes.holders_above(found.pk), post_id, _address(found))
    try:
        programmes.end_programme_post(actor=actor, programme=found, post_id=post_id, at=timezone.now())
    except programmes.NotOpenToYou:
        raise NotThere from None
    except programmes.ProgrammeError:
        return _back(request, found, _("Nothing was changed: the last lead needs a successor first."))
    return _back(request, found, _("The post has ended."))


def _refused(refusal: str) -> str:
    """Why the lead cannot give this post there."""
    if refusal == "where":
        return _("A coordinator is named for one country; a lead for the whole programme.")
    if refusal == "own":
        return _("A coordinator sees names. Nobody gives that to themself.")
    return _("This country has a coordinator, who names the next.")


def _nodes(found: Programme) -> list[NationalProgramme]:
    return list(NationalProgramme.objects.filter(programme=found).order_by("country", "pk"))


def _address(found: Programme) -> str:
    return reverse("learning_circle:programme", kwargs={"programme_id": found.pk})


def _back(request: HttpRequest, found: Programme, said: str) -> HttpResponse:
    return go(request, _address(found), said)


urlpatterns = [
    path("programmes/<int:programme_id>/", programme, name="programme"),
    path("programmes/<int:programme_id>/words/", programme_words, name="programme_words"),
    path("programmes/<int:programme_id>/posts/", programme_posts, name="programme_posts"),
    path(
        "programmes/<int:programme_id>/posts/<int:post_id>/end/",
        programme_post_end,
        name="programme_post_end",
    ),
]
