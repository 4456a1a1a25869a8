"""What was agreed, by whom, and every change with who, when and why."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from planner.plans.enums import ChangeKind, ProposalKind, ProposalState
from planner.plans.models.owned import InSection, Owned
from planner.sharing.sections import Section


def by_whom() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )


class PlanChange(InSection):
    """One change: who, when, what it was before and is now, and why. Never changed itself."""

    at = models.DateTimeField(_("when"))
    by = by_whom()
    by_name = models.CharField(_("name"), max_length=100)
    by_role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    what = models.CharField(_("what"), max_length=24, choices=ChangeKind.choices)
    about = models.CharField(_("of what"), max_length=200, blank=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    why = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("change of a plan")
        verbose_name_plural = _("changes of plans")
        indexes = [models.Index(fields=["person", "-id"], name="plan_change_of_person")]


class Proposal(InSection):
    """A goal, step or benchmark that a counselor proposes. Nothing of it is in the plan before a yes."""

    by = by_whom()
    by_name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=ProposalKind.choices)
    values = models.JSONField(_("proposal"))
    why = models.CharField(_("why"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("proposed"))
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN
    )
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, answered_at=None)
                | ~Q(state=ProposalState.OPEN) & Q(answered_at__isnull=False),
                name="proposal_answered_or_open",
            )
        ]


class Agreement(InSection):
    """The worker agreed what this section said then: `digest`. The newest of a section holds.

    One row per section, so that agreeing again after a closed change shows nothing to others.
    """

    digest = models.CharField(max_length=64, editable=False)
    agreed_at = models.DateTimeField(_("agreed"))

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        indexes = [models.Index(fields=["person", "section", "-id"], name="agreement_newest")]


class SignOff(Owned):
    """A counselor read the open sections of an agreed plan and signed. `digests`: what they said, by section."""

    section = Section.PLAN

    by = by_whom()
    by_name = models.CharField(_("name"), max_length=100)
    by_role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    agency_name = models.CharField(_("agency"), max_length=200, blank=True)
    signed_at = models.DateTimeField(_("signed"))
    digests = models.JSONField(_("sections"), default=dict)
    words = models.CharField(_("in words"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
