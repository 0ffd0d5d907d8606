"""What the platform merges into its settings."""

from types import SimpleNamespace

import pytest

from learning_circle_xblock.apps import LearningCircleConfig
from learning_circle_xblock.settings import common, production, test


@pytest.mark.parametrize("module", [common, production, test])
def test_defaults_are_set_where_the_operator_has_set_nothing(module: object) -> None:
    settings = SimpleNamespace()
    module.plugin_settings(settings)  # type: ignore[attr-defined]
    assert settings.LEARNING_CIRCLE_HOST == ""


@pytest.mark.parametrize("module", [common, production, test])
def test_what_an_operator_has_set_stays(module: object) -> None:
    settings = SimpleNamespace(LEARNING_CIRCLE_HOST="my.Host")
    module.plugin_settings(settings)  # type: ignore[attr-defined]
    assert settings.LEARNING_CIRCLE_HOST == "my.Host"


def test_the_platform_finds_each_of_them() -> None:
    config = LearningCircleConfig.plugin_app["settings_config"]
    assert set(config) == {"lms.djangoapp", "cms.djangoapp"}
    for kinds in config.values():
        assert {k: v["relative_path"] for k, v in kinds.items()} == {
            "common": "settings.common",
            "production": "settings.production",
            "test": "settings.test",
        }
