"""A response in person: one of two people says that they talked, and the other confirms it."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import compat
from ..circles.selectors import facilitator_ids, teacher_ids
from ..permissions import Actor, may_respond
from ..planning.models import Plan
from ..planning.projects import readable_plan
from ..planning.selectors import plan_text
from ..review import api as review
from ..writing.cleaning import clean_text
from .pages import NotThere, Refused, go, page, show

__all__ = ["TalkForm", "urlpatterns"]


class TalkForm(forms.Form):
    """The day and one line; the author also says with whom."""

    use_required_attribute = False
    friend = forms.TypedChoiceField(
        label=gettext_lazy("With whom"),
        coerce=int,
        error_messages={"required": gettext_lazy("Please choose with whom you talked.")},
    )
    talked_on = forms.DateField(
        label=gettext_lazy("We talked on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    line = forms.CharField(
        label=gettext_lazy("In one line"),
        max_length=400,
        help_text=gettext_lazy("What we talked about. The two of you read it."),
    )

    def __init__(self, *args: Any, friends: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        if not friends:
            del self.fields["friend"]
            return
        field = self.fields["friend"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "—"), *friends]

    def clean_talked_on(self) -> date:
        """A talk has been."""
        day: date = self.cleaned_data["talked_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Please choose today or a day before."))
        return day

    def clean_line(self) -> str:
        """Words, in one line."""
        return " ".join(clean_text(self.cleaned_data["line"]).split())


@page("GET", "POST")
def project_talk(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Say that we talked about a plan: as its author, or as whoever responded."""
    plan = readable_plan(actor=actor, plan_id=plan_id)
    is_own = plan is not None and plan.owner_id == actor.user_id
    if plan is None or not (is_own or may_respond(actor, plan_text(plan, {plan.owner_id}))):
        raise NotThere
    data = request.POST if request.method == "POST" else None
    form = TalkForm(
        data, friends=_friends(plan) if is_own else [], initial={"talked_on": timezone.localdate()}
    )
    if form.is_bound and form.is_valid():
        try:
            return _say(request, actor, plan, form)
        except review.AlreadyBegun:
            said = _("There is a response to this version already, or one of you has said so before.")
            form.add_error(None, said)
        except review.NotOpenToYou:
            raise NotThere from None
    context = {
        "plan": plan,
        "form": form,
        "is_own": is_own,
        "names": compat.host().names({plan.owner_id}),
        "block_url": compat.host().block_url(plan.usage_key),
    }
    return show(request, "projects/talk.html", context, 422 if form.is_bound else 200)


@page("POST")
def project_talk_step(request: HttpRequest, actor: Actor, talk_id: int) -> HttpResponse:
    """Confirm that we talked, or take it away."""
    here, step = reverse("learning_circle:project"), request.POST.get("do")
    given: dict[str, Any] = {"actor": actor, "talk_id": talk_id, "at": timezone.now()}
    try:
        if step == "confirm":
            review.confirm_talk(**given)
            return go(request, here, _("It counts as a response."))
        if step == "drop":
            review.drop_talk(**given)
            return go(request, here, _("It is taken away."))
    except review.AlreadyBegun:
        raise Refused(_("A response to this version is being written, or was sent. It stays."), 422) from None
    except review.NotOpenToYou:
        raise NotThere from None
    raise NotThere


def _say(request: HttpRequest, actor: Actor, plan: Plan, form: TalkForm) -> HttpResponse:
    line = form.cleaned_data
    review.say_talked(
        actor=actor,
        version_id=plan.version_id or 0,
        friend_id=line.get("friend", actor.user_id),
        talked_on=line["talked_on"],
        line=line["line"],
        at=timezone.now(),
    )
    return go(request, reverse("learning_circle:project"), _("Noted. It counts once the other one confirms."))


def _friends(plan: Plan) -> list[tuple[int, str]]:
    """Who may be asked to respond: the teachers and facilitators of the circle, not the author."""
    ids = [*teacher_ids(plan.circle_id), *facilitator_ids(plan.circle_id)]
    names = compat.host().names(ids)
    found = {pk: names.get(pk) or _("a former member") for pk in ids if pk != plan.owner_id}
    return sorted(found.items(), key=lambda pair: pair[1])


urlpatterns = [
    path("project/<int:plan_id>/talk/", project_talk, name="project_talk"),
    path("project/talks/<int:talk_id>/", project_talk_step, name="project_talk_step"),
]
