"""Writing, sharing, revising and agreeing a plan, as it is stored."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning import drafting
from learning_circle_xblock.planning.models import Agreement, Plan
from learning_circle_xblock.planning.presets import ETHICS
from learning_circle_xblock.review import api as review
from learning_circle_xblock.review.models import ReviewRequest
from learning_circle_xblock.writing.models import Draft, Version
from tests.review import authors as act
from tests.world import NOON, PLAN, PLAN_ANSWERS, actor, circle, course_key, days, person, seat, usage_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> Circle:
    """A circle with a teacher, a colleague and two facilitators."""
    found = circle()
    for username, role in (
        ("ann", Role.TEACHER),
        ("ben", Role.TEACHER),
        ("lead", Role.FACILITATOR),
        ("second", Role.CO_FACILITATOR),
    ):
        seat(found, username, role)
    return found


@pytest.fixture
def ann(where: Circle) -> User:
    """The author."""
    return person("ann")


def save(user: User, answers: dict[str, Any], *, base: int = 0, days_later: float = 0) -> Any:
    """Autosave."""
    return planning.save_draft(
        actor=actor(user),
        course_key=course_key(),
        usage_key=usage_key(PLAN),
        answers=answers,
        base=base,
        at=NOON + days(days_later),
    )


def plan() -> Plan:
    """The one plan."""
    return Plan.objects.get()


# -- writing


def test_the_first_word_begins_the_plan(ann: User, where: Circle) -> None:
    saved = save(ann, {"focus": "how we"})
    assert (saved.revision, saved.is_kept) == (1, True)
    found = plan()
    assert (found.state, found.circle_id, found.owner_id) == ("draft", where.pk, ann.pk)
    assert (found.title, found.version, found.shared_at) == ("how we", None, None)
    assert found.work.draft.answers == {"focus": "how we"}
    assert not ReviewRequest.objects.exists(), "nobody is asked before it is shared"


def test_autosave_adds_and_the_title_follows(ann: User) -> None:
    save(ann, {"focus": "how we"})
    save(ann, {"concern": "They nod."}, base=1)
    assert plan().work.draft.answers == {"focus": "how we", "concern": "They nod."}
    save(ann, {"title": "  My title "}, base=2)
    assert plan().title == "My title"
    save(ann, {"title": "", "focus": "x" * 300}, base=3)
    assert plan().title == "x" * 199 + "…"


def test_a_second_window_is_set_aside(ann: User) -> None:
    save(ann, {"focus": "one"})
    saved = save(ann, {"focus": "two"}, base=0)
    assert not saved.is_kept
    draft = Draft.objects.get()
    assert (draft.answers["focus"], draft.other_answers["focus"]) == ("one", "two")
    assert plan().title == "one"
    planning.choose_text(actor=actor(ann), usage_key=usage_key(PLAN), other=True, at=NOON)
    planning.choose_text(actor=actor(ann), usage_key=usage_key(PLAN), other=False, at=NOON)
    draft.refresh_from_db()
    assert (draft.answers["focus"], draft.other_answers) == ("two", None)


def test_the_title_follows_the_text_that_was_chosen(ann: User) -> None:
    save(ann, {"focus": "one"})
    save(ann, {"focus": "two"}, base=0)
    planning.choose_text(actor=actor(ann), usage_key=usage_key(PLAN), other=True, at=NOON)
    assert plan().title == "two"


@pytest.mark.parametrize("username", ["lead", "stranger"])
def test_who_is_no_teacher_here_begins_nothing(where: Circle, username: str) -> None:
    user = person(username)
    with pytest.raises(planning.NoCircle):
        save(user, {"focus": "x"})
    with pytest.raises(planning.NoCircle):
        act.shared_plan(user)
    with pytest.raises(planning.NotOpenToYou):
        planning.choose_text(actor=actor(user), usage_key=usage_key(PLAN), other=True, at=NOON)
    with pytest.raises(planning.NotOpenToYou):
        planning.revise(actor=actor(user), usage_key=usage_key(PLAN), at=NOON)
    with pytest.raises(planning.NotOpenToYou):
        act.tapped(user)
    assert not Plan.objects.exists()


def test_one_plan_for_each_person_and_block(ann: User) -> None:
    save(ann, {"focus": "x"})
    first = plan()
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(
            work=act.shared_plan(person("ben")).work,
            course_key=first.course_key,
            usage_key=first.usage_key,
            owner=ann,
            circle=first.circle,
            state="draft",
        )


def test_two_first_words_at_the_same_moment(ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second request found no plan, and the first had made it by then: its text is set aside."""
    save(ann, {"focus": "one"})
    look, looks = drafting.own_plan_locked, []

    def too_early(*args: Any, **more: Any) -> Plan | None:
        looks.append(1)
        return None if len(looks) == 1 else look(*args, **more)

    monkeypatch.setattr(drafting, "own_plan_locked", too_early)
    saved = save(ann, {"focus": "two"})
    assert not saved.is_kept
    draft = Draft.objects.get()
    assert (draft.answers["focus"], draft.other_answers["focus"]) == ("one", "two")


