from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from planner.reminders.services.rules import load_rules


class Command(BaseCommand):
    help = "Load the reminders that are not there yet; those that staff keep stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        new = load_rules(now=timezone.now())
        if options["verbosity"] > 0:
            self.stdout.write(f"{new} reminders new.")
