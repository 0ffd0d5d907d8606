"""Designs made up at random: every sound form that a course author could make."""

from hypothesis import strategies as st

from learning_circle_xblock.planning.presets import PRESETS
from learning_circle_xblock.writing.design import OWN_IDS, OWN_KINDS, Design, OwnField, words
from learning_circle_xblock.writing.design_checks import CAPS
from learning_circle_xblock.writing.languages import CODES
from learning_circle_xblock.writing.schema import WITH_OPTIONS, Kind, Words


def said(cap: int, *, at_least: int = 0) -> st.SearchStrategy[Words]:
    """Words in some languages, any sign among them; what no XML can hold is dropped as it is when typed."""
    text = st.text(max_size=cap // 2)
    made = st.dictionaries(st.sampled_from(sorted(CODES)), text, max_size=4).map(words)
    return made if not at_least else made.filter(lambda w: len(w.by_language) >= at_least)


@st.composite
def own_fields(draw: st.DrawFn) -> tuple[OwnField, ...]:
    """Up to five."""
    rows = []
    for own_id in draw(st.lists(st.sampled_from(OWN_IDS), unique=True)):
        kind = draw(st.sampled_from(OWN_KINDS))
        count = draw(st.integers(2, 4)) if kind in (*WITH_OPTIONS, Kind.ROWS) else 0
        label = said(CAPS["option"], at_least=1)
        options = tuple((f"o{n + 1}", draw(label)) for n in range(count))
        rows.append(
            OwnField(
                own_id,
                str(kind),
                draw(said(CAPS["label"], at_least=1)),
                draw(said(40)),
                options,
                required=draw(st.booleans()),
            )
        )
    return tuple(rows)


@st.composite
def designs(draw: st.DrawFn) -> Design:
    """A preset, changed in any way that is allowed."""
    preset = PRESETS[draw(st.sampled_from(sorted(PRESETS)))]
    known = [f.id for f in preset.fields()]
    optional = [f.id for f in preset.fields() if not f.required]
    some = st.lists(st.sampled_from(known), unique=True, max_size=4)

    def reworded(cap: int) -> tuple[tuple[str, Words], ...]:
        return tuple(sorted((i, draw(said(cap, at_least=1))) for i in draw(some)))

    return Design(
        preset.id,
        hidden=tuple(sorted(draw(st.lists(st.sampled_from(optional), unique=True)))),
        order=tuple(draw(st.permutations(known))) if draw(st.booleans()) else (),
        labels=reworded(CAPS["label"]),
        helps=reworded(CAPS["help"]),
        own=draw(own_fields()),
    )
