"""Forms that lose nothing: sent twice they save once, what was typed outlives the session, and nobody is overwritten."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from planner.sharing.drafts import draft_of, drop_draft
from planner.sharing.models import Draft
from planner.sharing.once import KeyUsedForOther, answer_before, once
from planner.sharing.sections import Section
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from planner.web.people import signed_in_person
from planner.web.shared.fields import bound_to_reason, initial_of, words_of
from planner.web.shared.owner_tokens import LONGEST, Owner, owner_of
from planner.web.shared.rows import Text

KEY_FIELDS = ("form_key", "seen", "owner")
SEND_AGAIN = _(
    "Something of this form was lost on the way. Nothing was saved: look at it and save again."
)
ALREADY_SAVED = _("You saved this form before, with other values. Look at it, then save again.")
OTHER_PERSON = _(
    "Somebody else has signed in on this device since you opened this page. Nothing was saved."
)
CHANGED = _(
    "This was changed since you opened the page. Nothing was saved yet: compare, then save again."
)


@dataclass(frozen=True)
class Difference:
    """A field in which what stands now is not what was typed."""

    label: Text
    now: Text
    yours: Text


class QuietField(forms.CharField):
    """A hidden text of ours. Whoever garbled it is told by the form, not by a field nobody sees."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> str:
        text = str(value or "")
        return "" if "\0" in text or len(text) > LONGEST else text


class KeptForm(forms.Form):
    """`form_name` and `draft_section` are set by each form; `about` tells forms of several objects apart.

    `saved`: the plain values that stand now, the very mapping that the service compares.
    """

    form_name = ""
    draft_section: Section

    form_key = QuietField(required=False)
    seen = QuietField(required=False)
    owner = QuietField(required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        person: User,
        saved: Mapping[str, Any] | None = None,
        about: object = "",
        draft: Draft | None = None,
    ) -> None:
        super().__init__(data, files)
        self.person, self.saved, self.about = person, dict(saved or {}), about
        self.draft = draft if data is None else None
        self.differences: list[Difference] = []
        self.make_fields()
        for field in self.fields.values():
            bound_to_reason(field)
        typed = self._from_draft() if self.draft else {}
        self.initial = {
            **self.from_saved(self.saved),
            **typed,
            "form_key": str(uuid4()),
            "seen": self.draft.seen if self.draft else fingerprint(self.saved),
            "owner": self._owner().token(),
        }
        for name in self.fields:
            self.after_field(name)

    def make_fields(self) -> None:
        """For forms whose fields depend on what is asked: add them to `self.fields`."""

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        """The initial value of each field."""
        return {
            name: initial_of(self.fields[name], saved[name])
            for name in self.fields
            if name in saved
        }

    def after_field(self, name: str) -> None:
        """An amount says its currency, which another field may tell."""
        field = self.fields[name]
        teller = getattr(field, "currency_field", "")
        if teller in self.fields:
            field.tell_currency(self[teller].value())  # type: ignore[attr-defined]

    @property
    def full_name(self) -> str:
        return f"{self.form_name}-{self.about}" if self.about != "" else self.form_name

    @property
    def own_fields(self) -> list[str]:
        return [name for name in self.fields if name not in KEY_FIELDS]

    @property
    def is_from_draft(self) -> bool:
        return self.draft is not None

    @property
    def has_files(self) -> bool:
        return self.is_multipart()

    @property
    def owner_token(self) -> str:
        return self._owner().token()

    @property
    def values(self) -> dict[str, Any]:
        """The own fields, cleaned."""
        return {name: self.cleaned_data.get(name) for name in self.own_fields}

    @property
    def seen_now(self) -> str:
        """For the service, which looks once more with the row held."""
        return str(self.cleaned_data["seen"])

    @property
    def payload(self) -> dict[str, Any]:
        """What the key stands for: the own fields as they were sent."""
        texts: dict[str, Any] = self._owner().typed(self._sent())
        for name, file in self.files.items():
            if isinstance(file, UploadedFile):
                texts[f"file {name}"] = [file.size, sha256(b"".join(file.chunks())).hexdigest()]
                file.seek(0)
        return texts

    @property
    def key(self) -> str:
        """As sent; empty when it is no key."""
        try:
            return str(UUID(self._sent().get("form_key", "")))
        except ValueError:
            return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        sender = owner_of(cleaned.get("owner", ""))
        if sender and sender.person != self.person.pk:
            self._renew("owner", self.owner_token)
            raise forms.ValidationError(OTHER_PERSON)
        if not self.key:
            self._renew("form_key", str(uuid4()))
            raise forms.ValidationError(SEND_AGAIN)
        return cleaned

    def ask_again(self) -> None:
        """The key stands for what was saved with it."""
        self._renew("form_key", str(uuid4()))
        self.add_error(None, ALREADY_SAVED)

    def is_stale(self) -> bool:
        """What was on the page is not what stands now, and what was typed differs from it. Shows both."""
        if self._sent().get("seen", "") == fingerprint(self.saved):
            return False
        differences = self._compared()
        self._renew("seen", fingerprint(self.saved))
        self.cleaned_data["seen"] = fingerprint(self.saved)
        if not differences:
            return False
        self.differences = differences
        self.add_error(None, CHANGED)
        return True

    def show_changes(self, saved: Mapping[str, Any]) -> None:
        """The service found that others had just saved this."""
        self.saved = dict(saved)
        self.initial.update(self.from_saved(self.saved))
        self.differences = self._compared()
        self._renew("seen", fingerprint(self.saved))
        self.add_error(None, CHANGED)

    def _compared(self) -> list[Difference]:
        now = self.from_saved(self.saved)
        found = []
        for name in self.own_fields:
            field, bound = self.fields[name], self[name]
            if isinstance(field, forms.FileField):
                continue
            stands, typed = now.get(name), bound.data
            if not field.has_changed(stands, typed):
                continue
            difference = Difference(
                bound.label,
                now=words_of(field, stands),
                yours=words_of(field, self.cleaned_data.get(name, typed)),
            )
            # 5 and "5" are one choice, and a day is one however it is written.
            if str(difference.now) != str(difference.yours):
                found.append(difference)
        return found

    def _owner(self) -> Owner:
        names = [
            name for name in self.own_fields if not isinstance(self.fields[name], forms.FileField)
        ]
        return Owner(self.person.pk, self.full_name, self.draft_section, tuple(names))

    def _from_draft(self) -> dict[str, Any]:
        """As the widgets read it from a form that was sent."""
        kept = QueryDict(mutable=True)
        for name, texts in (self.draft.values if self.draft else {}).items():
            kept.setlist(name, texts)
        return {
            name: self.fields[name].widget.value_from_datadict(kept, MultiValueDict(), name)
            for name in self._owner().fields
        }

    def _sent(self) -> QueryDict:
        return self.data if isinstance(self.data, QueryDict) else QueryDict()

    def _renew(self, name: str, value: str) -> None:
        """In the page that comes back; the data of a request cannot be changed."""
        data = self._sent().copy()
        data[name] = value
        self.data = data


