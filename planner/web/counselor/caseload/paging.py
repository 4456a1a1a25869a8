"""A page of the caseload."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window

# As many digits as a database takes for a place in a list.
MOST_DIGITS = 6


class KeysOfPages(Paginator[Any]):
    """The keys of the rows of a query, a page at a time: with how many there are at all they are one query."""

    def __init__(self, rows: "QuerySet[Any]", per_page: int) -> None:
        super().__init__(rows.values_list("pk", flat=True), per_page)
        self._counted = rows.annotate(total=Window(Count("pk"))).values_list("pk", "total")

    def get_page(self, number: Any) -> Page[Any]:
        """As in the framework: what is no number is the first page, and one that is not there the last."""
        asked = str(number or 1)
        if not (asked.isdecimal() and len(asked) <= MOST_DIGITS and int(asked)):
            return super().get_page(number)
        last = int(asked) * self.per_page
        found = list(self._counted[last - self.per_page : last])
        if not found and last > self.per_page:
            return super().get_page(number)
        self.count = found[0][1] if found else 0
        return Page([pk for pk, _total in found], int(asked), self)
