"""What tests of blocks do with pages: press, write in a window, look for what must not be there."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from demo.models import FieldState
from learning_circle_xblock.planning.presets import START_SMALL
from tests.world import ACCOUNT, PLAN, Answer, call, prefixed, usage_key

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"' onfocus=alert(3) {{ 6|add:1 }} &amp;</textarea>"
)
RTL = "أسأل سؤالاً واحدًا \u200f(اختبار) שלום"
EMOJI = "👩🏾‍🏫 🇨🇮 👏"
LOOKS = {
    "learning_circle": {"again", "people"},
    "learning_circle_library": {"again", "more", "read"},
    PLAN: {"again", "read", "see_both_responses"},
    ACCOUNT: {"again", "read", "see_both_responses"},
}
WRITES = {"save_draft", "share", "choose_text"}
RESPONDS = {"open_response", "save_response", "choose_response_text", "send_response", "reply"}
COUNTED = {"hand_in_again"}
PAUSES = {"pause", "pause_response", "take_back", "put_back"}
OWN_PLAN = {"open_to_circle", "revise", "agree", "agree_with", "take_agreement_back", "take_form"}
ACTIONS = {
    "learning_circle": {"coming", "sign_agreement", "ask_for_help"} | COUNTED,
    "learning_circle_library": {"pause"},
    PLAN: WRITES | RESPONDS | COUNTED | PAUSES | OWN_PLAN,
    ACCOUNT: WRITES | RESPONDS | COUNTED | PAUSES,
}
AUTHORING = {key: {"save_settings"} for key in ACTIONS} | {PLAN: {"save_settings", "try_form"}}
EVERY_HANDLER = sorted(
    (block, handler) for table in (LOOKS, ACTIONS) for block, names in table.items() for handler in names
)
EVERY_ACTION = sorted((block, handler) for block, names in ACTIONS.items() for handler in names)


@dataclass
class Window:
    """One window of one person on one draft: it sends back the revision that its page holds."""

    user: User
    block_type: str
    base: str = "0"
    part: str = ""
    review: int | None = None
    protocol: str = ""

    def send(self, handler: str, answers: dict[str, Any]) -> Answer:
        """What the form sends; the answer may bring a new revision, as the page would take it over."""
        data = {**prefixed(self.block_type, answers, self.part), "base": self.base}
        if self.block_type == PLAN and not self.part:
            data["form"] = START_SMALL.id
        if self.review is not None:
            data |= {"review": str(self.review), "protocol": self.protocol}
        answer = call(self.user, self.block_type, handler, data)
        base = answer.page.select_one("input[name=base]")
        if base is not None:
            self.base = str(base["value"])
        return answer

    def save(self, **answers: Any) -> Answer:
        """Autosave."""
        return self.send("save_response" if self.part else "save_draft", answers)

    def share(self, answers: dict[str, Any]) -> Answer:
        """The button."""
        return self.send("send_response" if self.part else "share", answers)


def response_window(user: User, block_type: str, **what: int) -> Window:
    """A window on a response: to a reading that was asked, or to a version."""
    opened = call(user, block_type, "open_response", what)
    assert opened.status == 200, opened.text
    return Window(
        user,
        block_type,
        base=str(opened.one("input[name=base]")["value"]),
        part="-resp",
        review=int(str(opened.one("input[name=review]")["value"])),
        protocol=str(opened.one("input[name=protocol]")["value"]),
    )


def value_of(page: Answer, name: str) -> str:
    """What stands in a text field of the page."""
    area = page.one(f"textarea[name$='-{name}']").text
    return area.removeprefix("\n")


def button(page: Answer, handler: str) -> bool:
    """Whether the page has something that calls the handler."""
    return any(
        str(node.get(name, "")).rstrip("/").endswith(f"/{handler}")
        for node in page.page.select("[hx-get],[hx-post]")
        for name in ("hx-get", "hx-post")
    )


def assert_harmless(page: Answer) -> None:
    """Whatever was typed, the page holds no element and no attribute of it, and no template was run."""
    soup = page.page
    for script in soup.select("script"):
        assert "alert" not in script.text
    assert not soup.select("img")
    for node in soup.find_all(True):
        assert not [name for name in node.attrs if name.startswith("on")], node
        for value in node.attrs.values():
            assert not str(value).lstrip().lower().startswith("javascript:")
    for area in soup.select("textarea"):
        assert not area.find_all(True)


def has_begun(user: User, block_type: str) -> bool:
    """Whether the platform knows that the person has begun."""
    rows = FieldState.objects.filter(user=user, usage_key=usage_key(block_type))
    return bool((rows.values_list("state", flat=True).first() or {}).get("has_begun"))
