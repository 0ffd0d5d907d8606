"""Pages of journal, colleagues, impact, evidence and self-check; and what the circle sees of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import compat
from ..circles.api import own_circle
from ..circles.models import Circle
from ..evidence import api as evidence
from ..evidence import selectors
from ..evidence.forms import FORMS, CheckForm, JournalForm, KeptForm
from ..evidence.kinds import Kind, Wave
from ..evidence.models import Kept
from ..evidence.words import CHECK, WAVES
from ..permissions import Actor, is_peer
from ..sessions.selectors import year
from .pages import NotThere, go, page, page_number, show

__all__ = ["urlpatterns"]

TITLES = {
    Kind.JOURNAL: gettext_lazy("My journal"),
    Kind.COLLEAGUES: gettext_lazy("Colleagues who were part of it"),
    Kind.IMPACT: gettext_lazy("What has changed"),
    Kind.EVIDENCE: gettext_lazy("My evidence"),
}


@page("GET", "POST")
def project_kept(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """What I keep of one kind, and a form for more."""
    wanted, circle = _kind(kind), own_circle(actor)
    form = _form(request, actor, wanted, circle)
    if form.is_bound:
        if circle is None:
            raise NotThere
        if form.is_valid():
            try:
                evidence.keep(actor=actor, kind=wanted, answers=form.answers(), at=timezone.now())
            except evidence.NotOpenToYou:
                raise NotThere from None
            return go(
                request, reverse("learning_circle:project_kept", kwargs={"kind": kind}), _("It is kept.")
            )
    context = {
        "kind": wanted,
        "title": TITLES[wanted],
        "form": form if circle else None,
        "listed": selectors.own_list(actor=actor, kind=wanted, page=page_number(request)),
    }
    return show(request, "projects/kept.html", context, 422 if form.is_bound else 200)


@page("GET", "POST")
def project_row(request: HttpRequest, actor: Actor, kind: str, row_id: int) -> HttpResponse:
    """One row of mine, to change it or to take it away."""
    wanted = _kind(kind)
    row = selectors.own_row(actor=actor, kind=wanted, row_id=row_id)
    if row is None:
        raise NotThere
    form, changed = _form(request, actor, wanted, own_circle(actor), row), False
    if request.method == "POST":
        back = reverse("learning_circle:project_kept", kwargs={"kind": kind})
        try:
            if request.POST.get("do") == "take_away":
                evidence.take_away(actor=actor, kind=wanted, row_id=row_id, at=timezone.now())
                return go(request, back, _("It is taken away."))
            if form.is_valid():
                _change(actor, wanted, row, form)
                return go(request, back, _("It is kept."))
        except evidence.ChangedMeanwhile as now:
            changed = True
            data = request.POST.copy()
            data["base"] = str(now.revision)
            form.data = data
        except evidence.NotOpenToYou:
            raise NotThere from None
    context = {"kind": wanted, "title": TITLES[wanted], "form": form, "now": [row], "changed": changed}
    return show(request, "projects/row.html", context, 422 if form.is_bound else 200)


@page("GET", "POST")
def project_check(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The ten lines in three waves side by side, for me alone; and a form for one wave."""
    checks, wave = selectors.own_checks(actor=actor), _wave(request)
    form = CheckForm(
        request.POST if request.method == "POST" else None, initial=CheckForm.beginning(checks.get(wave))
    )
    if form.is_bound and form.is_valid():
        try:
            evidence.keep_check(actor=actor, wave=wave, answers=form.answers(), at=timezone.now())
        except evidence.NotOpenToYou:
            raise NotThere from None
        return go(request, reverse("learning_circle:project_check"), _("It is kept, for you alone."))
    context = {
        "form": form,
        "wave": wave,
        "waves": WAVES,
        "lines": [(line, [_point(checks, one, code) for one, _label in WAVES]) for code, line in CHECK],
        "has_any": bool(checks),
        "may_keep": bool(actor.teaches_in),
    }
    return show(request, "projects/check.html", context, 422 if form.is_bound else 200)


@page("GET")
def project_of(request: HttpRequest, actor: Actor, circle_id: int, person_id: int) -> HttpResponse:
    """What somebody in my circle lets me read of their journal and evidence."""
    found = selectors.shown_of(actor=actor, circle_id=circle_id, person_id=person_id)
    circle = Circle.objects.filter(pk=circle_id).first()
    if found is None or circle is None or not is_peer(actor, circle_id):
        raise NotThere
    context = {
        "circle": circle,
        "person_id": person_id,
        "found": found,
        "names": compat.host().names({person_id}),
    }
    return show(request, "projects/of.html", context)


def _kind(kind: str) -> Kind:
    try:
        return Kind(kind)
    except ValueError:
        raise NotThere from None


def _wave(request: HttpRequest) -> Wave:
    wanted = request.POST.get("wave") or request.GET.get("wave", "")
    return next((wave for wave in Wave if wave == wanted), Wave.START)


def _point(checks: dict[Wave, Any], wave: Wave, code: str) -> int | None:
    row = checks.get(wave)
    return row.answers.get(code) if row else None


def _form(
    request: HttpRequest, actor: Actor, kind: Kind, circle: Circle | None, row: Kept | None = None
) -> KeptForm:
    """The form of the kind, sent or with what is kept; a new page of the journal is of today."""
    data = request.POST if request.method == "POST" else None
    initial = FORMS[kind].beginning(row) if row is not None else {}
    if kind is not Kind.JOURNAL:
        return FORMS[kind](data, initial=initial)
    initial = initial or {"held_on": timezone.localdate(), "shared_with": "nobody"}
    return JournalForm(data, initial=initial, sessions=_meetings(actor, circle, initial.get("session", "")))


def _meetings(actor: Actor, circle: Circle | None, chosen: str) -> list[tuple[str, str]]:
    """The meetings that were, the latest first; one of a former circle that was chosen stays."""
    found = year(actor=actor, circle=circle, zone="", at=timezone.now()) if circle else None
    rows = [row for row in found.rows if row.is_past or row.is_over] if found else []
    known = [
        (str(row.session.pk), f"{date_format(row.session.starts_at, 'DATE_FORMAT')} · {row.purpose}")
        for row in reversed(rows)
    ]
    is_known = not chosen or chosen in dict(known)
    return known if is_known else [*known, (chosen, _("a meeting of an earlier circle"))]


def _change(actor: Actor, kind: Kind, row: Kept, form: KeptForm) -> None:
    base = form.cleaned_data["base"]
    evidence.change(
        actor=actor,
        kind=kind,
        row_id=row.pk,
        base=-1 if base is None else base,
        answers=form.answers(),
        at=timezone.now(),
    )


urlpatterns = [
    path("project/self-check/", project_check, name="project_check"),
    path("project/kept/<str:kind>/", project_kept, name="project_kept"),
    path("project/kept/<str:kind>/<int:row_id>/", project_row, name="project_row"),
    path("circles/<int:circle_id>/people/<int:person_id>/project/", project_of, name="project_of"),
]