def test_nothing_changes_while_staff_view_as_the_author(ann: User) -> None:
    viewed = replace(actor(ann), is_read_only=True)
    common: dict[str, Any] = {"actor": viewed, "usage_key": usage_key(PLAN), "at": NOON}
    writes: list[Any] = [
        lambda: planning.save_draft(course_key=course_key(), answers={"focus": "x"}, base=1, **common),
        lambda: planning.share(course_key=course_key(), answers=PLAN_ANSWERS, **common),
        lambda: planning.choose_text(other=True, **common),
        lambda: planning.revise(**common),
        lambda: planning.agree_as_author(ethics=act.CARE, **common),
    ]
    for begin in (lambda: None, lambda: save(ann, {"focus": "one"}), lambda: act.shared_plan(ann)):
        begin()
        before = Event.objects.count()
        for write in writes:
            with pytest.raises(planning.PlanError):
                write()
        assert Event.objects.count() == before


# -- sharing


def test_sharing_freezes_the_words_and_asks_the_circle(ann: User, where: Circle) -> None:
    save(ann, {"title": "Fingers", **PLAN_ANSWERS})
    found = act.shared_plan(ann, at=NOON + days(1))
    assert found.pk == plan().pk
    assert (plan().state, plan().shared_at, plan().title) == ("shared", NOON + days(1), "Fingers")
    version = plan().version
    assert version is not None and version.number == 1
    assert version.answers == {"title": "Fingers", **PLAN_ANSWERS}
    assert not Draft.objects.exists()
    request = ReviewRequest.objects.get()
    assert (request.version_id, request.wanted, request.asks_circle) == (version.pk, 0, True)
    assert (request.circle_id, request.protocol) == (where.pk, "four_steps/1")


def test_sharing_without_a_draft_begins_and_shares(ann: User) -> None:
    act.shared_plan(ann)
    assert plan().state == "shared"
    verbs = Event.objects.filter(object_kind="plan").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["plan.begun", "plan.shared"]


def test_sharing_twice_changes_nothing(ann: User) -> None:
    act.shared_plan(ann)
    with pytest.raises(planning.AlreadyShared):
        act.shared_plan(ann, concern="again")
    with pytest.raises(planning.AlreadyShared):
        save(ann, {"concern": "again"})
    assert Version.objects.count() == 1
    assert Version.objects.get().answers == PLAN_ANSWERS
    assert Event.objects.filter(verb="plan.shared").count() == 1


def test_who_has_left_does_not_share_with_the_circle_they_left(ann: User, where: Circle) -> None:
    save(ann, PLAN_ANSWERS)
    circles.end_membership(circle=where, user_id=ann.pk, at=NOON)
    with pytest.raises(planning.PlanError):
        act.shared_plan(ann)
    assert plan().state == "draft"
    assert Draft.objects.get().answers == PLAN_ANSWERS, "what they wrote stays theirs"


# -- versions


def test_a_new_version_leaves_the_shared_one_until_it_is_shared(ann: User) -> None:
    act.shared_plan(ann)
    response = act.sent(act.begun(person("ben"), plan()))
    planning.revise(actor=actor(ann), usage_key=usage_key(PLAN), at=NOON + days(2))
    planning.revise(actor=actor(ann), usage_key=usage_key(PLAN), at=NOON + days(2))
    draft = Draft.objects.get(work=plan().work)
    assert draft.answers == PLAN_ANSWERS
    save(ann, {"concern": "changed", "title": "New"}, base=draft.revision)
    assert plan().title == PLAN_ANSWERS["focus"], "others see the shared one"
    assert plan().state == "responded"
    act.shared_plan(ann, at=NOON + days(3), concern="changed")
    assert plan().state == "revised"
    assert plan().shared_at == NOON, "the first time it was shared"
    first, second = Version.objects.filter(work=plan().work).order_by("number")
    assert (first.answers["concern"], second.answers["concern"]) == (PLAN_ANSWERS["concern"], "changed")
    response.refresh_from_db()
    assert response.assignment.request.version_id == first.pk, "the response stays with its version"
    assert plan().version_id == second.pk
    assert ReviewRequest.objects.filter(version=second).exists()


