"""Writing one's own text on a light page: saved by an ordinary post, or synchronised by the page's script."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat
from ..block_parts.responding import SHOWN_APART
from ..block_parts.writing import fill_in
from ..care.selectors import care_of
from ..permissions import Actor
from ..records.places import Kind
from ..writing.api import Saved
from ..writing.forms import SchemaForm, draft_form, too_long_sentence
from ..writing.models import Draft
from ..writing.reading import text_rows
from .desks import CareMissing, Closed, Desk, ResponseDesk, TextDesk, desk_of
from .light import show_light
from .pages import NotThere, go, page

__all__ = ["urlpatterns"]


@page("GET", "POST", is_bound=True)
def write(request: HttpRequest, actor: Actor, work_id: int) -> HttpResponse:
    """One's own draft as a form, and what was shared where no draft is open; only for who writes it."""
    desk = desk_of(actor, work_id)
    if request.method != "POST":
        return _show(request, desk)
    act = ACTS.get(request.POST.get("do", "save"))
    if act is None:
        raise NotThere
    return act(request, desk)


def _sync(request: HttpRequest, desk: Desk) -> HttpResponse:
    """For the script: the new revision, or that two texts wait for a choice; 409 where no draft is open."""
    form = _form(request, desk)
    try:
        saved = desk.save(form.answers(), _base(request), timezone.now())
    except Closed:
        response = JsonResponse({"is_closed": True}, status=409)
    else:
        response = JsonResponse(
            {
                "revision": saved.revision,
                "is_kept": saved.is_kept,
                "has_other": saved.has_other,
                "not_kept": too_long_sentence(form),
            }
        )
    response["X-Learning-Circle"] = "sync"
    return response


def _save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep it; what is too long to keep is shown again as it was typed."""
    form = _form(request, desk)
    try:
        saved = desk.save(form.answers(), _base(request), timezone.now())
    except Closed:
        return _closed(request, desk)
    if form.errors:
        return _show(request, desk, form, saved=saved, status=422)
    return _again(request, desk, _("Kept on the site.") if saved.is_kept else _both())


def _choose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Which of two texts goes on."""
    is_other = request.POST.get("do") == "other"
    try:
        desk.choose(is_other, _form(request, desk).answers(), _base(request), timezone.now())
    except Closed:
        return _closed(request, desk)
    return _again(request, desk, _("The text is kept."))


def _finish(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Share or send it, or say beside each field what is missing; what was typed is kept either way."""
    now = timezone.now()
    try:
        saved = desk.save(_form(request, desk).answers(), _base(request), now)
        if saved.has_other:
            return _again(request, desk, _both())
        data = request.POST.copy()
        fill_in(desk.schema, data, saved.answers, desk.form_prefix)
        form = SchemaForm(desk.schema, data, prefix=desk.form_prefix, is_draft=False)
        if not form.is_valid():
            return _show(request, desk, form, saved=saved, status=422)
        desk.finish(form.cleaned_data, now, request.POST)
    except Closed:
        return _closed(request, desk)
    except CareMissing as missing:
        return _show(request, desk, form, saved=saved, status=422, care_missing=missing)
    is_sent = desk.place.kind is Kind.RESPONSE
    return _again(request, desk, _("Your response is sent.") if is_sent else _("Shared with your circle."))


ACTS: dict[str, Callable[[HttpRequest, Desk], HttpResponse]] = {
    "sync": _sync,
    "save": _save,
    "this": _choose,
    "other": _choose,
    "finish": _finish,
}


def _form(request: HttpRequest, desk: Desk) -> SchemaForm:
    return SchemaForm(desk.schema, request.POST, prefix=desk.form_prefix, is_draft=True)


def _base(request: HttpRequest) -> int:
    """The revision that the page started from; nonsense counts as an old one."""
    text = request.POST.get("base", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 15 else -1


def _both() -> str:
    return _("You also wrote in another window. Both texts are kept.")


def _again(request: HttpRequest, desk: Desk, said: str) -> HttpResponse:
    return go(request, reverse("learning_circle:write", kwargs={"work_id": desk.place.work_id}), said)


def _closed(request: HttpRequest, desk: Desk) -> HttpResponse:
    is_response = desk.place.kind is Kind.RESPONSE
    return _again(request, desk, _("This was sent already.") if is_response else _("This is shared already."))


def _show(
    request: HttpRequest,
    desk: Desk,
    form: SchemaForm | None = None,
    *,
    saved: Saved | None = None,
    status: int = 200,
    care_missing: Any = None,
) -> HttpResponse:
    draft = desk.draft
    context: dict[str, Any] = {
        "desk": desk,
        "kind": desk.place.kind.value,
        "draft": draft,
        "base": saved.revision if saved else getattr(draft, "revision", 0),
        "form": (form or draft_form(desk.schema, draft.answers, desk.form_prefix)) if draft else None,
        "saved_ms": int(draft.saved_at.timestamp() * 1000) if draft else "",
        "other_text": _other(desk, draft),
        "care_missing": care_missing,
        "unit_url": compat.host().block_url(desk.place.usage_key),
    }
    context |= _of_response(desk) if isinstance(desk, ResponseDesk) else _of_text(request, desk)
    return show_light(request, "write.html", context, status)


def _other(desk: Desk, draft: Draft | None) -> list[dict[str, Any]]:
    """What is different in the text of another window."""
    other = (draft.other_answers if draft else None) or {}
    differing = {k: v for k, v in other.items() if draft and v != draft.answers.get(k)}
    return text_rows(desk.schema, differing)


def _of_text(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    assert isinstance(desk, TextDesk)
    version, pause = desk.text.version, desk.own.pause
    shared = desk.audience(request.POST if request.method == "POST" else None) if desk.draft else {}
    people = set(shared.get("friends", ())) | ({pause.owner_id} if pause and pause.owner_id else set())
    return {
        **shared,
        "title": desk.text.title,
        "circle": desk.circle,
        "version": version,
        "pause": pause,
        "text": text_rows(desk.schema, desk.own.answers) if version else [],
        "names": compat.host().names(people),
    }


def _of_response(desk: ResponseDesk) -> dict[str, Any]:
    """The text beside the form of the response, unless a pause hides it."""
    found, _draft = desk.found
    request = found.assignment.request
    version = request.version
    shown: dict[str, Any] = {"text": [], "question": "", "title": ""}
    if desk.is_hidden:
        shown["care"] = care_of(request.circle)
    else:
        desk.note_read(timezone.now())
        rows = text_rows(desk.text_schema, version.answers)
        shown["text"] = [row for row in rows if row["field"].id not in SHOWN_APART]
        shown["question"] = version.answers.get("question", "")
        shown["title"] = version.answers.get("title") or version.answers.get("focus") or ""
    sent = found.sent_version
    author_id = version.made_by_id or 0
    return {
        **shown,
        "is_hidden": desk.is_hidden,
        "author_id": author_id,
        "until": found.assignment.due_at,
        "version": version,
        "sent": text_rows(desk.schema, sent.answers) if sent else [],
        "names": compat.host().names({author_id}),
    }


urlpatterns = [path("write/<int:work_id>/", write, name="write")]
