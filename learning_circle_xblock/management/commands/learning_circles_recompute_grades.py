"""Work points out again from what happened, and send those that differ."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from ...grading.recomputing import recompute

EVERY = 100  # persons between two lines of progress


class Command(BaseCommand):
    """For a course run whose weights were changed, or whose gradebook was lost; may be run again."""

    help = (
        "Counts everybody of a course run again and sends the points that differ. Nobody loses what counts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The course run, and whether only to look."""
        parser.add_argument("course", help="key of the course run")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say in numbers what was done; what could not be sent ends with status 1."""
        try:
            key = CourseKey.from_string(options["course"])
        except InvalidKeyError:
            raise CommandError(f"{options['course']} is not a course key.") from None
        found = recompute(course_key=key, at=timezone.now(), is_trial=options["dry_run"], tell=self._tell)
        would = "Would be: " if options["dry_run"] else ""
        self.stdout.write(
            f"{would}{found.newly} newly complete, {found.sent} sent again, {found.right} right already."
        )
        if found.failed:
            raise CommandError(
                f"{found.failed} could not be sent; the log says why, and the next tick tries again."
            )

    def _tell(self, done: int, of: int) -> None:
        if done % EVERY == 0:
            self.stderr.write(f"{done} of {of}")
