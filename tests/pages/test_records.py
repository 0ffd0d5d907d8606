"""Pages of the record of participation: one's own, those of a circle, and on paper."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client

from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.evidence.models import JournalEntry
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.records.models import ParticipationRecord
from tests.blocks.pages import HOSTILE, assert_harmless
from tests.queries import counted
from tests.records.test_participation import attended
from tests.world import CIRCLE, NOON, Answer, circle, person, seat, view

pytestmark = pytest.mark.django_db
WORDS = "I came, I listened, and I brought two colleagues along."


@pytest.fixture
def place() -> Circle:
    return circle("one")


@pytest.fixture
def lead(place: Circle) -> User:
    return seat(place, "lead", Role.FACILITATOR)


@pytest.fixture
def awa(place: Circle, lead: User) -> User:
    return seat(place, "awa")


def at(place: Circle, rest: str = "") -> str:
    """An address of one's own record."""
    return f"/learning-circles/record/{place.pk}/{rest}"


def of(place: Circle, user: User, rest: str = "") -> str:
    """An address of a teacher's record, for a facilitator."""
    return f"/learning-circles/circles/{place.pk}/records/{user.pk}/{rest}"


def browser(user: User) -> Client:
    """Signed in."""
    client = Client()
    client.force_login(user)
    return client


def seen(answer: Any) -> Answer:
    """The page."""
    return Answer(answer.status_code, answer.content.decode())


def hidden(page: BeautifulSoup, name: str) -> str:
    """The value that the page's last form of this field sends."""
    return str(page.select(f"input[name={name}]")[-1]["value"])


def keep(client: Client, place: Circle, words: str = WORDS, base: str | None = None) -> Any:
    """Send the closing words."""
    base = base if base is not None else hidden(seen(client.get(at(place))).page, "base")
    return client.post(at(place), {"base": base, "closing": words})


def sign(client: Client, place: Circle) -> Any:
    """Press the button on the page."""
    page = seen(client.get(at(place))).page
    return client.post(at(place, "sign/"), {"base": hidden(page, "base"), "mark": hidden(page, "mark")})


def test_the_way_of_a_record_through_both_signatures(place: Circle, awa: User, lead: User) -> None:
    """Written, signed, signed again by the facilitator, printed; then changed, and open again."""
    attended(place, awa, "present")
    mine, theirs = browser(awa), browser(lead)
    assert keep(mine, place).status_code == 302
    assert "The teacher signs first." in seen(theirs.get(of(place, awa))).text
    assert sign(mine, place).status_code == 302
    page = seen(theirs.get(of(place, awa)))
    assert WORDS in page.text and "W1" in page.text
    assert theirs.post(of(place, awa, "sign/"), {"base": hidden(page.page, "base")}).status_code == 302
    paper = seen(mine.get(at(place, "print/")))
    assert WORDS in paper.text and not paper.page.select("form") and paper.text.count("signed") >= 2
    told = seen(mine.get(at(place))).text
    assert told.index("the signatures are taken back") < told.index('name="closing"')
    assert keep(mine, place, "Other words.").status_code == 302
    assert ParticipationRecord.objects.get().state == "open"


def test_two_windows_and_nothing_is_lost(place: Circle, awa: User) -> None:
    """What was typed stays, what was kept stands beside it, and the next press keeps what was typed."""
    mine = browser(awa)
    keep(mine, place)
    answer = keep(mine, place, "Typed in an older window.", base="0")
    assert answer.status_code == 422
    page = seen(answer)
    assert "Typed in an older window." in page.one("textarea").text and WORDS in page.text
    assert ParticipationRecord.objects.get().closing == WORDS
    again = {"base": page.one("form [name=base]")["value"], "closing": page.one("textarea").text.strip()}
    assert mine.post(at(place), again).status_code == 302
    assert ParticipationRecord.objects.get().closing == "Typed in an older window."


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [({"base": "0", "closing": "x" * 601}, "600"), ({"base": "soon", "closing": "x"}, "whole number")],
)
def test_bad_input_is_said_and_what_was_typed_stays(
    place: Circle, awa: User, sent: dict[str, str], sentence: str
) -> None:
    answer = browser(awa).post(at(place), sent)
    assert answer.status_code == 422
    page = seen(answer)
    assert sentence in page.one("[role=alert]").text and sent["closing"] in page.one("textarea").text
    assert not ParticipationRecord.objects.exists()


@pytest.mark.parametrize(
    "sent", [{}, {"base": "x"}, {"base": "9" * 30}, {"base": "0", "mark": "guess"}], ids=str
)
def test_a_signature_without_what_was_read_is_none(place: Circle, awa: User, sent: dict[str, str]) -> None:
    answer = browser(awa).post(at(place, "sign/"), sent)
    assert answer.status_code == 422 and "changed meanwhile" in answer.content.decode()
    assert not ParticipationRecord.objects.exclude(state="open").exists()


