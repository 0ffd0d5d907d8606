"""Names that the platform's mixins, and XBlock itself, have taken."""

import json
from typing import Any

import pytest
from xblock.core import XBlock, XBlockMixin

from demo.mixins import MIXINS
from demo.models import BlockCompletion
from demo.testing import Place, block_for, call
from learning_circle_xblock.block_parts.requests import NotThere
from tests.world import BLOCKS, circle, person, seat, usage_key

from .site import EVERY, block_class

# What each mixin of the platform gives to every block.
TAKEN = {
    "LmsBlockMixin": """chrome default_tab format group_access hide_from_toc merged_group_access
        publish_completion source_file user_partitions validate visible_to_staff_only""",
    "InheritanceMixin": """close_date course_edit_method days_early_for_beta due edxnotes
        edxnotes_visibility giturl graceperiod graded group_access has_deadline_passed hide_from_toc
        in_entrance_exam is_past_due matlab_api_key max_attempts relative_weeks_due rerandomize self_paced
        show_correctness show_reset_button showanswer start static_asset_path use_latex_compiler
        user_partitions video_auto_advance video_bumper video_speed_optimizations visible_to_staff_only
        xqa_key""",
    "XModuleMixin": """add_aside always_recalculate_grades bind_for_student category course_id
        display_name_with_default display_name_with_default_escaped editable_metadata_fields get_asides
        get_cds_init_args get_child get_child_by get_children get_content_titles
        get_explicitly_set_fields_by_scope get_icon_class get_progress get_required_block_descriptors
        get_score has_children_at_depth has_dynamic_children icon_class location
        non_editable_metadata_fields runtime show_in_read_only_mode system tooltip_title url_name xblock_kvs
        xmodule_runtime""",
    "ResourceTemplates": """get_custom_template_dir get_template get_template_dir get_template_dirpaths
        template_packages templates""",
    "EditInfoMixin": "edited_by edited_on published_by published_on subtree_edited_by subtree_edited_on",
    "AuthoringMixin": "copied_from_block editor_saved post_editor_saved visibility_view",
    "UpstreamSyncMixin": """get_customizable_fields top_level_downstream_parent_key upstream
        upstream_display_name upstream_version upstream_version_declined""",
    # No mixin has these, but the platform acts on a block that does.
    "asked for": """calculate_score handle_ajax has_access_error has_submitted_answer module_class
        publish_grade rescore selected_teamset_id set_score student_view_multi_device studio_post_duplicate
        studio_post_paste teams_enabled tags ugettext""",
}
# Defaults of `XModuleMixin` that a block is meant to replace.
REPLACED = {"display_name", "has_score", "max_score", "public_view"}


def own_names(block: str) -> set[str]:
    """What our own classes define."""
    ours = [
        kind for kind in block_class(block).__mro__ if kind.__module__.startswith("learning_circle_xblock.")
    ]
    return {name for kind in ours for name in vars(kind) if not name.startswith("__")}


def function(kind: type[XBlock], name: str) -> Any:
    """What a class has under a name; a class method is another object for each class, its function is not."""
    found = getattr(kind, name)
    return getattr(found, "__func__", found)


def mixed(block: str) -> type[XBlock]:
    """The class as a runtime makes it."""
    found: type[XBlock] = type(block_for(person("ann"), usage_key(block)))
    return found


@pytest.mark.parametrize("block", BLOCKS)
def test_no_name_of_ours_is_the_platforms(block: str) -> None:
    """A block's own name hides the platform's: its inheritance, its access rules, its tree would fail."""
    taken = {name: mixin for mixin, names in TAKEN.items() for name in names.split()}
    both = own_names(block) & set(taken)
    assert not {name: taken[name] for name in both}


@pytest.mark.parametrize("block", BLOCKS)
def test_no_field_of_a_learner_is_in_a_course(block: str) -> None:
    """Fields of ours are few, and their names are ours alone."""
    ours = {name for name in block_class(block).fields if name in own_names(block)}
    assert ours <= {
        "display_name",
        "weight",
        "has_begun",
        "counts_workshops",
        "workshops_needed",
        "plan_form",
        "protocol",
        "responders",
        "counts",
    }


@pytest.mark.parametrize(("block", "handler"), EVERY)
def test_no_handler_is_called_like_something_of_xblock(block: str, handler: str) -> None:
    """`render`, `handle` or `save` would be replaced, and with it what every runtime calls."""
    core = {name for kind in (XBlock, XBlockMixin) for name in dir(kind)}
    assert "render" in core and "handle" in core
    assert handler not in core


@pytest.mark.django_db
@pytest.mark.parametrize("block", BLOCKS)
def test_the_platform_s_mixins_take_no_name_of_ours(block: str) -> None:
    """The mixins stand before whatever class of ours comes after `XBlockMixin` in a block's order of classes.

    A mixin of the platform is built on `XBlockMixin`, another on `XBlock`; where a part of a block is built
    on `XBlockMixin` and its base on `XBlock` alone, they come to stand between the two, and win.
    """
    written, made = block_class(block), mixed(block)
    assert set(MIXINS) < set(made.__mro__)
    lost = {name for name in own_names(block) if function(made, name) != function(written, name)}
    assert not lost
    order = list(made.__mro__)
    ours = [kind for kind in order if kind.__module__.startswith("learning_circle_xblock.")]
    assert max(map(order.index, ours)) < min(map(order.index, MIXINS))


@pytest.mark.parametrize("name", sorted(REPLACED))
def test_what_we_do_replace_is_meant_to_be(name: str) -> None:
    """Defaults that the platform gives to blocks without their own."""
    assert name not in " ".join(TAKEN.values()).split()
    assert any(name in own_names(block) for block in BLOCKS)


@pytest.mark.django_db
@pytest.mark.parametrize("place", [Place.LMS, Place.PREVIEW, Place.STUDIO])
@pytest.mark.parametrize("block", BLOCKS)
def test_nobody_completes_our_blocks_by_having_seen_them(block: str, place: Place) -> None:
    """`publish_completion` is a handler of every block there, and takes anybody's word for it.

    It refuses where completion is the block's own affair or means nothing: ours are either.
    """
    ann = seat(circle(), "ann")
    answer = call(ann, usage_key(block), "publish_completion", json={"completion": 1.0}, place=place)
    assert (answer.status_code, answer.json["error"]) == (400, "Block not configured for completion on view.")
    assert not BlockCompletion.objects.exists()


@pytest.mark.django_db
def test_a_block_without_a_word_about_completion_is_completed_by_being_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What would happen to the circle and the library if they did not exclude themselves."""
    ann: Any = seat(circle(), "ann")
    monkeypatch.setattr(block_class("learning_circle"), "completion_mode", "completable")
    answer = call(ann, usage_key("learning_circle"), "publish_completion", json={"completion": 1.0})
    assert json.loads(answer.text) == {"result": "ok"}
    assert BlockCompletion.objects.get().user == ann


def test_no_exception_of_ours_is_one_that_the_platform_answers() -> None:
    """It answers some exceptions of blocks itself, with 404 or 200: ours are turned into sentences before."""
    assert not [kind for kind in NotThere.__mro__ if kind.__module__.startswith("xblock")]
