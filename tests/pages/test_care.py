"""Pages of care and the button in the blocks: what each person reads, and what happens when they press."""

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from learning_circle_xblock import permissions
from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.care.lifecycle import PauseState
from learning_circle_xblock.care.models import Pause, StaffRead
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.programmes.models import NationalProgramme
from learning_circle_xblock.review import api as review
from learning_circle_xblock.writing.models import Draft
from tests.blocks.pages import HOSTILE, assert_harmless
from tests.queries import counted
from tests.review import authors as act
from tests.world import (
    ACCOUNT,
    CARE_TEXT,
    LIBRARY,
    NOON,
    PLAN,
    PLAN_ANSWERS,
    RESPONSE_ANSWERS,
    Answer,
    actor,
    call,
    circle,
    days,
    now,
    person,
    prefixed,
    seat,
    share_account,
    share_plan,
    view,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> Circle:
    """Two facilitators and three teachers; Ann has shared a plan and an account."""
    found = circle()
    for name, role in (("lead", Role.FACILITATOR), ("second", Role.FACILITATOR)):
        seat(found, name, role)
    for name in ("ann", "ben", "cai"):
        seat(found, name)
    act.shared_plan(person("ann"), title="Anns Plan")
    act.shared_account(person("ann"), title="Anns Account")
    return found


def page(name: str, who: str, **ids: object) -> HttpResponse:
    """One page as somebody opens it."""
    client = Client()
    client.force_login(person(who))
    return client.get(reverse(f"learning_circle:{name}", kwargs=ids))


def post(who: str, pause: Pause, **data: object) -> HttpResponse:
    """One step on a pause."""
    client = Client()
    client.force_login(person(who))
    return client.post(reverse("learning_circle:paused", kwargs={"pause_id": pause.pk}), data, follow=True)


def text_of(answer: HttpResponse) -> str:
    """The words of a page, on one line."""
    return " ".join(BeautifulSoup(answer.content.decode(), "html.parser").get_text(" ").split())


def plan() -> Plan:
    """Ann's."""
    return Plan.objects.get(owner=person("ann"))


def pause_plan(who: str = "ben") -> Answer:
    """Somebody presses the button."""
    return call(person(who), PLAN, "pause", {"plan": plan().pk})


# -- in the blocks


def test_the_button_hides_the_text_and_shows_the_union_s_words(where: Circle) -> None:
    NationalProgramme.objects.update(care_url="https://care.example.org/")
    assert "Pause and ask" in call(person("ben"), PLAN, "read", {"plan": plan().pk}, method="GET").text
    said = pause_plan()
    assert said.status == 200 and "within 48 hours" in said.text
    again = call(person("cai"), PLAN, "read", {"plan": plan().pk}, method="GET")
    for answer in (said, again):
        assert "child protection office" in answer.text and "https://care.example.org/" in answer.text
        assert PLAN_ANSWERS["concern"] not in answer.text and "Anns Plan" not in answer.text
    assert "Anns Plan" not in view(person("ben"), PLAN).text


def test_author_and_facilitators_read_who_looks_at_it_and_until_when(where: Circle) -> None:
    pause_plan()
    own = view(person("ann"), PLAN)
    led = call(person("second"), PLAN, "read", {"plan": plan().pk}, method="GET")
    listed = view(person("second"), PLAN)
    assert "Lead looks at it by " in led.text
    assert "A facilitator looks at it by " in own.text and "Lead" not in own.one(".lc-note").text
    for answer in (own, led):
        assert PLAN_ANSWERS["concern"] in answer.text
        assert "Ben" not in answer.text, "the author is not told who asked"
    assert "Paused" in listed.text and "Anns Plan" in listed.text


@pytest.mark.parametrize("block", [ACCOUNT, LIBRARY])
def test_an_account_is_paused_from_both_blocks(where: Circle, block: str) -> None:
    account = Account.objects.get()
    reader = person("lead") if block == ACCOUNT else person("ben")
    assert call(reader, block, "pause", {"account": account.pk}).status == 200
    assert "Anns Account" not in view(person("cai"), LIBRARY).text
    assert "Anns Account" in view(person("ann"), ACCOUNT).text
    taken = call(person("ann"), ACCOUNT, "take_back", {"work": account.work_id})
    assert taken.status == 200 and "You have taken this text back" in taken.text
    assert "Anns Account" not in view(person("second"), ACCOUNT).text
    assert "looks at it by" in call(person("ann"), ACCOUNT, "put_back", {"work": account.work_id}).text


def test_what_was_typed_to_a_paused_text_is_kept_and_sent_later(where: Circle) -> None:
    opened = call(person("ben"), PLAN, "open_response", {"version": plan().version_id})
    data = {**prefixed(PLAN, RESPONSE_ANSWERS, "-resp"), "review": opened.one("input[name=review]")["value"]}
    pause_plan("cai")
    base = opened.one("input[name=base]")["value"]
    refused = call(person("ben"), PLAN, "send_response", {**data, "base": base})
    assert refused.status == 422 and "You can send it once the pause is settled" in refused.text
    assert RESPONSE_ANSWERS["wonder"] in refused.one(f"[name={next(k for k in data if 'wonder' in k)}]").text
    assert PLAN_ANSWERS["concern"] not in refused.text and "Anns Plan" not in refused.text
    assert Draft.objects.filter(answers__wonder=RESPONSE_ANSWERS["wonder"]).exists()
    post("lead", Pause.objects.get(), step="lift")
    assert call(person("ben"), PLAN, "send_response", data).status == 200


def test_a_paused_response_is_read_by_its_writer_and_the_facilitators(where: Circle) -> None:
    row = act.sent(act.begun(person("ben"), plan()))
    assert act.WORDS["wonder"] in view(person("ann"), PLAN).text
    assert call(person("ann"), PLAN, "pause_response", {"review": row.pk}).status == 200
    own = view(person("ann"), PLAN).text
    assert act.WORDS["wonder"] not in own and "This response is paused" in own and "child protection" in own
    assert call(person("ann"), PLAN, "reply", {"review": row.pk}).status == 404
    assert act.WORDS["wonder"] in view(person("ben"), PLAN).text
    read = page("paused", "lead", pause_id=Pause.objects.get().pk)
    assert act.WORDS["wonder"] in text_of(read) and act.WORDS["suggest"][0]["what"] in text_of(read)


def test_a_word_for_the_author_alone_stays_so(where: Circle) -> None:
    row = act.begun(person("ben"), plan())
    review.send_response(
        actor=actor(person("ben")),
        review_id=row.pk,
        usage_key=plan().usage_key,
        answers={**act.WORDS, "private_note": "zz-private"},
        at=NOON,
    )
    call(person("ann"), PLAN, "pause_response", {"review": row.pk})
    read = text_of(page("paused", "lead", pause_id=Pause.objects.get().pk))
    assert act.WORDS["wonder"] in read and "zz-private" not in read


@pytest.mark.parametrize("share", [share_plan, share_account])
def test_sharing_waits_for_the_union_s_words_and_writing_does_not(where: Circle, share: object) -> None:
    NationalProgramme.objects.update(care_text=" ")
    assert callable(share)
    alone = share(person("ben"))
    assert alone.status == 422 and "Whoever runs your programme can write these" in alone.text
    pat = person("pat", enrolled=False)
    programmes.name_coordinator(node=where.node, user_id=pat.pk, at=NOON)
    waits = share(person("ben"))
    assert waits.status == 422 and "Pat, your coordinator, can write these few lines" in waits.text
    assert Draft.objects.filter(work__authorships__author=person("ben")).exists()
    NationalProgramme.objects.update(care_text=CARE_TEXT)
    assert share(person("ben")).status == 200
    assert not Draft.objects.filter(work__authorships__author=person("ben")).exists()


# -- the list of those who look after it


def test_the_list_says_what_waits_and_a_tap_settles_it(where: Circle) -> None:
    assert "Nothing is paused" in text_of(page("care", "lead"))
    pause_plan()
    shown = text_of(page("care", "second"))
    assert "Ann" in shown and "To be looked at by" in shown and "Lead looks after it" in shown
    assert "Ben" not in shown and "Nothing is paused" in text_of(page("care", "ben"))
    found = Pause.objects.get()
    looked = text_of(post("second", found, step="look"))
    assert "Noted: you have looked at it" in looked and "Looked at on" in text_of(page("care", "lead"))
    assert "The text is shown again." in text_of(post("lead", found, step="lift"))
    found.refresh_from_db()
    assert found.state == PauseState.LIFTED
    assert post("second", found, step="lift").status_code == 404
    assert (
        PLAN_ANSWERS["concern"] in call(person("cai"), PLAN, "read", {"plan": plan().pk}, method="GET").text
    )


def test_a_step_that_is_none_is_refused_in_words(where: Circle) -> None:
    pause_plan()
    answer = post("lead", Pause.objects.get(), step="publish")
    assert answer.status_code == 422 and "one of the buttons" in text_of(answer)
    assert Pause.objects.get().state == PauseState.RAISED


def test_hostile_words_do_no_harm_on_the_paused_page(where: Circle) -> None:
    NationalProgramme.objects.update(care_text=HOSTILE)
    act.shared_plan(person("ben"), concern=HOSTILE)
    call(person("cai"), PLAN, "pause", {"plan": Plan.objects.get(owner=person("ben")).pk})
    read = page("paused", "lead", pause_id=Pause.objects.get().pk).content.decode()
    assert_harmless(Answer(200, read))


# -- what others see about me


def cell(answer: HttpResponse, kind: str, who: str) -> str:
    """One cell of the table."""
    found = BeautifulSoup(answer.content.decode(), "html.parser")
    (td,) = found.select(f"tr[data-kind={kind}] td[data-who={who}]")
    return td.get_text(strip=True)


def test_the_page_says_what_the_predicates_say(where: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    before = page("seen", "ann")
    assert (
        cell(before, "plan", "teacher") == "yes"
        and cell(before, "plan", "coordinator") == "title and state only"
    )
    assert cell(before, "name", "course_team") == "no"
    monkeypatch.setattr(permissions, "may_read", lambda actor, text: False)
    after = page("seen", "ann")
    assert cell(after, "plan", "teacher") == "title and state only"
    monkeypatch.setattr(permissions, "may_see_plan_title", lambda actor, text, circle: False)
    assert cell(page("seen", "ann"), "plan", "teacher") == "counts and states only"
    monkeypatch.setattr(permissions, "may_see_roster", lambda actor, circle: True)
    assert cell(page("seen", "ann"), "name", "course_team") == "yes"


def test_own_texts_stand_there_with_their_readers(where: Circle) -> None:
    shown = text_of(page("seen", "ann"))
    assert "Anns Plan" in shown and "Anns Account" in shown and "Nobody so far." in shown
    assert "A teacher of my circle , Facilitator" in shown
    pause_plan()
    paused = BeautifulSoup(page("seen", "ann").content.decode(), "html.parser")
    item = next(li for li in paused.select("li") if "Anns Plan" in li.text)
    assert "paused" in item.text and "A teacher of my circle" not in item.text
    assert "Anns Plan" not in text_of(page("seen", "ben"))


def test_every_read_by_staff_stands_there_and_no_other(where: Circle) -> None:
    for reader in ("lead", "ben", "ann"):
        call(person(reader), PLAN, "read", {"plan": plan().pk}, method="GET")
    call(person("second"), LIBRARY, "read", {"account": Account.objects.get().pk}, method="GET")
    call(person("lead"), PLAN, "open_response", {"version": plan().version_id})
    assert StaffRead.objects.count() == 2
    shown = text_of(page("seen", "ann"))
    assert "Lead facilitator Anns Plan" in shown and "Second facilitator Anns Account" in shown
    assert "Ben" not in shown
    assert "Nobody so far." in text_of(page("seen", "ben"))


def test_who_left_the_circle_reads_that_nobody_there_reads_their_text(where: Circle) -> None:
    circles.end_membership(circle=where, user_id=person("ann").pk, at=NOON)
    found = BeautifulSoup(page("seen", "ann").content.decode(), "html.parser")
    item = next(li for li in found.select("li") if "Anns Plan" in li.text)
    assert "You alone." in item.text


def test_a_paused_text_of_who_left_is_settled_by_the_coordinator_unread(where: Circle) -> None:
    """Until then nothing of it stands with the circle that its author has left."""
    programmes.name_coordinator(node=where.node, user_id=person("pat", enrolled=False).pk, at=NOON)
    pause_plan()
    found = Pause.objects.get()
    assert page("paused", "pat", pause_id=found.pk).status_code == 404
    circles.end_membership(circle=where, user_id=person("ann").pk, at=NOON)
    for name in ("lead", "second"):
        assert page("paused", name, pause_id=found.pk).status_code == 404
        assert post(name, found, step="lift").status_code == 404
        assert "Ann" not in text_of(page("care", name))
    read = text_of(page("paused", "pat", pause_id=found.pk))
    assert "Its author has left the circle" in read and "Nobody of this circle reads the text" in read
    assert PLAN_ANSWERS["concern"] not in read and not StaffRead.objects.exists()
    found.refresh_from_db()
    assert found.state == PauseState.RAISED
    assert "The text is shown again." in text_of(post("pat", found, step="lift"))


def test_the_coordinator_reads_that_nobody_looks_after_it_in_time(where: Circle) -> None:
    programmes.name_coordinator(node=where.node, user_id=person("pat", enrolled=False).pk, at=NOON)
    pause_plan()
    assert "Nothing is paused" in text_of(page("care", "pat"))
    Pause.objects.update(look_by=now() - days(1))
    assert "No facilitator looks after it in time" in text_of(page("care", "pat"))
    assert "Pause" in text_of(page("week", "pat")) or "paused" in text_of(page("week", "pat"))
    assert "Noted: you have looked at it" in text_of(post("pat", Pause.objects.get(), step="look"))


def test_somebody_in_no_circle_reads_so(where: Circle) -> None:
    shown = text_of(page("seen", "nobody"))
    assert "You are in no circle" in shown and "You have written nothing here yet." in shown


def test_the_number_of_queries_does_not_grow(where: Circle) -> None:
    pause_plan()
    page("seen", "ann"), page("care", "lead")
    with counted() as seen_before:
        page("seen", "ann")
    with counted() as list_before:
        page("care", "lead")
    for number in range(6):
        seat(where, f"t{number}")
        act.shared_plan(person(f"t{number}"))
        call(person("ben"), PLAN, "pause", {"plan": Plan.objects.get(owner=person(f"t{number}")).pk})
    with counted() as seen_after:
        page("seen", "ann")
    with counted() as list_after:
        page("care", "lead")
    assert seen_after.number == seen_before.number <= 12
    assert list_after.number == list_before.number <= 8
