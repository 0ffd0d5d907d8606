"""Name the first coordinator of a union's node; that person does the rest on the pages."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from ...programmes import api as programmes


class Command(BaseCommand):
    """May be run again, for another person or another union."""

    help = "Makes the node of a union, if there is none, and names somebody as its coordinator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The person is named by username or e-mail address."""
        parser.add_argument("person", help="username or e-mail address")
        parser.add_argument("--programme", required=True, help="name of the programme")
        parser.add_argument("--federation", default="", help="name of the federation, if there is one")
        parser.add_argument("--union", required=True, help="display name of the union; shown in no address")
        parser.add_argument("--country", required=True, help="two letters, such as CI")
        parser.add_argument("--course", default="", help="key of a course run to attach to the node")
        parser.add_argument("--language", default="en", help="default language of the programme")

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing; says where the coordinator goes on."""
        user_id = _person(options["person"])
        at = timezone.now()
        try:
            with transaction.atomic():
                programme = programmes.ensure_programme(
                    name=options["programme"],
                    federation_name=options["federation"],
                    default_language=options["language"],
                    at=at,
                )
                node = programmes.ensure_union(
                    programme=programme,
                    country=options["country"].upper(),
                    union_name=options["union"],
                    at=at,
                )
                programmes.name_coordinator(node=node, user_id=user_id, at=at)
                if options["course"]:
                    key = CourseKey.from_string(options["course"])
                    programmes.ensure_attached(node=node, course_key=key, at=at)
        except programmes.ProgrammeError as error:
            raise CommandError(str(error)) from error
        except InvalidKeyError:
            raise CommandError(f"{options['course']} is not a course key.") from None
        self.stdout.write(f"Node {node.pk} has a coordinator, who goes on at {_address(node.pk)}")


def _person(name: str) -> int:
    rows = get_user_model().objects.filter(Q(username=name) | Q(email__iexact=name))
    found = list(rows.values_list("pk", flat=True)[:2])
    if len(found) != 1:
        raise CommandError(f"{len(found)} users have this name or address; one is needed.")
    return found[0]


def _address(node_id: int) -> str:
    try:
        return reverse("learning_circle:union", kwargs={"node_id": node_id})
    except NoReverseMatch:  # run in Studio, which has no pages of ours
        return f"/learning-circles/unions/{node_id}/"
