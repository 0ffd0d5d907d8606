"""Fill the demo: seven unions, their circles in layers, and what people have written."""

from datetime import timedelta
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from demo.seeding.around import tell_around
from demo.seeding.circles import accept_invitations, agree, make_link_circle, make_teachers_circle, run_circle
from demo.seeding.keeping import tell_kept
from demo.seeding.unions import make_people, set_up_unions
from demo.seeding.writing import Writing
from demo.seeding.years import tell_year
from demo.stories import CIRCLES, LINKS
from demo.stories.unions.uruguay import RUBEN


class Command(BaseCommand):
    """Run once on an empty database; `start` does so inside one transaction."""

    help = "Fills an empty demo with fictional people and their work."

    def handle(self, *args: Any, **options: Any) -> None:
        """People and unions, circles from the top down, then circle by circle what happened in it."""
        make_people()
        set_up_unions()
        for link in LINKS:
            make_link_circle(link)
        for story in CIRCLES:
            make_teachers_circle(story)
        accept_invitations(waiting=RUBEN.username)
        for link in LINKS:
            lead = link.leads[0].username
            tell_year(link.code, lead, link.year)
            run_circle(link.code, lead, timezone.now() - timedelta(weeks=link.year.weeks))
        for story in CIRCLES:
            tell_year(story.code, story.facilitators[0].username, story.year)
            if story.agreement is not None:
                agree(story, story.agreement)
            Writing(story).tell()
            for username, kept in story.kept.items():
                tell_kept(username, kept)
        tell_around()
        transaction.on_commit(run_periodic_job)


def run_periodic_job() -> None:
    """As once a day on a site; nothing starts it again in the demo."""
    call_command("learning_circles_tick", verbosity=0, stdout=StringIO())
