"""`python -m demo start | reset | manage …`: what `make demo` and `make demo-reset` call."""

import argparse
import importlib
import os
import sys
from importlib.metadata import entry_points
from pathlib import Path

NEEDED = (
    "django",
    "xblock",
    "web_fragments",
    "webob",
    "lxml",
    "opaque_keys",
    "submissions",
    "learning_circle_xblock",
)
BLOCKS = ("learning_circle", "learning_circle_plan", "learning_circle_account", "learning_circle_library")


def missing() -> list[str]:
    """Packages that cannot be imported, and blocks that no installed package offers."""
    absent = []
    for name in NEEDED:
        try:
            importlib.import_module(name)
        except ImportError:
            absent.append(name)
    offered = {entry.name for entry in entry_points(group="xblock.v1")}
    return absent + [f"the block {name}" for name in BLOCKS if name not in offered]


def port_from(text: str) -> int:
    """A number that a program may listen on."""
    if text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port: take a number such as 8001.")


def parser() -> argparse.ArgumentParser:
    """The three verbs."""
    verbs = argparse.ArgumentParser(prog="python -m demo", description="The demo of learning circles.")
    chosen = verbs.add_subparsers(dest="verb", required=True)
    start = chosen.add_parser("start", help="set up what is needed and serve the demo until Ctrl-C")
    start.add_argument("--port", type=port_from, default=os.environ.get("PORT") or "8000")
    chosen.add_parser("reset", help="put the demo back to its beginning")
    manage = chosen.add_parser("manage", help="any management command of Django", add_help=False)
    manage.add_argument("command", nargs=argparse.REMAINDER)
    return verbs


def welcome(port: int) -> None:
    """What to open, and who one can be."""
    from .models import Person

    print(
        f"\nOpen http://127.0.0.1:{port}/ and choose who you are in the bar on top. Ctrl-C stops the demo.\n"
    )
    heading = ""
    for person in Person.objects.filter(is_listed=True).order_by("pk"):
        if person.heading != heading:
            heading = person.heading
            print(heading)
        print(f"  {person.name}{': ' if person.blurb else ''}{person.blurb}")
    print(flush=True)


def start(port: int) -> int:
    """Set up once, then serve."""
    if absent := missing():
        print(f"Not installed: {', '.join(absent)}. `make demo` installs everything.", file=sys.stderr)
        return 1
    os.environ["PORT"] = str(port)
    _django()
    from .course import course
    from .server import is_taken, serve
    from .setup_data import prepare

    if is_taken(port):
        other = port + 1 if port < 65535 else 8000
        print(f"Port {port} is taken; choose another: PORT={other} make demo", file=sys.stderr)
        return 1
    print("Preparing the demo …", flush=True)
    course()
    prepare()
    welcome(port)
    serve(port)
    return 0


def reset() -> int:
    """The next start seeds anew."""
    from .settings import DEMO_VAR
    from .storage import wipe

    wipe(Path(DEMO_VAR))
    print("The demo is empty. The next start fills it again; a demo that is running must be started anew.")
    return 0


def _django() -> None:
    """Settings, then apps."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
    django.setup()


def main(arguments: list[str] | None = None) -> int:
    """The exit status."""
    chosen = parser().parse_args(arguments)
    try:
        if chosen.verb == "start":
            return start(chosen.port)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
        if chosen.verb == "reset":
            return reset()
        from django.core.management import execute_from_command_line

        execute_from_command_line(["python -m demo manage", *chosen.command])
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
