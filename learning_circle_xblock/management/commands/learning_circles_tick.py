"""Apply the clock: nobody's completion waits on another person."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...grading.api import apply_clock
from ...joining.api import forget_expired


class Command(BaseCommand):
    """Meant for a periodic job, once a day; may run twice, late, or not for a week."""

    help = "Counts what has become complete with time, and sends points that could not be sent before."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say in numbers what was done."""
        forget_expired(at=timezone.now())
        newly, late = apply_clock(at=timezone.now())
        self.stdout.write(f"{newly} newly complete, {late} sent late.")
