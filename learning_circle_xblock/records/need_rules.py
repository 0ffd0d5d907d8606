"""The rules of "who needs me": one function each, with the sentence that it stands for.

A rule gives at most `CAP` needs, in one query (that of paused texts in two), and none for a circle that is
paused, paused texts apart. What is done gives no need any more: nothing is stored.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from opaque_keys.edx.keys import CourseKey

from .. import compat
from ..care.selectors import within_reach
from ..circles.api import is_still_in
from ..circles.clock import Pauses
from ..circles.lifecycle import ALIVE, MembershipState
from ..circles.models import Circle, Membership
from ..permissions import FACILITATING, Role
from ..planning.lifecycle import TALKED_ABOUT
from ..planning.models import Plan
from ..review.lifecycle import WAITING
from ..review.models import Assignment
from ..sessions.lifecycle import Kind, Presence, SessionState
from ..sessions.models import Attendance, Session, SessionCircle
from ..support.above import written_since
from ..support.lifecycle import HelpState
from ..support.models import HelpRequest
from .lookout import Lookout, Need, Reason

CAP = 50  # needs of one rule; more are counted as "at least"
MANY = 4 * CAP  # rows that are looked at where a pause may leave some out
SILENCE = timedelta(days=14)
PLAN_SESSION = 3  # from the third workshop on, a plan is expected to be shared
RECENT = timedelta(days=120)


def paused_texts(look: Lookout) -> Iterable[Need]:
    """A paused text that is mine to look at, or nobody's in a circle that I lead or on a node I coordinate.

    This alone comes while a circle is paused, too: it is a promise to somebody who worries, not a reminder.
    """
    rows = within_reach(actor=look.actor, at=look.at)
    rows = rows.filter(Q(owner_id=look.actor.user_id) | Q(has_owner=False) | Q(is_author_in=False))
    for row in rows.select_related("circle").order_by("look_by", "pk")[:CAP]:
        yield Need(
            Reason.LOOK_AT_PAUSE, row.circle_id, row.circle.name, at=row.look_by, usage_key=row.usage_key
        )


def help_asked(look: Lookout) -> Iterable[Need]:
    """Somebody of my circle has asked, a facilitator one layer down, or one who has no layer above."""
    above = Q(circle__parent_id__in=look.leads) | Q(circle__node_id__in=look.nodes, circle__parent=None)
    above &= Q(is_above=True) & written_since("circle_id", "raised_at")
    mine = Q(circle_id__in=look.leads, is_above=False) | above
    rows = HelpRequest.objects.filter(mine, state__in=(HelpState.RAISED, HelpState.SEEN))
    rows = rows.exclude(person_id=look.actor.user_id).filter(circle__state__in=ALIVE)
    for row in rows.select_related("circle").order_by("raised_at", "pk")[:CAP]:
        yield Need(
            Reason.HELP, row.circle_id, row.circle.name, row.person_id, row.raised_at, object_id=row.pk
        )


def circles_without_facilitator(look: Lookout) -> Iterable[Need]:
    """A circle one layer down, or on my node, where nobody has the rights of a facilitator.

    A seat alone gives none: the person is enrolled, and the account is in use.
    """
    condition = Q(memberships__state=MembershipState.ACTIVE, memberships__role__in=FACILITATING)
    rows = _alive(look.below | Q(node_id__in=look.nodes)).alias(
        led=FilteredRelation("memberships", condition=condition)
    )
    told = ("pk", "name", "course_key", "led__person_id", "led__person__is_active")
    seats = list(rows.order_by("pk").values_list(*told))
    people: dict[CourseKey, set[int]] = {}
    for _pk, _name, course_key, person_id, is_active in seats:
        if person_id and is_active:
            people.setdefault(course_key, set()).add(person_id)
    here = {key: compat.host().enrolled_among(ids, key) & ids for key, ids in people.items()}
    led = {pk for pk, _name, key, person_id, _is_active in seats if person_id in here.get(key, ())}
    alone = {pk: name for pk, name, *_rest in seats if pk not in led}
    for pk in list(alone)[:CAP]:
        yield Need(Reason.NO_FACILITATOR, pk, alone[pk])


def agreements_waiting(look: Lookout) -> Iterable[Need]:
    """A teacher has said that the plan is theirs to lead, and waits for a facilitator's half."""
    rows = _plans(look).filter(
        version__agreement__author_at__isnull=False, version__agreement__facilitator_at__isnull=True
    )
    for row in rows.order_by("version__agreement__author_at", "pk")[:CAP]:
        at = row.version.agreement.author_at if row.version else None
        yield _of_plan(Reason.AGREE, row, at)


def plans_without_response(look: Lookout) -> Iterable[Need]:
    """A plan was shared two weeks ago, or as long as the union says, and nobody has responded."""
    rows = _plans(look).filter(shared_at__lt=look.at - timedelta(days=1))
    answered = "work__versions__request__assignments__review__sent_at__isnull"
    waiting = rows.exclude(**{answered: False}).order_by("shared_at", "pk")[:MANY]
    found = (row for row in waiting if _is_silent(row.circle, row.shared_at, look.at, _days_of(row.circle)))
    for row in islice(found, CAP):
        yield _of_plan(Reason.NO_RESPONSE, row, row.shared_at)


