"""What happens to the benchmarks in Japan: proof, causes of a miss, tests, a change of status."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planner.benchmarks.enums import Route
from planner.plans.enums import Japanese, MissCause, StatusKind
from planner.plans.models.months import CheckIn
from planner.plans.models.offer import codes
from planner.plans.models.owned import InSection, Owned
from planner.plans.models.plan import Benchmark
from planner.reference.models import JobCategory
from planner.sharing.private_files import private_storage, random_name
from planner.sharing.sections import Section


class Evidence(InSection):
    """A photo or PDF: a certificate of a benchmark, or the payslip of a month, which is money.

    `kind`: its media type, found in the content.
    """

    benchmark = models.ForeignKey(
        Benchmark, on_delete=models.CASCADE, null=True, related_name="evidence"
    )
    check_in = models.ForeignKey(
        CheckIn, on_delete=models.CASCADE, null=True, related_name="evidence"
    )
    file = models.FileField(_("file"), storage=private_storage, upload_to=random_name)
    kind = models.CharField(_("kind"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    size = models.PositiveIntegerField(_("size, bytes"))
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(benchmark__isnull=False, check_in=None)
                | Q(benchmark=None, check_in__isnull=False, section=Section.MONEY),
                name="evidence_of_a_benchmark_or_a_month",
            )
        ]


class Miss(InSection):
    """Why a benchmark was not reached by `due_on`. Health is well-being, money is money: both closed."""

    benchmark = models.ForeignKey(Benchmark, on_delete=models.CASCADE, related_name="misses")
    due_on = models.DateField(_("due"))
    cause = models.CharField(_("cause"), max_length=12, choices=MissCause.choices)
    words = models.CharField(_("in own words"), max_length=300, blank=True)
    told_at = models.DateTimeField(_("told"))

    class Meta:
        verbose_name = _("miss")
        verbose_name_plural = _("misses")
        constraints = [
            models.UniqueConstraint(fields=["benchmark", "due_on"], name="miss_once_for_a_day")
        ]


class JapaneseTest(Owned):
    """A test of Japanese that was taken."""

    section = Section.BENCHMARKS

    level = models.CharField(_("test"), max_length=8, choices=Japanese.choices)
    taken_on = models.DateField(_("day of the test"))
    is_passed = models.BooleanField(_("passed"))
    points = models.PositiveSmallIntegerField(_("points"), null=True)

    class Meta:
        verbose_name = _("Japanese test")
        verbose_name_plural = _("Japanese tests")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "level", "taken_on"], name="japanese_test_once_a_day"
            )
        ]


class StatusChange(Owned):
    """A change of status or employer on the way. The plan's way says what holds now."""

    section = Section.PLAN

    kind = models.CharField(_("change"), max_length=16, choices=StatusKind.choices)
    from_route = models.CharField(_("route before"), max_length=12, choices=codes(Route))
    to_route = models.CharField(_("route after"), max_length=12, choices=codes(Route))
    changes_on = models.DateField(_("from the day"))
    trade = models.ForeignKey(
        JobCategory, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("trade")
    )
    told_at = models.DateTimeField(_("told"))

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
