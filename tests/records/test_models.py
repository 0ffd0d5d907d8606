"""What a row is called in a log or an admin page: no person, no text, no union."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User

from learning_circle_xblock.care import api as care
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.api import LeavingReason
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.evidence import api as evidence
from learning_circle_xblock.evidence.kinds import Kind as Kept
from learning_circle_xblock.evidence.kinds import Wave
from learning_circle_xblock.friends import api as friends
from learning_circle_xblock.joining.models import Invitation, JoinLink, PaperMember, PaperPlan
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.planning.selectors import plan_text
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.records.models import ParticipationRecord
from learning_circle_xblock.review import api as review
from learning_circle_xblock.sessions.models import (
    Attendance,
    AttendanceChange,
    CalendarFeed,
    Coming,
    NodePreset,
    NoteVersion,
    Session,
    SessionCircle,
    SessionNote,
    SessionPart,
    Temperature,
    TemperatureGiven,
)
from learning_circle_xblock.support.models import (
    AgreementSignature,
    AgreementVoice,
    CircleAgreement,
    ContactNote,
    FacilitatorInterest,
    HelpRequest,
    InductionItem,
    Reflection,
    StepIn,
)
from learning_circle_xblock.writing import api as writing
from learning_circle_xblock.writing.design import Design
from learning_circle_xblock.writing.models import PrivateAnswers, Work
from tests.review import authors as act
from tests.world import ACCOUNT_ANSWERS, NOON, PLAN_ANSWERS, actor, circle, person, seat

pytestmark = pytest.mark.django_db


def test_no_row_is_called_by_a_name_or_a_text() -> None:
    where = circle()
    lead = seat(where, "lead", Role.FACILITATOR)
    people = act.authors(where, 5)
    plan = act.shared_plan(people[0], title="Title of the plan")
    act.replied(people[0], act.sent(act.begun(people[1], plan)))
    act.tapped(people[0])
    act.confirmed(lead, plan, waiver="A reason of somebody")
    act.opened(act.held_by(people[2])[0])
    in_a_tree_with_tables(where)
    on_the_way_in(where)
    read_and_paused(plan, lead)
    of_the_node(where)
    met(where, lead)
    supported(where, lead, people[0])
    kept(people[0])
    friends.keep_groups(
        actor=actor(lead),
        circle=where,
        numbers={people[0].pk: 1, people[1].pk: 1},
        rule=friends.Rule.TABLE,
        at=NOON,
    )
    review.say_talked(
        actor=actor(lead),
        version_id=plan.version_id or 0,
        friend_id=lead.pk,
        talked_on=NOON.date(),
        line="A reason of somebody",
        at=NOON,
    )
    in_a_form_of_ones_own(plan.work)
    secrets = {
        "Secret union", "On Paper", "kept@example.org", "ABCDEFGHJ", "KMNPQRTUV",
        "author0", "Author0", "lead", "Title of the plan", "A reason of somebody",
        "I will try it.", *PLAN_ANSWERS.values(), *act.WORDS["describe"].split()[:1],
        *(words for words in ACCOUNT_ANSWERS.values() if len(words) > 4),
    }  # fmt: skip
    models = list(apps.get_app_config("learning_circle_xblock").get_models())
    for model in models:
        rows = list(model.objects.all())
        assert rows, f"the job leaves no {model.__name__}"
        for row in rows:
            assert str(row)
            assert not [secret for secret in secrets if secret in str(row)], model.__name__


def in_a_form_of_ones_own(work: Work) -> None:
    """A form that a course author changed, and what its author keeps to themselves."""
    writing.keep_form(design=Design("start_small/2", hidden=("now",)))
    PrivateAnswers.objects.create(work=work, answers={"head_support_note": "I will try it."})


def kept(user: User) -> None:
    """A row of everything that somebody keeps of a project."""
    words = "A reason of somebody"
    rows: dict[Kept, dict[str, object]] = {
        Kept.JOURNAL: {"held_on": NOON.date(), "happened": words},
        Kept.COLLEAGUES: {"month": NOON.date(), "who": ["head"], "many": "1", "how": "tried", "note": words},
        Kept.IMPACT: {"boxes": {"me": {"words": words, "sure": ""}}},
        Kept.EVIDENCE: {"shows": words},
    }
    for kind, answers in rows.items():
        evidence.keep(actor=actor(user), kind=kind, answers=answers, at=NOON)
    evidence.keep_check(actor=actor(user), wave=Wave.START, answers={"q1": 1}, at=NOON)


def of_the_node(where: Circle) -> None:
    """A coordinator and a course."""
    programmes.name_coordinator(node=where.node, user_id=person("farah").pk, at=NOON)
    programmes.ensure_attached(node=where.node, course_key=where.course_key, at=NOON)


def met(where: Circle, lead: User) -> None:
    """A session with everything that is kept of one."""
    row = Session.objects.create(
        kind="workshop",
        title="Title of the plan",
        starts_at=NOON,
        zone="UTC",
        minutes=60,
        place_kind="school",
        place="A reason of somebody",
        changed_at=NOON,
    )
    SessionCircle.objects.create(session=row, circle=where)
    Coming.objects.create(session=row, person=lead, is_coming=True, said_at=NOON)
    line = Attendance.objects.create(session=row, circle=where, person=lead, state="present")
    AttendanceChange.objects.create(line=line, state="present", by=lead, at=NOON)
    note = SessionNote.objects.create(session=row, circle=where, texts={"talked": "A reason of somebody"})
    NoteVersion.objects.create(note=note, revision=1, by=lead, at=NOON)
    SessionPart.objects.create(session=row, circle=where, person=lead, part="led", said_at=NOON)
    words = [{"title": "A reason of somebody"}]
    NodePreset.objects.create(node=where.node, preset="micro", events=words, changed_at=NOON)
    Temperature.objects.create(session=row, circle=where)
    TemperatureGiven.objects.create(session=row, person=lead)
    CalendarFeed.objects.create(person=lead, token="KMNPQRTUV", made_at=NOON)


def supported(where: Circle, lead: User, teacher: User) -> None:
    """An agreement that is signed, help that is asked for, and what link facilitators keep."""
    agreement = CircleAgreement.objects.create(circle=where, number=1, decide="I will try it.", made_at=NOON)
    AgreementSignature.objects.create(agreement=agreement, person=teacher, signed_at=NOON)
    AgreementVoice.objects.create(
        circle=where, number=1, person=teacher, kind="add", text="I will try it.", made_at=NOON, slot="1"
    )
    HelpRequest.objects.create(circle=where, person=teacher, is_above=False, about="call", raised_at=NOON)
    Reflection.objects.create(circle=where, writer=lead, how="I will try it.", written_at=NOON)
    ParticipationRecord.objects.create(
        circle=where, person=teacher, closing="I will try it.", changed_at=NOON
    )
    FacilitatorInterest.objects.create(
        circle=where, person=teacher, state="asked", named_by=lead, began_at=NOON, changed_at=NOON
    )
    given = {"circle": where, "person": lead}
    ContactNote.objects.create(held_on=NOON.date(), kind="call", written_at=NOON, **given)
    InductionItem.objects.create(item="i_method", answer="yes", recorded_at=NOON, **given)
    StepIn.objects.create(why="I will try it.", until=NOON.date(), ends_at=NOON, proposed_at=NOON, **given)


def read_and_paused(plan: Plan, lead: User) -> None:
    """A facilitator reads a plan and pauses it."""
    text = plan_text(plan, {plan.owner_id})
    given = {"actor": actor(lead), "text": text, "work_id": plan.work_id, "at": NOON}
    care.note_read(circle=circles.facts(plan.circle), **given)
    care.pause(circle=plan.circle, usage_key=plan.usage_key, **given)


def on_the_way_in(where: Circle) -> None:
    """A link, a kept seat, and somebody on paper with a plan."""
    JoinLink.objects.create(circle=where, code="ABCDEFGHJ", expires_at=NOON, capacity=1, made_at=NOON)
    Invitation.objects.create(circle=where, email="kept@example.org", role="", made_at=NOON, expires_at=NOON)
    paper = PaperMember.objects.create(circle=where, name="On Paper", claim_code="KMNPQRTUV", added_at=NOON)
    PaperPlan.objects.create(paper=paper, schema_id="s", answers=PLAN_ANSWERS, typed_at=NOON)


def in_a_tree_with_tables(where: Circle) -> None:
    """A parent, tables, and somebody who leaves with a reason."""
    circles.place_under(circle=where, parent=circle("up", layer=2), at=NOON)
    lead, gone = circles.page_actor(person("lead").pk), seat(where, "gone")
    circles.propose(actor=lead, circle=where, at=NOON)
    row = Membership.objects.get(person=gone)
    circles.leave(actor=lead, membership_id=row.pk, reason=LeavingReason.HEALTH, at=NOON)