def test_a_new_version_needs_new_taps(ann: User) -> None:
    act.shared_plan(ann)
    act.tapped(ann)
    planning.revise(actor=actor(ann), usage_key=usage_key(PLAN), at=NOON)
    act.shared_plan(ann)
    act.confirmed(person("lead"), plan(), waiver="ready")
    assert plan().state == "revised"
    assert Agreement.objects.count() == 2
    act.tapped(ann)
    assert plan().state == "agreed"


@pytest.mark.parametrize("prepare", ["nothing", "draft", "agreed"])
def test_when_no_new_version_can_begin(ann: User, prepare: str) -> None:
    if prepare == "draft":
        save(ann, {"concern": "x"})
    if prepare == "agreed":
        act.shared_plan(ann)
        act.tapped(ann)
        act.confirmed(person("lead"), plan(), waiver="ready")
    with pytest.raises(planning.NotOpenToYou):
        planning.revise(actor=actor(ann), usage_key=usage_key(PLAN), at=NOON)


# -- responses


@pytest.mark.parametrize("username", ["ben", "lead", "second"])
def test_any_teacher_or_facilitator_of_the_circle_responds(ann: User, username: str) -> None:
    act.shared_plan(ann)
    act.sent(act.begun(person(username), plan()))
    assert plan().state == "responded"


def test_nobody_responds_to_their_own_plan(ann: User) -> None:
    act.shared_plan(ann)
    with pytest.raises(review.NotOpenToYou):
        act.begun(ann, plan())


@pytest.mark.parametrize(
    ("before", "after"),
    [("shared", "responded"), ("responded", "responded"), ("revised", "responded"), ("agreed", "agreed")],
)
def test_a_response_moves_the_plan_on(ann: User, before: str, after: str) -> None:
    act.shared_plan(ann)
    Plan.objects.update(state=before)
    act.sent(act.begun(person("ben"), plan()))
    assert plan().state == after
    event = Event.objects.get(verb="plan.responded")
    assert (event.from_state, event.to_state, event.actor_id) == (before, after, person("ben").pk)


# -- the agreement


def respond(ann: User) -> None:
    """The first response."""
    act.sent(act.begun(person("ben"), plan()))


def author(ann: User) -> None:
    """The author's tap."""
    act.tapped(ann)


def facilitator(ann: User) -> None:
    """A facilitator's tap, without a reason to go on without a response."""
    act.confirmed(person("lead"), plan())


def waiver(ann: User) -> None:
    """A facilitator's tap with a reason."""
    act.confirmed(person("lead"), plan(), waiver=" We talked for an hour. ")


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([respond, author, facilitator], id="response, author, facilitator"),
        pytest.param([respond, facilitator, author], id="response, facilitator, author"),
        pytest.param([author, respond, facilitator], id="author, response, facilitator"),
        pytest.param([author, waiver], id="author, waiver"),
        pytest.param([waiver, author], id="waiver, author"),
        pytest.param([waiver, respond, author], id="waiver, response, author"),
    ],
)
def test_the_guard_in_every_order(ann: User, steps: list[Any]) -> None:
    """It is agreed with the last step, and not before."""
    act.shared_plan(ann)
    for step in steps:
        assert plan().state != "agreed"
        step(ann)
    assert plan().state == "agreed"
    event = Event.objects.get(verb="plan.agreed")
    assert (event.to_state, event.actor_id) == ("agreed", None)
    agreement = Agreement.objects.get()
    assert agreement.ethics == act.CARE
    assert agreement.facilitator == person("lead")
    assert agreement.waiver == ("We talked for an hour." if waiver in steps else "")


def test_a_response_on_an_earlier_version_is_a_response(ann: User) -> None:
    act.shared_plan(ann)
    respond(ann)
    planning.revise(actor=actor(ann), usage_key=usage_key(PLAN), at=NOON)
    act.shared_plan(ann, concern="changed")
    facilitator(ann)
    author(ann)
    assert plan().state == "agreed"


def test_a_response_completes_what_had_both_taps(ann: User) -> None:
    """The taps stand for a version whose only response was still missing."""
    act.shared_plan(ann)
    author(ann)
    agreement = Agreement.objects.get()
    Agreement.objects.filter(pk=agreement.pk).update(facilitator=person("lead"), facilitator_at=NOON)
    respond(ann)
    assert plan().state == "agreed"


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_without_a_response_the_facilitator_gives_a_reason(ann: User, reason: str) -> None:
    act.shared_plan(ann)
    with pytest.raises(planning.WaiverMissing):
        act.confirmed(person("lead"), plan(), waiver=reason)
    assert not Agreement.objects.filter(facilitator_at__isnull=False).exists()


