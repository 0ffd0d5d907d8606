"""The platform's element around a block."""

import json

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from web_fragments.fragment import Fragment
from xblock.core import XBlock

# What could end a script element or start a comment in it.
SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def wrap(block: XBlock, view: str, frag: Fragment, data: dict[str, str]) -> Fragment:
    """The block's own HTML inside an element that says who it is and how to start its script."""
    wrapped = Fragment(
        format_html(
            '<div class="xblock xblock-{view} xblock-{view}-{type}"{data}>{args}{content}</div>',
            view=view,
            type=block.scope_ids.block_type,
            data=format_html_join("", ' data-{}="{}"', _data(block, frag, data).items()),
            args=_script_args(frag),
            content=mark_safe(frag.body_html()),  # the block has escaped it
        )
    )
    wrapped.add_fragment_resources(frag)
    return wrapped


def _data(block: XBlock, frag: Fragment, more: dict[str, str]) -> dict[str, str]:
    """Without a start function there is nothing to start."""
    data = {
        "usage-id": str(block.scope_ids.usage_id),
        "block-type": str(block.scope_ids.block_type),
        "has-score": str(bool(getattr(block, "has_score", False))),
        **more,
    }
    if frag.js_init_fn:
        data |= {"init": frag.js_init_fn, "runtime-version": str(frag.js_init_version)}
    return data


def _script_args(frag: Fragment) -> SafeString:
    """The arguments of the start function as data, never as script."""
    args = getattr(frag, "json_init_args", None)
    if args is None:
        return SafeString("")
    escaped = json.dumps(args).translate(SCRIPT_ESCAPES)
    return format_html(
        '<script type="json/xblock-args" class="xblock-json-init-args">{}</script>',
        mark_safe(escaped),  # escaped in the line above
    )
