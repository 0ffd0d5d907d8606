"""Nothing that was typed is lost: two windows, long texts, any script; the same in every form."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from demo.models import Enrolment
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.writing.models import Draft, Version
from tests.review import authors as act
from tests.world import (
    ACCOUNT,
    ACCOUNT_ANSWERS,
    NOON,
    PLAN,
    PLAN_ANSWERS,
    RESPONSE_ANSWERS,
    call,
    circle,
    days,
    person,
    prefixed,
    seat,
    view,
)

from .pages import EMOJI, HOSTILE, RTL, Window, assert_harmless, response_window, value_of

pytestmark = pytest.mark.django_db


class Form:
    """One of the three forms, with a first window on it."""

    def __init__(self, kind: str) -> None:
        where = circle()
        self.kind = kind
        self.author = seat(where, "ann")
        self.field, self.other_field = {"plan": ("concern", "focus"), "account": ("did", "lead")}.get(
            kind, ("describe", "wonder")
        )
        self.whole: dict[str, Any] = {"plan": PLAN_ANSWERS, "account": ACCOUNT_ANSWERS}.get(
            kind, RESPONSE_ANSWERS
        )
        self.block_type = PLAN if kind == "plan" else ACCOUNT
        self.choose = "choose_text" if kind != "response" else "choose_response_text"
        self.more: dict[str, Any] = {}
        if kind == "response":
            act.authors(where, 4)
            act.shared_account(self.author, at=NOON + days(1))
            self.more = {"asked": act.held_by(self.author)[0].pk}

    def window(self) -> Window:
        """A window that was opened just now."""
        if self.kind == "response":
            return response_window(self.author, self.block_type, **self.more)
        page = view(self.author, self.block_type)
        return Window(self.author, self.block_type, str(page.one("input[name=base]")["value"]))

    def draft(self) -> Draft:
        """What is kept of it."""
        rows = Draft.objects.filter(work__review__isnull=self.kind != "response")
        return rows.get(work__authorships__author=self.author)

    def texts(self) -> list[str]:
        """Every text of the field that is kept anywhere: draft, set aside, shared."""
        found = []
        for draft in Draft.objects.filter(work__authorships__author=self.author):
            found += [(draft.answers or {}).get(self.field), (draft.other_answers or {}).get(self.field)]
        for version in Version.objects.filter(work__authorships__author=self.author):
            found.append(version.answers.get(self.field))
        return [words for words in found if words]

    def choices(self, window: Window, take: str) -> Any:
        """One of the two buttons of the note."""
        data: dict[str, Any] = {"take": take}
        if window.review is not None:
            data["review"] = window.review
        return call(self.author, self.block_type, self.choose, data)


@pytest.fixture(params=["plan", "account", "response"])
def form(request: pytest.FixtureRequest) -> Form:
    """Each form in turn."""
    return Form(request.param)


# -- two windows


def test_the_second_window_is_set_aside_and_told(form: Form) -> None:
    one, two = form.window(), form.window()
    assert "Kept on the site" in one.save(**{form.field: "Window one"}).text
    told = two.save(**{form.field: "Window two"})
    assert told.status == 200 and "another window" in told.text
    assert "Kept on the site" not in told.text
    assert set(form.texts()) >= {"Window one", "Window two"}
    assert form.draft().answers[form.field] == "Window one"


def test_both_go_on_typing_before_anybody_chooses(form: Form) -> None:
    """Each keeps its own last words, whatever the other does."""
    one, two = form.window(), form.window()
    for i in range(4):
        one.save(**{form.field: f"One {i}"})
        two.save(**{form.field: f"Two {i}"})
        assert set(form.texts()) >= {f"One {i}", f"Two {i}"}


def test_a_new_page_shows_both_and_the_author_chooses(form: Form) -> None:
    one, two = form.window(), form.window()
    one.save(**{form.field: "Window one"})
    two.save(**{form.field: "Window two"})
    if form.kind == "response":
        note = call(form.author, ACCOUNT, "see_both_responses", {"review": one.review}, method="GET")
    else:
        note = view(form.author, form.block_type)
    assert value_of(note, form.field) == "Window one"
    assert "Window two" in note.one(".lc-note-sun").text
    taken = form.choices(two, "other")
    assert value_of(taken, form.field) == "Window two"
    assert "Window one" in taken.one(".lc-note-sun").text, "not gone before the author says so"
    settled = form.choices(two, "this")
    assert value_of(settled, form.field) == "Window two"
    assert not settled.page.select(".lc-note-sun")


def test_what_was_typed_since_the_last_autosave_is_there_after_the_choice(form: Form) -> None:
    """The button "keep the text below" sends that text along; on a weak line it is newer than the draft."""
    one, two = form.window(), form.window()
    one.save(**{form.field: "Window one"})
    two.save(**{form.field: "Window two"})
    answers = prefixed(form.block_type, {form.field: "Window one, and on"}, one.part)
    data: dict[str, Any] = {"take": "this", "base": one.base, **answers}
    if one.review is not None:
        data["review"] = one.review
    answer = call(form.author, form.block_type, form.choose, data)
    assert value_of(answer, form.field) == "Window one, and on"


def test_the_window_whose_text_was_not_taken_is_told_again(form: Form) -> None:
    one, two = form.window(), form.window()
    one.save(**{form.field: "Window one"})
    two.save(**{form.field: "Window two"})
    form.choices(two, "other")
    assert "another window" in one.save(**{form.field: "Window one, and on"}).text
    assert form.draft().answers[form.field] == "Window two"


def test_sharing_from_an_old_window_does_not_lose_the_newer_text(form: Form) -> None:
    one, two = form.window(), form.window()
    one.save(**{form.field: "The newer text"})
    answer = two.share({**form.whole, form.field: "The older window"})
    assert answer.status in (200, 422), "an answer that the page shows"
    assert not Version.objects.filter(work=form.draft().work).exists(), "nothing is shared before the choice"
    assert set(form.texts()) >= {"The newer text", "The older window"}
    assert "The newer text" in answer.text and "The older window" in answer.text


def test_sharing_does_not_lose_what_another_window_had_set_aside(form: Form) -> None:
    """The author shares in one window, unaware of what the other has written."""
    one, two = form.window(), form.window()
    one.save(**{form.field: "Window one"})
    two.save(**{form.field: "Window two"})
    answer = one.share({**form.whole, form.field: "Window one"})
    assert "Window two" in form.texts() or "Window two" in answer.text


def test_the_same_text_twice_is_one_text(form: Form) -> None:
    """A request that is repeated on a weak line makes no second window."""
    window = form.window()
    base = window.base
    for _ in range(3):
        window.base = base
        assert "Kept on the site" in window.save(**{form.field: "Same"}).text
    assert form.draft().other_answers is None


@pytest.mark.parametrize("base", ["", "abc", "-7", "1.0", "9" * 50])
def test_a_base_that_is_none_never_overwrites(form: Form, base: str) -> None:
    form.window().save(**{form.field: "Kept"})
    window = form.window()
    window.base = base
    window.save(**{form.field: "Out of nowhere"})
    assert form.draft().answers[form.field] == "Kept"
    assert "Out of nowhere" in form.texts()


# -- long, strange, foreign


def test_two_hundred_kilobytes_in_one_field(form: Form) -> None:
    """Said in words; the rest is kept; what was typed is still on the page; the database is whole."""
    window, words = form.window(), "long é " * 30_000
    assert len(words.encode()) > 200_000
    answer = window.save(**{form.field: words, form.other_field: "The rest"})
    assert answer.status == 200 and "Kept on the site" not in answer.text
    assert "Your words are still here" in answer.text
    assert form.draft().answers == {form.other_field: "The rest"}
    answer = window.share({**form.whole, form.field: words, form.other_field: "The rest"})
    assert answer.status == 422
    assert value_of(answer, form.field) == words.strip() or value_of(answer, form.field) == words
    assert "too long to keep" in answer.text
    assert form.draft().answers[form.other_field] == "The rest"
    assert form.field not in form.draft().answers
    assert not Version.objects.filter(work=form.draft().work).exists()


def test_a_long_draft_that_cannot_be_shared_is_kept(form: Form) -> None:
    window, words = form.window(), "w" * 20_000
    assert "Kept on the site" in window.save(**{form.field: words}).text
    answer = window.share({**form.whole, form.field: words})
    assert answer.status == 422 and value_of(answer, form.field) == words
    assert form.draft().answers[form.field] == words


@pytest.mark.parametrize("words", [HOSTILE, RTL, EMOJI, "한글 中文 தமிழ்", "\n  indented\n\nlast", "a\tb"])
def test_any_text_comes_back_as_it_was_typed(form: Form, words: str) -> None:
    window = form.window()
    window.save(**{form.field: words})
    kept = form.draft().answers[form.field]
    assert kept == words.strip()
    if form.kind == "response":
        page = call(form.author, ACCOUNT, "open_response", form.more)
    else:
        page = view(form.author, form.block_type)
    assert value_of(page, form.field) == kept
    assert_harmless(page)
    assert window.share({**form.whole, form.field: words}).status == 200
    assert kept in form.texts()


def test_control_characters_go_and_nothing_else(form: Form) -> None:
    controls = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 127]))
    window = form.window()
    window.save(**{form.field: f"be{controls}fore\r\nafter"})
    assert form.draft().answers[form.field] == "before\nafter"


def test_bytes_that_are_no_text(form: Form) -> None:
    """Not UTF-8: an answer in words or a replacement sign, and the other fields are kept."""
    window = form.window()
    answer = window.save(**{form.field: b"\xff\xfe cat\xe9", form.other_field: "The rest"})
    assert answer.status in (200, 400)
    if answer.status == 200:
        assert form.draft().answers[form.other_field] == "The rest"


def test_fields_of_nobodys_form_are_ignored(form: Form) -> None:
    window = form.window()
    window.save(**{form.field: "x", "state": "agreed", "owner": "1", "__class__": "y"})
    assert form.draft().answers == {form.field: "x"}


def test_a_second_block_in_the_unit_does_not_catch_the_fields_of_the_first() -> None:
    """Fields carry the prefix of their block."""
    ann: User = seat(circle(), "ann")
    answer = call(ann, PLAN, "save_draft", {"concern": "x", "lc00000000-concern": "y", "base": "0"})
    assert answer.status == 200
    assert Draft.objects.get().answers == {}


def test_who_is_not_enrolled_any_more_keeps_what_they_wrote() -> None:
    where = circle()
    ann = seat(where, "ann")
    seat(where, "lead", Role.FACILITATOR)
    window = Window(ann, PLAN)
    window.save(concern="Kept")
    Enrolment.objects.filter(user=ann).update(is_active=False)
    assert window.save(concern="Late").status == 403
    assert window.share(PLAN_ANSWERS).status == 403
    assert Draft.objects.get().answers == {"concern": "Kept"}
    assert "Kept" not in view(ann, PLAN).text
    Enrolment.objects.filter(user=person("ann")).update(is_active=True)
    assert value_of(view(ann, PLAN), "concern") == "Kept"
