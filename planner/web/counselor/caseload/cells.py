"""A row of the caseload as HTML. Put together here: as a template, 25 rows took a third of the page's time."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from planner.web.counselor.caseload.rows import WorkerRow

ROW = """<tr role="row">
<td role="cell" class="ticks"><label class="tick"><input type="checkbox" form="bulk" name="people" value="{key}"><span class="visually-hidden">%(tick)s: {name}</span></label></td>
<th role="rowheader"><a href="{url}">{name}</a>{tags}{unread}<br><small class="soft">{place} · {trade}</small></th>
<td role="cell" data-label="%(stage)s">{stage}</td>
<td role="cell" data-label="%(step)s">{step}{day}</td>
<td role="cell" data-label="%(active)s">{active}</td>
<td role="cell">{days}</td>
"""
COUNSELOR = '<td role="cell" data-label="%(counselor)s">{counselor}</td>'
TAG = ' <span class="tag {}">{}</span>'
UNREAD = ' <a class="tag mid" href="{}">{}<span class="visually-hidden">: {}</span></a>'
DAY = '<div><small class="soft">{}:</small> {}</div>'


def rows_html(rows: Iterable[WorkerRow], *, is_supervisor: bool) -> SafeString:
    shape = _shape(get_language() or "", is_supervisor)
    late = format_html(TAG, "no", _("Overdue"))
    return format_html_join("", "{}", ((_row(row, shape, late),) for row in rows))


# The words are the same in every row, and for everybody.
@lru_cache(maxsize=8)
def _shape(_language: str, is_supervisor: bool) -> str:
    words = {
        "tick": _("Choose"),
        "stage": _("Stage"),
        "step": _("Next step"),
        "active": _("Last activity"),
        "counselor": _("Counselor"),
    }
    shape = ROW + (COUNSELOR if is_supervisor else "") + "</tr>"
    return shape % {key: conditional_escape(word) for key, word in words.items()}


def _row(row: WorkerRow, shape: str, late: SafeString) -> SafeString:
    tags = (
        format_html_join("", TAG, ((tag.tone, tag.words) for tag in row.tags)) if row.tags else ""
    )
    unread = format_html(UNREAD, row.messages_url, row.unread, row.name) if row.unread else ""
    overdue = late if row.is_overdue else ""
    day = format_html("<br><small>{}{}</small>", row.step_day, overdue) if row.step_day else ""
    return format_html(
        shape,
        key=row.key,
        name=row.name,
        url=row.url,
        tags=tags,
        unread=unread,
        place=row.place,
        trade=row.trade,
        stage=row.stage,
        step=row.step,
        day=day,
        active=row.last_active,
        days=format_html_join("", DAY, row.days) if row.days else "",
        counselor=row.counselor,
    )
