"""Small pieces of markup: icons, people's names and initials."""

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

ICONS = {
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "clock": '<circle cx="12" cy="12" r="8.3"/><path d="M12 7.5V12l3 2"/>',
    "eye": (
        '<path d="M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12z"/>'
        '<circle cx="12" cy="12" r="2.7"/>'
    ),
    "lock": '<rect x="5" y="11" width="14" height="9" rx="2.5"/><path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "warn": '<path d="M12 4.5 21 19.5H3z"/><path d="M12 10.5v4M12 17h.01"/>',
    "info": '<circle cx="12" cy="12" r="8.3"/><path d="M12 11.2V16M12 8h.01"/>',
    "talk": '<path d="M4 5.5h16v10.5H10.5L6 20v-4H4z"/>',
    "pen": '<path d="M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z"/><path d="M13.5 7l3.5 3.5"/>',
    "plus": '<path d="M12 5.5v13M5.5 12h13"/>',
    "back": '<path d="M14.5 6 8.5 12l6 6"/>',
    "twice": '<rect x="7" y="3" width="10" height="18" rx="2.5"/><path d="M11 18h2"/>',
}


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon that says nothing by itself; words stand beside it."""
    return format_html(
        '<svg class="lc-icon {}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        extra,
        mark_safe(ICONS[name]),
    )


@register.simple_tag(takes_context=True)
def own_word(context: Context, name: str, ours: str) -> str:
    """A label: the union's own word for it, where it has one in the reader's language, else ours."""
    found: str = (context.get("own_words") or {}).get(name, "")
    return found or ours


@register.filter
def named(person_id: int | None, names: dict[int, str]) -> str:
    """The person's name, or that they were a member once."""
    return names.get(person_id or 0) or _("a former member")


@register.filter
def first_name(person_id: int | None, names: dict[int, str]) -> str:
    """The part of the name before the first space; scripts without spaces keep the whole."""
    name = names.get(person_id or 0)
    return name.split(" ", 1)[0] if name else named(person_id, names)


@register.filter
def initials(name: str) -> str:
    """Two letters for a seat; one or two signs where a name has no spaces."""
    parts = name.replace("-", " ").split()
    if len(parts) > 1:
        return (parts[0][0] + parts[-1][0]).upper()
    return name[:2].upper()


@register.filter
def at_key(mapping: dict[object, object], key: object) -> object:
    """The value under a key, or nothing."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def control(field: BoundField) -> SafeString:
    """The input of a form field in our clothes, tied to its help and its error."""
    told = [f"{field.auto_id}-h"] if field.help_text else []
    told += [f"{field.auto_id}-e"] if field.errors else []
    attrs: dict[str, str | bool] = {"class": "lc-input", "dir": "auto"}
    attrs |= {"aria-describedby": " ".join(told)} if told else {}
    attrs |= {"aria-invalid": "true"} if field.errors else {}
    return field.as_widget(attrs=attrs)
