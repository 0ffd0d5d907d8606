"""Name the first lead of a whole programme; that person names the next on the pages."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ...programmes import api as programmes


class Command(BaseCommand):
    """May be run again, for another person or another programme."""

    help = "Makes a programme, if there is none of this name, and names somebody as its lead."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The person is named by username or e-mail address."""
        parser.add_argument("person", help="username or e-mail address")
        parser.add_argument("--programme", required=True, help="name of the programme")
        parser.add_argument("--federation", default="", help="name of the federation, if there is one")
        parser.add_argument("--language", default="en", help="default language of the programme")

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing; says where the lead goes on."""
        name, at = options["person"], timezone.now()
        rows = get_user_model().objects.filter(Q(username=name) | Q(email__iexact=name))
        found = list(rows.values_list("pk", flat=True)[:2])
        if len(found) != 1:
            raise CommandError(f"{len(found)} users have this name or address; one is needed.")
        try:
            with transaction.atomic():
                programme = programmes.ensure_programme(
                    name=options["programme"],
                    federation_name=options["federation"],
                    default_language=options["language"],
                    at=at,
                )
                programmes.name_lead(programme=programme, user_id=found[0], at=at)
        except programmes.ProgrammeError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Programme {programme.pk} has a lead, who goes on at "
            f"/learning-circles/programmes/{programme.pk}/"
        )
