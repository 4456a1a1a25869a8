from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.utils import timezone

from planner.reference.loading.reading import ReferenceDataError
from planner.reference.services import DATA_FOLDER, load_reference


class Command(BaseCommand):
    help = "Load the reference data: all of it, or nothing and a list of faults."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=DATA_FOLDER, help="folder of CSV files")
        parser.add_argument(
            "--overwrite-edited", action="store_true", help="also overwrite rows that staff edited"
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = load_reference(
                folder=options["folder"],
                overwrite_edited=options["overwrite_edited"],
                now=timezone.now(),
            )
        except ReferenceDataError as error:
            shown = "\n".join(str(fault) for fault in error.faults[:20])
            more = len(error.faults) - 20
            raise CommandError(
                f"Nothing was changed. {len(error.faults)} faults:\n{shown}"
                + (f"\n… and {more} more" if more > 0 else "")
            ) from error
        if options["verbosity"] < 1:
            return
        for count in counts:
            self.stdout.write(
                f"{count.file}: {count.created} created, {count.updated} updated, "
                f"{count.unchanged} unchanged, {count.removed} removed"
            )
            for name in count.kept_edited:
                self.stdout.write(f"  kept as edited by staff: {name}")
