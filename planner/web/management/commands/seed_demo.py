from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from planner.web.demo import (
    DESK,
    KNOWN,
    PASSWORD,
    DemoNotAllowed,
    DemoPerson,
    demo_code_lines,
    seed_demo,
)


class Command(BaseCommand):
    help = "Make invented people to try the product with. Refuses where real people are served."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--show", action="store_true", help="only print the demo sign-ins")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["show"]:
            self._show()
            return
        try:
            made = seed_demo(now=timezone.now())
        except DemoNotAllowed:
            raise CommandError(
                "Refused: these settings serve real people. Demo people belong on a local machine."
            ) from None
        if options["verbosity"] > 0:
            self.stdout.write(f"{made} demo people made.")

    def _show(self) -> None:
        self.stdout.write(f"Demo sign-ins (password for all: {PASSWORD})")
        for person in KNOWN:
            self._line(person)
        self.stdout.write("With a code of the authenticator app besides:")
        for person in DESK:
            self._line(person)
        self.stdout.write("The codes, the same for all of them:")
        for line in demo_code_lines():
            self.stdout.write(f"  {line}")
        self.stdout.write("More codes: .venv/bin/python manage.py seed_demo --show")

    def _line(self, person: DemoPerson) -> None:
        self.stdout.write(f"  {person.email:24} {person.name} ({person.role})")
