"""What changed between neighbouring versions of a shared text, for its author and whoever may read it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import compat
from ..accounts import selectors as account_texts
from ..accounts.presets import SHORT_ACCOUNT
from ..care import api as care
from ..circles.api import actor_for
from ..circles.selectors import facts
from ..permissions import Actor
from ..planning import selectors as plan_texts
from ..planning.shapes import schema_of
from ..records.places import Kind, Place, place_of
from ..writing.changes import Change, changed
from ..writing.models import Version
from ..writing.reading import lines_of
from ..writing.schema import Answers, Schema
from .light import show_light
from .pages import NotThere, page

__all__ = ["urlpatterns"]


@page("GET", is_bound=True)
def changes(request: HttpRequest, actor: Actor, work_id: int) -> HttpResponse:
    """Two neighbours as one list; the latest two unless another version is asked for."""
    place = place_of(work_id)
    if place is None or place.kind is Kind.RESPONSE:
        raise NotThere
    host = compat.host()
    is_enrolled = host.is_enrolled(actor.user_id, place.course_key)
    bound = actor_for(user_id=actor.user_id, course_key=place.course_key, is_enrolled=is_enrolled)
    text = _readable(bound, place)
    rows = Version.objects.filter(work_id=work_id).select_related("work").order_by("number")
    versions = {row.number: row for row in rows}
    wanted = request.GET.get("version", "")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 6 else max(versions)
    if number not in versions or number - 1 not in versions:
        number = max(versions)
    before, after = versions.get(number - 1), versions[number]
    context = {
        "title": text.title,
        "author_id": place.author_id,
        "names": host.names({place.author_id}),
        "before": before,
        "after": after,
        "numbers": [n for n in versions if n - 1 in versions],
        "changes": _changes(place, before, after) if before else [],
        "unit_url": host.block_url(place.usage_key),
    }
    return show_light(request, "changes.html", context)


def _readable(actor: Actor, place: Place) -> Any:
    """The shared text, as the block would open it; who reads as staff is noted."""
    found: Any
    seen: Any
    if place.kind is Kind.PLAN:
        plan = plan_texts.shared_plan(actor=actor, usage_key=place.usage_key, plan_id=place.owned_id)
        found, seen = plan, plan and plan_texts.plan_text(plan, {plan.owner_id})
    else:
        account = account_texts.shared_account(
            actor=actor, course_key=place.course_key, account_id=place.owned_id
        )
        found, seen = account, account and account_texts.account_text(account, {account.owner_id})
    if found is None:
        raise NotThere
    circle = facts(found.circle)
    care.note_read(actor=actor, text=seen, work_id=place.work_id, circle=circle, at=timezone.now())
    return found


def _changes(place: Place, before: Version, after: Version) -> list[Change]:
    is_plan = place.kind is Kind.PLAN
    asked = schema_of(after.schema_id or after.work.schema_id) if is_plan else SHORT_ACCOUNT
    schema = asked.said_in(get_language() or "en")
    labels = {field.id: str(field.label) for field in schema.fields()}
    return changed(labels, _in_words(schema, before.answers), _in_words(schema, after.answers))


def _in_words(schema: Schema, answers: Answers) -> dict[str, str]:
    """Each answer as it is read, one thing on a line."""
    found = {}
    for field in schema.fields():
        lines = lines_of(field, answers[field.id]) if answers.get(field.id) else []
        if answers.get(field.paper_id):
            place = answers[field.paper_id]
            lines.append(_("On paper, kept at %(place)s") % {"place": place})
        found[field.id] = "\n".join(lines)
    return found


urlpatterns = [path("write/<int:work_id>/changes/", changes, name="changes")]
