from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from planner.casework.enums import OPEN_REFERRALS, ReferralKind, ReferralState
from planner.casework.models.cases import of_case
from planner.plans.models.agreement import by_whom
from planner.sharing.sections import Section


class Referral(models.Model):
    """A worker is to go to another agency, or to a place that helps. The worker decides first."""

    section = Section.PROFILE

    case = of_case("referrals")
    kind = models.CharField(_("kind"), max_length=10, choices=ReferralKind.choices)
    to_agency = models.ForeignKey(
        Agency,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="referrals_to",
        verbose_name=_("to the agency"),
    )
    to_place = models.CharField(_("to the place"), max_length=120, blank=True)
    why = models.CharField(_("why"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=ReferralState.choices)
    by = by_whom()
    by_name = models.CharField(_("name"), max_length=100)
    made_at = models.DateTimeField(_("asked"))
    worker_answered_at = models.DateTimeField(_("the worker answered"), null=True)
    # Of the other side; or who took it back.
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by_name = models.CharField(_("ended by"), max_length=100, blank=True)
    answer = models.CharField(_("answer in words"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ReferralKind.TRANSFER, to_agency__isnull=False, to_place="")
                | Q(kind=ReferralKind.HELP, to_agency=None) & ~Q(to_place=""),
                name="referral_to_somebody",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(kind=ReferralKind.TRANSFER, state__in=OPEN_REFERRALS),
                name="referral_one_open_transfer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_agency"],
                condition=Q(state=ReferralState.AGREED),
                name="referral_waits_for_agency",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
