"""Make a programme, a union, a circle and its members for one course run."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from ... import compat
from ...circles import api as circles
from ...circles.models import Circle
from ...permissions import Role
from ...programmes import api as programmes

ROLES = {
    "facilitator": Role.FACILITATOR,
    "co_facilitator": Role.CO_FACILITATOR,
    "teacher": Role.TEACHER,
    "union_representative": Role.UNION_REPRESENTATIVE,
    "observer": Role.OBSERVER,
}


class Command(BaseCommand):
    """Everything or nothing; run it again to add people or to change a role."""

    help = (
        "Makes a programme, a union, a circle and its members for one course run. Run it again to add people."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """People are named by username or e-mail address, and must be enrolled in the course run."""
        parser.add_argument("course", help="course key, such as course-v1:Org+Course+Run")
        parser.add_argument("--programme", required=True, help="name of the programme")
        parser.add_argument("--federation", default="", help="name of the federation, if there is one")
        parser.add_argument(
            "--union", required=True, help="display name of the union; it is shown in no address"
        )
        parser.add_argument("--country", required=True, help="two letters, such as CI")
        parser.add_argument(
            "--care-text",
            default="",
            help="what a reader does who worries about a child: nothing is shared in the union without it",
        )
        parser.add_argument("--language", default="en", help="default language of the programme")
        parser.add_argument("--circle", required=True, help="name of the circle")
        parser.add_argument(
            "--code", required=True, help="short code of the circle, unique in the course run"
        )
        parser.add_argument("--layer", type=int, default=1, help="1 for teachers, 2 for their facilitators")
        parser.add_argument("--parent", default="", help="code of the circle one layer up")
        for name in ROLES:
            parser.add_argument(
                f"--{name.replace('_', '-')}", dest=name, nargs="*", default=[], help=f"{name}s"
            )
        parser.add_argument("--dry-run", action="store_true", help="check everything and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check first, then write in one transaction."""
        course_key = _course_key(options["course"])
        people = {role: _people(options[name], course_key) for name, role in ROLES.items()}
        _refuse_two_roles(people)
        try:
            with transaction.atomic():
                circle = _circle(course_key, options)
                for role, ids in people.items():
                    for user_id in ids:
                        circles.seat(circle=circle, user_id=user_id, role=role, at=timezone.now())
                if circle.layer == 1 and not circles.facilitator_ids(circle.pk):
                    raise CommandError("A circle of teachers needs at least one --facilitator.")
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except (circles.CircleError, programmes.ProgrammeError) as error:
            raise CommandError(str(error)) from error
        total = sum(len(ids) for ids in people.values())
        ending = " Nothing was written." if options["dry_run"] else ""
        self.stdout.write(f"Circle {options['code']}: {total} people seated.{ending}")


def _course_key(text: str) -> CourseKey:
    try:
        return CourseKey.from_string(text)
    except InvalidKeyError:
        raise CommandError(f"{text} is not a course key.") from None


def _people(names: Iterable[str], course_key: CourseKey) -> list[int]:
    found = []
    for name in names:
        rows = (
            get_user_model()
            .objects.filter(Q(username=name) | Q(email__iexact=name))
            .values_list("pk", flat=True)
        )
        if len(rows) != 1:
            raise CommandError(f"{name}: {len(rows)} users have this name or address; one is needed.")
        if not compat.host().is_enrolled(rows[0], course_key):
            raise CommandError(f"{name} is not enrolled in {course_key}.")
        found.append(rows[0])
    return found


def _refuse_two_roles(people: dict[Role, list[int]]) -> None:
    everybody = [user_id for ids in people.values() for user_id in ids]
    if len(everybody) != len(set(everybody)):
        raise CommandError("Somebody is named twice: a person has one role in a circle.")


def _circle(course_key: CourseKey, options: dict[str, Any]) -> Circle:
    at = timezone.now()
    programme = programmes.ensure_programme(
        name=options["programme"],
        federation_name=options["federation"],
        default_language=options["language"],
        at=at,
    )
    union = programmes.ensure_union(
        programme=programme,
        country=options["country"].upper(),
        union_name=options["union"],
        at=at,
        care_text=options["care_text"],
    )
    if programmes.node_of_course(course_key) is None:
        programmes.ensure_attached(node=union, course_key=course_key, at=at)
    parent = Circle.objects.filter(course_key=course_key, code=options["parent"]).first()
    if options["parent"] and parent is None:
        raise CommandError(f"There is no circle {options['parent']} in {course_key}.")
    return circles.make_circle(
        course_key=course_key,
        node=union,
        name=options["circle"],
        code=options["code"],
        at=at,
        layer=options["layer"],
        parent=parent,
    )