Kept = TypeVar("Kept", bound=KeptForm)


def kept_form(
    request: HttpRequest,
    form_class: type[Kept],
    *,
    saved: Mapping[str, Any] | None = None,
    saved_at: datetime | None = None,
    about: object = "",
    **more: Any,
) -> Kept:
    """As sent; or filled from the own draft, unless something was saved after it; or from what is saved."""
    person = signed_in_person(request)
    if request.method == "POST":
        return form_class(
            request.POST, request.FILES, person=person, saved=saved, about=about, **more
        )
    form = form_class(person=person, saved=saved, about=about, **more)
    draft = draft_of(person, form=form.full_name)
    if draft is None or (saved_at is not None and draft.saved_at <= saved_at):
        return form
    return form_class(person=person, saved=saved, about=about, draft=draft, **more)


def save_form(request: HttpRequest, form: KeptForm, act: Callable[[], str]) -> HttpResponse | None:
    """On POST: `act` saves, once, and returns the address to go on to. None: show the page with the form."""
    if request.method != "POST":
        return None

    def act_and_drop() -> str:
        drop_draft(person=form.person, form=form.full_name)
        return act()

    sent: dict[str, Any] = {"person": form.person, "key": form.key, "form": form.full_name}
    try:
        # Before anything else: after the first time what stands now is what was sent.
        before = answer_before(**sent, payload=form.payload) if form.key else None
        if before is not None:
            return HttpResponseRedirect(before)
        if not form.is_valid() or form.is_stale():
            return None
        answer = once(**sent, payload=form.payload, now=timezone.now(), act=act_and_drop)
    except KeyUsedForOther:
        form.full_clean()
        form.ask_again()
        return None
    except ChangedMeanwhile as changed:
        form.show_changes(changed.args[0])
        return None
    return HttpResponseRedirect(answer)
