"""The messages between a worker and the agency, as both sides read them, and the form that both write in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from planner.casework.models import Message
from planner.casework.services.threads import MOST_AN_HOUR, Photo
from planner.sharing.sections import Section
from planner.web.shared.kept_forms import KeptForm, QuietField
from planner.web.shared.uploads import PhotoField, private_file_response

PER_PAGE = 30
LARGEST_PK = 2**63 - 1
TOO_MANY = gettext_lazy(
    "You have sent %(most)s messages within an hour. What you wrote is still here: send it a little later."
)


@dataclass(frozen=True)
class MessageRow:
    """`day` and `agency` stand where a new one begins. `is_new`: it came and was not said to be read."""

    pk: int
    text: str
    who: str
    at: datetime
    is_mine: bool
    is_new: bool
    is_read: bool
    photo_url: str
    day: str = ""
    agency: str = ""


@dataclass(frozen=True)
class ThreadPage:
    """`older`: before which message the page before begins; None: there is none. `read_to`: the newest shown."""

    rows: list[MessageRow]
    older: int | None
    is_newest: bool

    @property
    def read_to(self) -> int:
        return self.rows[-1].pk if self.rows else 0

    @property
    def has_new(self) -> bool:
        return any(row.is_new for row in self.rows)


class MessageForm(KeptForm):
    """`read_to`: the newest message on the page; who answers has read it."""

    form_name = "message"
    draft_section = Section.PROFILE

    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    photo = PhotoField(
        label=gettext_lazy("A photo, if it helps"),
        help_text=gettext_lazy("At most 8 MB. Place and time of the photo are removed."),
        required=False,
    )
    read_to = QuietField(required=False)

    def __init__(self, *args: Any, read_to: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of a draft too: the page that it comes back to shows what came meanwhile.
        self.initial["read_to"] = str(read_to)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not (self.errors or cleaned.get("text") or cleaned.get("photo")):
            self.add_error("text", _("Write something, or choose a photo."))
        return cleaned

    @property
    def message(self) -> dict[str, Any]:
        """`text`, `photo` and `read_to` for the services."""
        file = self.cleaned_data.get("photo")
        return {
            "text": self.cleaned_data["text"],
            "photo": Photo(file.content, file.kind) if file else None,
            "read_to": _number(self.cleaned_data["read_to"]) or 0,
        }

    def say_too_many(self) -> None:
        self.add_error(None, TOO_MANY % {"most": MOST_AN_HOUR})


class ReadForm(forms.Form):
    read_to = forms.IntegerField(min_value=1, max_value=LARGEST_PK)


def thread_page(
    messages: QuerySet[Message],
    *,
    before: str,
    reader: User,
    is_worker: bool,
    photo_url: Callable[[int], str],
) -> ThreadPage:
    """The newest, or those before the message `before`; the oldest of them first. One query.

    The worker is told which agency it was; a desk reads its own agency's only.
    """
    last = _number(before)
    if last is not None:
        messages = messages.filter(pk__lt=last)
    if is_worker:
        messages = messages.select_related("case__assignment__agency")
    found = list(messages.order_by("-pk")[: PER_PAGE + 1])
    shown = found[:PER_PAGE][::-1]
    return ThreadPage(
        rows=_rows(shown, reader, is_worker, photo_url),
        older=shown[0].pk if len(found) > PER_PAGE else None,
        is_newest=last is None,
    )


def _rows(
    messages: Iterable[Message], reader: User, is_worker: bool, photo_url: Callable[[int], str]
) -> list[MessageRow]:
    rows, day_before, agency_before = [], "", ""
    for message in messages:
        at = timezone.localtime(message.sent_at)
        day = date_format(at.date())
        agency = message.case.assignment.agency.name if is_worker else ""
        is_mine = message.is_from_worker == is_worker
        rows.append(
            MessageRow(
                pk=message.pk,
                text=message.text,
                who=_("You") if message.author_id == reader.pk else message.author_name,
                at=at,
                is_mine=is_mine,
                is_new=not is_mine and message.read_at is None,
                is_read=is_mine and message.read_at is not None,
                photo_url=photo_url(message.pk) if message.photo else "",
                day=day if (day, agency) != (day_before, agency_before) else "",
                agency=agency if agency != agency_before else "",
            )
        )
        day_before, agency_before = day, agency
    return rows


def photo_response(messages: QuerySet[Message], pk: int) -> HttpResponse:
    """The photo of one of these messages, to be saved. Raises Http404."""
    row = messages.filter(pk=pk).exclude(photo="").first()
    if row is None:
        raise Http404
    try:
        content = row.photo.open()
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"photo-{timezone.localtime(row.sent_at):%Y-%m-%d}-{row.pk}.jpg"
    return private_file_response(content, row.photo_kind, name)  # type: ignore[return-value]


def is_of_script(request: HttpRequest) -> bool:
    """It wants no page for an answer."""
    return request.headers.get("X-Requested-With") == "fetch"


def _number(text: str) -> int | None:
    """Of a message; None for what cannot be one."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 18:
        return None
    return int(text)
