"""Whoever agrees or signs, does so to what the page showed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from planner.sharing.stale import fingerprint
from planner.web.shared.kept_forms import KeptForm

CHANGED = _("The plan has changed since you opened this page. Read it again, then decide.")


class WhatWasSeenForm(KeptForm):
    """`saved`: what each section of the plan says now. None of it is typed here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of a draft too: the page that it comes back to shows what stands now.
        self.initial["seen"] = fingerprint(self.saved)

    def from_saved(self, saved: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def is_stale(self) -> bool:
        if self._sent().get("seen", "") == fingerprint(self.saved):
            return False
        self._renew("seen", fingerprint(self.saved))
        self.add_error(None, CHANGED)
        return True

    def show_changes(self, saved: Mapping[str, Any]) -> None:
        self.saved = dict(saved)
        self._renew("seen", fingerprint(self.saved))
        self.add_error(None, CHANGED)
