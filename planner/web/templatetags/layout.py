"""Tags for the parts of a page that count or choose; plain parts are includes in templates/components."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template

from planner.web.shared.rows import MeterRow, Task, TaskStatus, Text

register = template.Library()

VERDICT_TONES = {"aligned": "ok", "partly": "mid", "misaligned": "no"}
STATUS_TONES = {TaskStatus.DONE: "ok", TaskStatus.NEXT: "info", TaskStatus.LOOK: "mid"}


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Sequence[Task], title: Text = "", note: Text = "") -> dict[str, Any]:
    """`note`: why a list is not open yet; it then stands instead of the count."""
    return {
        "title": title,
        "note": note,
        "total": len(tasks),
        "done": sum(task.status == TaskStatus.DONE for task in tasks),
        "rows": [
            {
                "task": task,
                "words": task.words or task.status.label,
                "tone": STATUS_TONES.get(task.status, ""),
                "is_open": task.status != TaskStatus.LATER and bool(task.url),
            }
            for task in tasks
        ],
    }


@register.inclusion_tag("components/tag.html")
def verdict_tag(verdict: str, words: Text) -> dict[str, Any]:
    """The verdict in words; the colour only repeats it."""
    return {"tone": VERDICT_TONES.get(verdict, "info"), "words": words}


@register.inclusion_tag("components/tag.html")
def tag(words: Text, tone: str = "info") -> dict[str, Any]:
    """A short label; `tone` is ok, mid, no or info."""
    return {"tone": tone, "words": words}


@register.inclusion_tag("components/meters.html")
def meters(rows: Iterable[MeterRow]) -> dict[str, Any]:
    return {
        "rows": [
            {
                "label": row.label,
                "points": None if row.share is None else round(min(max(row.share, 0), 1) * 100),
            }
            for row in rows
        ]
    }