def test_a_response_that_was_only_begun_is_none(ann: User) -> None:
    act.shared_plan(ann)
    act.begun(person("ben"), plan())
    with pytest.raises(planning.WaiverMissing):
        act.confirmed(person("lead"), plan())


def test_a_long_reason_is_cut_and_kept(ann: User) -> None:
    act.shared_plan(ann)
    act.confirmed(person("lead"), plan(), waiver="r" * 400)
    assert Agreement.objects.get().waiver == "r" * 300


@pytest.mark.parametrize("code", [code for code, _label in ETHICS])
@pytest.mark.parametrize("answer", [None, "", "no", "YES"])
def test_every_question_on_care_has_an_answer(ann: User, code: str, answer: str | None) -> None:
    act.shared_plan(ann)
    given = {k: v for k, v in act.CARE.items() if k != code}
    if answer is not None:
        given[code] = answer
    with pytest.raises(planning.EthicsMissing) as missing:
        act.tapped(ann, ethics=given)
    assert missing.value.items == [code]
    assert not Agreement.objects.filter(author_at__isnull=False).exists()


def test_need_to_discuss_is_an_answer_and_nothing_else_is_kept(ann: User) -> None:
    act.shared_plan(ann)
    act.tapped(ann, ethics=dict.fromkeys(act.CARE, "discuss") | {"other": "yes"})
    assert Agreement.objects.get().ethics == dict.fromkeys(act.CARE, "discuss")


def test_taps_are_given_once(ann: User) -> None:
    act.shared_plan(ann)
    for later in (0, 5):
        act.tapped(ann, at=NOON + days(later))
        act.confirmed(person("lead"), plan(), waiver="ready", at=NOON + days(later))
    act.confirmed(person("second"), plan(), waiver="me too", at=NOON + days(9))
    agreement = Agreement.objects.get()
    assert (agreement.author_at, agreement.facilitator_at) == (NOON, NOON)
    assert (agreement.facilitator, agreement.waiver) == (person("lead"), "ready")
    assert Event.objects.filter(verb__in=["plan.author_agreed", "plan.facilitator_agreed"]).count() == 2
    assert Event.objects.filter(verb="plan.agreed").count() == 1


def test_a_co_facilitator_has_the_same_right(ann: User) -> None:
    act.shared_plan(ann)
    act.tapped(ann)
    act.confirmed(person("second"), plan(), waiver="ready")
    assert plan().state == "agreed"


@pytest.mark.parametrize("username", ["ann", "ben", "rep", "watch", "stranger", "elsewhere"])
def test_who_cannot_tap_as_a_facilitator(where: Circle, ann: User, username: str) -> None:
    seat(where, "rep", Role.UNION_REPRESENTATIVE)
    seat(where, "watch", Role.OBSERVER)
    seat(circle("two"), "elsewhere", Role.FACILITATOR)
    act.shared_plan(ann)
    with pytest.raises(planning.NotOpenToYou):
        act.confirmed(person(username), plan(), waiver="ready")
    assert not Agreement.objects.exists()


def test_not_ones_own_plan_even_as_a_facilitator(where: Circle, ann: User) -> None:
    """Who teaches here and facilitates elsewhere, or has become a facilitator here since."""
    seat(circle("two"), "ann", Role.FACILITATOR)
    act.shared_plan(ann)
    for _ in range(2):
        with pytest.raises(planning.NotOpenToYou):
            act.confirmed(ann, plan(), waiver="ready")
        seat(where, "ann", Role.FACILITATOR)


def test_a_draft_cannot_be_agreed(ann: User) -> None:
    save(ann, PLAN_ANSWERS)
    with pytest.raises(planning.NotOpenToYou):
        act.tapped(ann)
    with pytest.raises(planning.NotOpenToYou):
        act.confirmed(person("lead"), plan(), waiver="ready")


def test_an_id_of_another_block_finds_nothing(ann: User) -> None:
    act.shared_plan(ann)
    for plan_id, block in ((plan().pk, "learning_circle_account"), (plan().pk + 99, PLAN)):
        with pytest.raises(planning.NotOpenToYou):
            planning.agree_as_facilitator(
                actor=actor(person("lead")),
                usage_key=usage_key(block),
                plan_id=plan_id,
                waiver="ready",
                at=NOON,
            )
