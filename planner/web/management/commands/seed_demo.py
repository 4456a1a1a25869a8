from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from planner.web.demo import PASSWORD, PEOPLE, DemoNotAllowed, seed_demo


class Command(BaseCommand):
    help = "Make invented people to try the product with. Refuses where real people are served."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--show", action="store_true", help="only print the demo sign-ins")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["show"]:
            self._show()
            return
        try:
            made = seed_demo()
        except DemoNotAllowed:
            raise CommandError(
                "Refused: these settings serve real people. Demo people belong on a local machine."
            ) from None
        if options["verbosity"] > 0:
            self.stdout.write(f"{made} demo people made, {len(PEOPLE) - made} were there already.")

    def _show(self) -> None:
        self.stdout.write(f"Demo sign-ins (password for all: {PASSWORD})")
        for person in PEOPLE:
            self.stdout.write(f"  {person.email:24} {person.name} ({person.role})")
