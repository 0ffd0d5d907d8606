"""Addresses of the demo, and those that the package declares for the platform."""

from collections.abc import Callable

from django.apps import apps
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path, register_converter

from . import pages, studio, views
from .converters import UsageKeyConverter

register_converter(UsageKeyConverter, "usage")


def handler_paths(name: str, view: Callable[..., HttpResponse]) -> list[URLPattern]:
    """With and without a suffix, as the platform's; a slash at the end is no suffix."""
    stem = f"{name}/<usage:usage_key>/<slug:handler>"
    return [
        path(stem, view, name=name),
        path(f"{stem}/", view),
        path(f"{stem}/<path:suffix>", view, name=name),
    ]


def package_urls() -> list[URLResolver]:
    """As the platform reads them from the app's `plugin_app`; none while it declares none."""
    app = apps.get_app_config("learning_circle_xblock")
    declared = getattr(app, "plugin_app", {}).get("url_config", {}).get("lms.djangoapp")
    if not declared:
        return []
    module = f"{app.name}.{declared.get('relative_path', 'urls')}"
    names = include((module, declared.get("app_name", app.name)), namespace=declared["namespace"])
    return [re_path(declared.get("regex", ""), names)]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.outline, name="outline"),
    path("unit/<usage:usage_key>/", views.unit, name="unit"),
    *handler_paths("handler", views.handler),
    *handler_paths("handler-noauth", views.open_handler),
    path("studio/<usage:usage_key>/", studio.studio, name="studio"),
    *handler_paths("studio-handler", studio.studio_handler),
    *handler_paths("studio-preview", studio.preview_handler),
    path("gradebook/", pages.gradebook, name="gradebook"),
    path("mail/", pages.mail, name="mail"),
    path("persona/", pages.persona, name="persona"),
    path("language/", pages.language, name="language"),
    *package_urls(),
]

handler403 = "demo.pages.forbidden"
handler404 = "demo.pages.not_found"
handler500 = "demo.pages.failed"