def readers_waited_for(look: Lookout) -> Iterable[Need]:
    """A reader was asked two weeks ago and has not sent a response: the author waits."""
    rows = Assignment.objects.filter(
        request__circle_id__in=look.leads,
        request__circle__state__in=ALIVE,
        state__in=WAITING,
        slot__gt=0,
        asked_at__lt=look.at - SILENCE,
        request__version__work__live_pause=None,
    ).filter(is_still_in("request__circle_id", "request__version__made_by_id"))
    rows = rows.exclude(reviewer_id=look.actor.user_id)
    waiting = rows.select_related("request__circle", "request__version").order_by("asked_at", "pk")[:MANY]
    found = (row for row in waiting if _is_silent(row.request.circle, row.asked_at, look.at))
    for row in islice(found, CAP):
        request = row.request
        yield Need(
            Reason.READER_WAITS,
            request.circle_id,
            request.circle.name,
            request.version.made_by_id,
            row.asked_at,
            usage_key=request.usage_key,
        )


def registers_missing(look: Lookout) -> Iterable[Need]:
    """A session of my circle is over, and nobody has said who was there."""
    rows = SessionCircle.objects.filter(
        circle_id__in=look.leads,
        circle__state__in=ALIVE,
        session__state=SessionState.PLANNED,
        session__starts_at__lt=look.at,
        session__starts_at__gt=look.at - RECENT,
    )
    rows = rows.exclude(session__kind__in=(Kind.NETWORK_EVENT, Kind.LEARNING_EVENT))
    for row in rows.select_related("session", "circle").order_by("session__starts_at", "pk")[:CAP]:
        session = row.session
        yield Need(
            Reason.NO_REGISTER,
            row.circle_id,
            row.circle.name,
            at=session.starts_at,
            title=session.title or session.code,
            object_id=session.pk,
        )


def people_who_missed_two(look: Lookout) -> Iterable[Need]:
    """Somebody was absent, without a word, from the last two sessions that have a register."""
    rows = Attendance.objects.filter(
        is_still_in("circle_id", "person_id"),
        circle_id__in=look.leads,
        circle__state__in=ALIVE,
        person__isnull=False,
        session__kind=Kind.WORKSHOP,
        session__starts_at__range=(look.at - RECENT, look.at),
    ).exclude(state=Presence.UNKNOWN)
    last: dict[tuple[int, int], list[Attendance]] = {}
    for row in rows.select_related("circle", "session").order_by("-session__starts_at", "pk"):
        last.setdefault((row.circle_id, row.person_id or 0), []).append(row)
    missed = [two[0] for two in last.values() if [r.state for r in two[:2]] == [Presence.ABSENT] * 2]
    for row in missed[:CAP]:
        yield Need(Reason.MISSED_TWO, row.circle_id, row.circle.name, row.person_id, row.session.starts_at)


def teachers_without_plan(look: Lookout) -> Iterable[Need]:
    """The third workshop is over, and a teacher has shared no plan. Drafts are theirs alone."""
    over = SessionCircle.objects.filter(
        circle_id=OuterRef("circle_id"),
        session__kind=Kind.WORKSHOP,
        session__code__regex=rf"^[WS][{PLAN_SESSION}-9]$",
        session__starts_at__lt=look.at,
    )
    shared = Plan.objects.filter(
        owner_id=OuterRef("person_id"), circle_id=OuterRef("circle_id"), version__isnull=False
    )
    rows = Membership.objects.filter(
        Exists(over),
        ~Exists(shared),
        circle_id__in=look.leads,
        circle__layer=1,
        circle__state__in=ALIVE,
        role=Role.TEACHER,
        state=MembershipState.ACTIVE,
    )
    for row in rows.select_related("circle").order_by("began_at", "pk")[:CAP]:
        yield Need(Reason.NO_PLAN, row.circle_id, row.circle.name, row.person_id)


def circles_without_date(look: Lookout) -> Iterable[Need]:
    """A circle that I lead, or one layer down, has begun and has no date to come."""
    to_come = Session.objects.filter(
        joined__circle_id=OuterRef("pk"), state=SessionState.PLANNED, starts_at__gt=look.at
    )
    begun = Session.objects.filter(joined__circle_id=OuterRef("pk"))
    rows = _alive(Q(pk__in=look.leads) | look.below).filter(~Exists(to_come), Exists(begun))
    for row in rows.order_by("pk")[:CAP]:
        yield Need(Reason.NO_DATE, row.pk, row.name)


def _days_of(circle: Circle) -> timedelta:
    """How long a plan waits before its facilitators see it, as the union says."""
    return timedelta(days=circle.node.facilitator_days)


def _is_silent(circle: Circle, since: datetime | None, at: datetime, silence: timedelta = SILENCE) -> bool:
    """Two weeks have gone by; days on which the circle was paused are nobody's days."""
    due = Pauses.of(circle.pauses).after(since, silence) if since else None
    return due is not None and due < at


def _alive(which: Q) -> QuerySet[Circle]:
    return Circle.objects.filter(which, state__in=ALIVE)


def _plans(look: Lookout) -> QuerySet[Plan]:
    """Shared plans of others in the circles that the actor leads, not agreed yet."""
    rows = Plan.objects.filter(
        is_still_in("circle_id", "owner_id"),
        circle_id__in=look.leads,
        circle__state__in=ALIVE,
        version__isnull=False,
        work__live_pause=None,
    )
    return (
        rows.exclude(owner_id=look.actor.user_id)
        .filter(state__in=TALKED_ABOUT)
        .select_related("circle__node", "version__agreement")
    )


def _of_plan(reason: Reason, plan: Plan, at: datetime | None) -> Need:
    return Need(
        reason, plan.circle_id, plan.circle.name, plan.owner_id, at, plan.title, plan.pk, plan.usage_key
    )
