"""Reports for programme staff, in the admin site. Figures of groups, never of a person."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from planner.casework.selectors.agency_figures import usage_by_role
from planner.casework.selectors.indicators import Dimension, report_of
from planner.casework.statistics.families import What
from planner.documents.cells import Cell
from planner.documents.tables import write_csv
from planner.web.staff.forms import ReportForm
from planner.web.staff.tables import Table, file_of, hidden_words, pay_rows, table_for
from planner.web.staff.words import ABOUT, TITLES

RIGHT = "sharing.view_reports"
View = Callable[..., HttpResponse]


def for_readers_of_reports(view: View) -> View:
    @require_safe
    @never_cache
    @wraps(view)
    def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return door


@for_readers_of_reports
def reports(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    people = report_of(What.PEOPLE, Dimension.SEX, None, today=today).people()
    rows = [(what.value, TITLES[what], ABOUT[what]) for what in What]
    return _page(request, "list", _("Reports"), reports=rows, people=people, today=today)


@for_readers_of_reports
def report_table(request: HttpRequest, what: str) -> HttpResponse:
    kind, today = _kind(what), timezone.localdate()
    title = TITLES[kind]
    more: dict[str, Any] = {"what": kind, "about": ABOUT[kind], "today": today}
    if kind == What.PAY:
        return _page(request, "pay", title, rows=pay_rows(), **more)
    form = ReportForm(request.GET, what=kind, today=today)
    if not form.is_valid():
        return _page(request, "table", title, form=form, **more)
    asked = form.asked
    table = table_for(kind, *asked, today)
    label = form.values.get(asked[2]) if asked[2] is not None else None
    if kind == What.ACTIVE:
        more["usage"] = usage_by_role(today=today)
    return _page(
        request,
        "table",
        title,
        form=form,
        table=table,
        only=label,
        rows=[table.whole, *table.shown],
        **_chart(table, str(title), today),
        query=request.GET.urlencode(),
        hidden=hidden_words(),
        **more,
    )


@for_readers_of_reports
def report_csv(request: HttpRequest, what: str) -> HttpResponse:
    kind, today = _kind(what), timezone.localdate()
    if kind == What.PAY:
        lines: list[list[Cell]] = [
            [name, *(hidden_words() if cell is None else cell for cell in cells)]
            for name, *cells in pay_rows()
        ]
        return _file(kind, today, [_("Agency"), _("People"), _("Change, percent")], lines)
    form = ReportForm(request.GET, what=kind, today=today)
    if not form.is_valid() or form.wants_value:
        raise Http404
    return _file(kind, today, *file_of(table_for(kind, *form.asked, today)))


def _chart(table: Table, title: str, today: date) -> dict[str, str]:
    day = date_format(today, "DATE_FORMAT")
    label = table.figures[table.bar_place][0] if table.figures else _("People")
    source = _("Workers who agreed to count, as of %s") % day
    return {
        "chart_title": f"{title}: {label}" if table.figures else title,
        "chart_label": label,
        "chart_source": source,
    }


def _file(what: What, today: date, headings: list[str], lines: list[list[Cell]]) -> HttpResponse:
    response = HttpResponse(write_csv(headings, lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{what.value}-{today:%Y-%m-%d}.csv"'
    return response


def _kind(what: str) -> What:
    if what not in set(What):
        raise Http404
    return What(what)


def _page(request: HttpRequest, name: str, title: object, **context: Any) -> HttpResponse:
    site = admin.site.each_context(request)
    return TemplateResponse(
        request, f"admin/reports/{name}.html", {**site, "title": title, **context}
    )