def test_hostile_words_are_words(place: Circle, awa: User, lead: User) -> None:
    mine = browser(awa)
    keep(mine, place, HOSTILE)
    for client, address in ((mine, at(place)), (mine, at(place, "print/")), (browser(lead), of(place, awa))):
        assert_harmless(seen(client.get(address)))


def test_the_coordinator_sees_whether_it_is_signed_and_nothing_of_it(place: Circle, awa: User) -> None:
    mine = browser(awa)
    keep(mine, place)
    sign(mine, place)
    farah = person("farah", enrolled=False)
    programmes.name_coordinator(node=place.node, user_id=farah.pk, at=NOON)
    client = browser(farah)
    page = seen(client.get(f"/learning-circles/circles/{place.pk}/records/"))
    assert page.status == 200 and "signed by the teacher" in page.text and WORDS not in page.text
    assert not page.page.select(f"a[href='{of(place, awa)}']")
    assert client.get(of(place, awa)).status_code == 404


def test_the_ways_to_it(place: Circle, awa: User, lead: User) -> None:
    """From the block and the page of the circle for the teacher; for the facilitators from the circle."""
    block = view(awa, CIRCLE)
    assert block.one(f"a[href='{at(place)}']").text == "Your record of participation"
    assert not view(lead, CIRCLE).page.select(f"a[href='{at(place)}']")
    assert f'href="{at(place)}"' in seen(browser(awa).get(f"/learning-circles/circles/{place.pk}/")).text
    records = f"/learning-circles/circles/{place.pk}/records/"
    assert f'href="{records}"' in seen(browser(lead).get(f"/learning-circles/circles/{place.pk}/")).text
    assert of(place, awa) in seen(browser(lead).get(records)).text
    assert at(place) in seen(browser(awa).get("/learning-circles/record/")).text
    assert seen(browser(awa).get("/learning-circles/")).page.select("a[href='/learning-circles/record/']")
    assert not seen(browser(lead).get("/learning-circles/")).page.select(
        "a[href='/learning-circles/record/']"
    )


def test_the_page_says_who_reads_it_and_what_others_see(place: Circle, awa: User) -> None:
    page = seen(browser(awa).get("/learning-circles/me/seen/"))
    cells = {cell["data-who"]: cell.text.strip() for cell in page.page.select("tr[data-kind=record] td")}
    assert cells["facilitator"] == "yes" and cells["coordinator"] == "only whether it is signed"
    assert cells["teacher"] == cells["link_facilitator"] == cells["observer"] == "no"


def test_a_page_costs_the_same_whatever_the_record_holds(place: Circle, awa: User) -> None:
    mine, costs = browser(awa), set()
    for number in (1, 12):
        for i in range(number):
            attended(place, awa, "present", code=f"{number}{i}")
        with counted() as spent:
            assert mine.get(at(place)).status_code == 200
        costs.add(spent.number)
    assert len(costs) == 1 and costs.pop() <= 15


def test_lines_of_the_journal_are_chosen_on_the_page(place: Circle, awa: User, lead: User) -> None:
    """Offered with day and question; shown to the facilitators and on paper once kept."""
    mine, theirs = browser(awa), browser(lead)
    assert not seen(mine.get(at(place))).page.select("[name=lines]"), "nothing to choose from"
    row = JournalEntry.objects.create(
        owner=awa,
        circle=place,
        held_on=date(2026, 5, 4),
        noticed="Hands went <up>.",
        made_at=NOON,
        changed_at=NOON,
    )
    offered = seen(mine.get(at(place)))
    assert offered.one("[name=lines]")["value"] == f"{row.pk}.noticed"
    assert "What did I notice? Hands went <up>." in offered.page.text
    wrong = mine.post(at(place), {"base": "0", "closing": WORDS, "lines": ["7.happened"]})
    assert wrong.status_code == 422 and "Choose among the lines shown here." in seen(wrong).text
    assert "Hands went <up>." not in seen(theirs.get(of(place, awa))).page.text
    sent = {"base": "0", "closing": WORDS, "lines": [f"{row.pk}.noticed"]}
    assert mine.post(at(place), sent).status_code == 302
    for page in (mine.get(at(place, "print/")), theirs.get(of(place, awa))):
        told = seen(page).page.text
        assert "From my journal" in told and "Hands went <up>." in told
    assert seen(mine.get(at(place))).one("[name=lines]").has_attr("checked")


def test_more_lines_than_a_record_has_room_for(place: Circle, awa: User) -> None:
    rows = [
        JournalEntry.objects.create(
            owner=awa, circle=place, held_on=date(2026, 5, day), happened="x", made_at=NOON, changed_at=NOON
        )
        for day in range(1, 10)
    ]
    sent = {"base": "0", "closing": WORDS, "lines": [f"{row.pk}.happened" for row in rows]}
    answer = browser(awa).post(at(place), sent)
    assert answer.status_code == 422
    page = seen(answer)
    assert "Choose eight lines at most." in page.text and len(page.page.select("[name=lines][checked]")) == 9
    assert WORDS in page.one("textarea").text
