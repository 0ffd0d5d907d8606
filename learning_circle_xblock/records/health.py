"""What an operator wants to know when something does not work: each thing, how it is, and how to mend it.

In English, as everything that operators read. No names, no addresses, no texts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from gettext import find
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from ..events.models import Event
from ..grading.models import Progress
from ..programmes.models import CourseAttachment
from ..programmes.words import names_union
from .setting_up import CLOCK, LATE

__all__ = ["Health", "Seen", "look"]

APP = "learning_circle_xblock"
LOCALES = Path(__file__).resolve().parent.parent / "translations"
ASSETS = tuple(
    f"{APP}/{name}"
    for name in ("css/tokens.css", "css/components.css", "js/learning_circle.js", "js/light.js")
)
SILENT = ("dummy", "console", "locmem", "filebased")  # back ends of Django that send nothing to anybody


class Health(StrEnum):
    """How it is."""

    WELL = "well"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True)
class Seen:
    """One thing that was looked at; `mend` says exactly what helps, and is empty where all is well."""

    thing: str
    health: Health
    said: str
    mend: str = ""


def look(*, at: datetime) -> Iterator[Seen]:
    """Look at one thing after another; what needs the tables is left out where they are not there yet."""
    yield _settings()
    yield _pages()
    migrations = _migrations()
    yield migrations
    for check in (_catalogues, _assets, _mail):
        yield check()
    if migrations.health is not Health.WELL:
        yield Seen("the rest", Health.NOTE, "is looked at once the migrations have run")
        return
    timed: tuple[Callable[[datetime], Seen], ...] = (_clock, _points)
    for check_at in timed:
        yield check_at(at)
    yield _course_keys()


def _settings() -> Seen:
    host = getattr(settings, "LEARNING_CIRCLE_HOST", None)
    if host is None:
        return Seen(
            "settings",
            Health.WRONG,
            "LEARNING_CIRCLE_HOST is not set: the platform has not loaded the app's settings",
            "install the package where LMS and Studio run, and restart them",
        )
    try:
        if host:
            import_string(host)
    except ImportError:
        return Seen(
            "settings",
            Health.WRONG,
            "LEARNING_CIRCLE_HOST names nothing that can be imported",
            'set it to "" on Open edX',
        )
    return Seen("settings", Health.WELL, "loaded")


def _pages() -> Seen:
    try:
        return Seen("pages", Health.WELL, f"at {reverse('learning_circle:home')}")
    except NoReverseMatch:
        return Seen(
            "pages",
            Health.NOTE,
            "there are none in this process; Studio has none",
            "in the LMS, install the package there and restart",
        )


def _migrations() -> Seen:
    executor = MigrationExecutor(connection)
    targets = [node for node in executor.loader.graph.leaf_nodes() if node[0] in (APP, "submissions")]
    missing = len(executor.migration_plan(targets))
    if not missing:
        return Seen("migrations", Health.WELL, "all have run")
    return Seen("migrations", Health.WRONG, f"{missing} have not run", "./manage.py lms migrate")


def _catalogues() -> Seen:
    ours = sorted(path.name for path in LOCALES.iterdir() if (path / "LC_MESSAGES").is_dir())
    broken = [code for code in ours if find("django", str(LOCALES), [code]) is None]
    if broken:
        return Seen(
            "catalogues",
            Health.WRONG,
            f"no compiled messages for {', '.join(broken)}",
            "install the package from its wheel: it brings them",
        )
    site = {code.replace("-", "_").lower() for code, _name in settings.LANGUAGES}
    return Seen("catalogues", Health.WELL, f"{', '.join(ours)}; the site offers {len(site)} languages")


def _assets() -> Seen:
    missing = [name for name in ASSETS if not _has_asset(name)]
    if not missing:
        return Seen("storage", Health.WELL, "style sheets and scripts are where they are served from")
    return Seen(
        "storage",
        Health.WRONG,
        f"not collected: {', '.join(missing)}",
        "./manage.py lms collectstatic --noinput",
    )


def _has_asset(name: str) -> bool:
    """As the storage of a site serves it; where nothing is ever collected, as it is found in the apps."""
    if settings.STATIC_ROOT:
        return staticfiles_storage.exists(name)
    return finders.find(name) is not None


def _mail() -> Seen:
    backend = settings.EMAIL_BACKEND
    if any(f".{kind}." in backend for kind in SILENT):
        return Seen("mail", Health.NOTE, "this site sends no mail", "set EMAIL_BACKEND where mail is wanted")
    sending = get_connection(backend, timeout=10)
    try:
        sending.open()
    except Exception as error:  # whatever a back end raises: the operator is told which kind
        return Seen(
            "mail",
            Health.WRONG,
            f"the mail server did not answer ({type(error).__name__})",
            "look at EMAIL_HOST, EMAIL_PORT and the account; messages wait and are tried again",
        )
    sending.close()
    return Seen("mail", Health.WELL, "the mail server answers")


def _clock(at: datetime) -> Seen:
    rows = Event.objects.filter(object_kind=CLOCK, object_id=0).order_by("-pk")
    ran_at = rows.values_list("at", flat=True).first()
    mend = "run learning_circles_tick now, and once a day from cron"
    if ran_at is None:
        return Seen("periodic job", Health.WRONG, "has never run", mend)
    said = f"ran {_hours(at - ran_at)} ago"
    if at - ran_at < LATE:
        return Seen("periodic job", Health.WELL, said)
    return Seen("periodic job", Health.WRONG, f"{said}: what goes by the clock has stopped since", mend)


def _points(at: datetime) -> Seen:
    waiting = Progress.objects.filter(completed_at__lt=at - LATE, score_at=None, set_back_at=None).count()
    if not waiting:
        return Seen("points", Health.WELL, "all that is complete has reached the gradebook")
    return Seen(
        "points",
        Health.WRONG,
        f"{waiting} wait for the gradebook for more than {_hours(LATE)}",
        "look in the log for “could not be published”; learning_circles_tick tries again",
    )


def _course_keys() -> Seen:
    """Addresses of a course are seen by whoever looks over a shoulder, and by every server on the way."""
    rows = CourseAttachment.objects.select_related("node").order_by("node_id")
    telling = sorted({row.node_id for row in rows if names_union(str(row.course_key), row.node.union_name)})
    if not telling:
        return Seen("course keys", Health.WELL, "none contains a union's name")
    nodes = ", ".join(str(pk) for pk in telling)
    return Seen(
        "course keys",
        Health.WRONG,
        f"the key of a course of node {nodes} contains a word of the union's name",
        "re-run the course under a neutral key, and attach that run on the page of the union",
    )


def _hours(length: timedelta) -> str:
    return f"{int(length.total_seconds() // 3600)} hours"
