"""What goes over to the new agency: exactly what the service passes on."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from planner.casework.models import Case
from planner.casework.services.referrals import PASSED_ON
from planner.web.shared.rows import Text

LABELS: dict[str, Text] = {
    "email": _("E-mail"),
    "phone": _("Phone"),
    "employer": _("Employer in Japan"),
    "departs_on": _("Day of departure"),
    "returns_on": _("Day of return"),
    "status_ends_on": _("Residence status ends"),
}


@dataclass(frozen=True)
class PassedOn:
    """`value` is blank where the agency knows nothing."""

    label: Text
    value: str


def passed_on(case: Case) -> list[PassedOn]:
    """As the agency that cares now has it."""
    return [PassedOn(LABELS[name], _said(getattr(case, name))) for name in PASSED_ON]


def _said(value: date | str | None) -> str:
    return date_format(value) if isinstance(value, date) else value or ""
