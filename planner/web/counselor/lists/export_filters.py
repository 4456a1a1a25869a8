"""The filter of an export: the one of the caseload, as its address has it."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from planner.casework.selectors.caseload import Asked
from planner.reference.selectors import current_atlas
from planner.web.counselor.caseload.forms import OF_MONEY, ActiveWord, FilterForm, team_of
from planner.web.counselor.caseload.views import people_with_reason

# Of `Export.filters`.
LONGEST = 500


@dataclass(frozen=True)
class ExportFilter:
    """`query`: as it is understood. `fault`: why nothing can be taken out with it, in words."""

    query: str
    words: list[ActiveWord]
    reason: str
    form: FilterForm
    fault: str = ""

    def asked(self, reader: User, today: date) -> Asked:
        return self.form.asked(people_with_reason(reader, self.reason, today))


def export_filter(query: str, reader: User) -> ExportFilter:
    """A filter that is wrong narrows nothing, and would let out more than was asked for: it has a fault."""
    form = FilterForm(_read(query), atlas=current_atlas(), team=team_of(reader))
    fault = ""
    if not form.is_valid():
        fault = _("A filter is not there any more. Choose it again in the list of workers.")
    elif form.chosen.get("reason") in OF_MONEY:
        fault = _("What workers opened to you about money cannot be exported, not even as a list.")
    elif len(form.query) > LONGEST:
        fault = _("This filter is too long to be kept. Take something off it.")
    return ExportFilter(form.query, list(form.words()), form.chosen.get("reason", ""), form, fault)


def _read(query: str) -> QueryDict:
    try:
        return QueryDict(query[: 4 * LONGEST])
    except ValueError:
        return QueryDict()
