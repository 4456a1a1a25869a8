"""What the shared components take: plain rows, with their words already chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class TaskStatus(models.TextChoices):
    DONE = "done", _("Done")
    NEXT = "next", _("Next")
    LOOK = "look", _("Look again")
    TO_DO = "to_do", _("Not done yet")
    LATER = "later", _("Not yet open")  # something before it must be done first: no link


@dataclass(frozen=True)
class Task:
    label: Text
    url: str
    status: TaskStatus
    hint: Text = ""
    words: Text = ""  # instead of the words of the status, such as "Look again at 1 thing"


@dataclass(frozen=True)
class SummaryRow:
    """One question and its answer; no values means "not answered yet"."""

    label: Text
    values: Sequence[Text]
    url: str = ""


@dataclass(frozen=True)
class ReasonRow:
    text: Text
    source: Text = ""


@dataclass(frozen=True)
class MeterRow:
    """A part of a whole, `share` 0-1; None when it is not known."""

    label: Text
    share: float | None


@dataclass(frozen=True)
class Crumb:
    label: Text
    url: str


@dataclass(frozen=True)
class TimelineRow:
    """A mark of a timeline and its line in the table. `shape`: done, missed, late, soon, later or dropped; `words`: the standing."""

    on: date
    day: str
    label: str
    shape: str
    words: Text
    url: str = ""
    is_next: bool = False
