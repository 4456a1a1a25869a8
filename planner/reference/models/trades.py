from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from planner.matching.enums import Ability, Alone
from planner.reference.models.sourced import Localized, ReferenceRow, Sourced


class Pathway(Sourced):
    """A status under which people go to Japan, with the days on which one may enter it."""

    key = models.CharField(_("key"), max_length=4, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=80)
    name_ja = models.CharField(_("name in Japanese"), max_length=80)
    entry_from = models.DateField(_("entry from"), null=True, blank=True)
    entry_to = models.DateField(_("entry to"), null=True, blank=True)
    years_en = models.CharField(_("how long, in English"), max_length=120)
    years_vi = models.CharField(_("how long, in Vietnamese"), max_length=120)
    note_en = models.CharField(_("note in English"), max_length=600, blank=True)
    note_vi = models.CharField(_("note in Vietnamese"), max_length=600, blank=True)
    year = models.CharField(_("year"), max_length=20, blank=True)
    name = Localized("name")
    years = Localized("years")
    note = Localized("note")

    class Meta:
        verbose_name = _("pathway")
        verbose_name_plural = _("pathways")
        constraints = [
            models.CheckConstraint(
                condition=Q(entry_to__isnull=True)
                | Q(entry_from__isnull=True)
                | Q(entry_from__lte=F("entry_to")),
                name="pathway_from_before_to",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class TradeGroup(ReferenceRow):
    key = models.CharField(_("key"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=80)
    name = Localized("name")

    class Meta:
        verbose_name = _("trade group")
        verbose_name_plural = _("trade groups")

    def __str__(self) -> str:
        return str(self.name)


class Field(Sourced):
    """A field of SSW or ESD."""

    pathway = models.CharField(_("pathway"), max_length=4)
    code = models.CharField(_("code"), max_length=40, unique=True)
    name_ja = models.CharField(_("name in Japanese"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=120)
    work_ja = models.CharField(_("work in Japanese"), max_length=400)
    work_en = models.CharField(_("work in English"), max_length=400)
    work_vi = models.CharField(_("work in Vietnamese"), max_length=400)
    group = models.CharField(_("group"), max_length=24)
    vsic_divisions = models.CharField(_("VSIC divisions"), max_length=120)
    isco08 = models.CharField(_("ISCO-08"), max_length=4)
    skill_en = models.CharField(_("what it teaches, in English"), max_length=600)
    skill_vi = models.CharField(_("what it teaches, in Vietnamese"), max_length=600)
    ssw_ii_possible = models.CharField(_("SSW (ii) possible"), max_length=3, blank=True)
    esd_transfer_after_years = models.CharField(
        _("ESD transfer after, years"), max_length=12, blank=True
    )
    year = models.CharField(_("year"), max_length=20, blank=True)
    name = Localized("name")
    work = Localized("work")
    skill = Localized("skill")

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class JobCategory(ReferenceRow):
    """What is ranked. Breadth and one-person business are judged, with their criterion."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    scheme = models.CharField(_("scheme"), max_length=4)
    name_ja = models.CharField(_("name in Japanese"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=120)
    group = models.CharField(_("broad group"), max_length=24)
    trade_group = models.ForeignKey(
        TradeGroup, on_delete=models.PROTECT, verbose_name=_("trade group")
    )
    isco_major = models.CharField(_("ISCO major group"), max_length=1)
    one_person_business = models.CharField(
        _("one-person business"), max_length=6, choices=[(item.value, item.value) for item in Alone]
    )
    skill_breadth = models.PositiveSmallIntegerField(
        _("skill breadth"), choices=[(1, "1"), (2, "2"), (3, "3")]
    )
    why_breadth_en = models.CharField(_("why this breadth, in English"), max_length=200)
    why_breadth_vi = models.CharField(_("why this breadth, in Vietnamese"), max_length=200)
    basis = models.CharField(_("basis"), max_length=12)
    name = Localized("name")
    why_breadth = Localized("why_breadth")

    class Meta:
        verbose_name = _("job category")
        verbose_name_plural = _("job categories")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Operation(Sourced):
    """An operation (作業) of a TITP job category. `ssw_fields`, `esd_fields`: the main field first."""

    code = models.CharField(_("code"), max_length=16, unique=True)
    category = models.ForeignKey(
        JobCategory,
        on_delete=models.CASCADE,
        related_name="operations",
        verbose_name=_("job category"),
    )
    name_ja = models.CharField(_("name in Japanese"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=160)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=160)
    vsic_divisions = models.CharField(_("VSIC divisions"), max_length=40)
    isco08 = models.CharField(_("ISCO-08"), max_length=4)
    skill_en = models.CharField(_("what it teaches, in English"), max_length=600)
    skill_vi = models.CharField(_("what it teaches, in Vietnamese"), max_length=600)
    proof_en = models.CharField(_("proof to take home, in English"), max_length=300, blank=True)
    proof_vi = models.CharField(_("proof to take home, in Vietnamese"), max_length=300, blank=True)
    titp_iii_possible = models.CharField(
        _("TITP (iii) possible"), max_length=3, choices=[("yes", _("yes")), ("no", _("no"))]
    )
    ssw_fields = models.CharField(_("SSW fields"), max_length=160, blank=True)
    esd_fields = models.CharField(_("ESD fields"), max_length=160, blank=True)
    year = models.CharField(_("year"), max_length=20, blank=True)
    name = Localized("name")
    skill = Localized("skill")
    proof = Localized("proof")

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class TradeAbility(ReferenceRow):
    """How much a trade group needs an ability: 0 none, 1 helps, 2 needed, 3 central. A judgement."""

    trade_group = models.ForeignKey(
        TradeGroup, on_delete=models.CASCADE, verbose_name=_("trade group")
    )
    ability = models.CharField(
        _("ability"), max_length=20, choices=[(item.value, item.value) for item in Ability]
    )
    need = models.PositiveSmallIntegerField(_("need, 0–3"), validators=[MaxValueValidator(3)])
    why_en = models.CharField(_("why, in English"), max_length=200, blank=True)
    why_vi = models.CharField(_("why, in Vietnamese"), max_length=200, blank=True)
    basis = models.CharField(_("basis"), max_length=12)
    why = Localized("why")

    class Meta:
        verbose_name = _("ability of a trade group")
        verbose_name_plural = _("abilities of trade groups")
        constraints = [
            models.UniqueConstraint(
                fields=["trade_group", "ability"], name="trade_ability_unique_group_ability"
            ),
            models.CheckConstraint(condition=Q(need__lte=3), name="trade_ability_need_0_3"),
        ]

    def __str__(self) -> str:
        return f"{self.trade_group}: {self.ability}"


class HomeWork(ReferenceRow):
    """A kind of work at home that the trades of a group can become. A judgement."""

    trade_group = models.ForeignKey(
        TradeGroup, on_delete=models.CASCADE, verbose_name=_("trade group")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    name_en = models.CharField(_("name in English"), max_length=120)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=120)
    isco08 = models.CharField(_("ISCO-08"), max_length=4)
    industry = models.ForeignKey(
        "reference.Industry", on_delete=models.PROTECT, verbose_name=_("industry")
    )
    form = models.CharField(
        _("form"),
        max_length=14,
        choices=[
            ("employed", _("employed")),
            ("self_employed", _("own business")),
            ("both", _("employed or own business")),
        ],
    )
    needs = models.CharField(_("what it needs"), max_length=120)
    why_en = models.CharField(_("why, in English"), max_length=240)
    why_vi = models.CharField(_("why, in Vietnamese"), max_length=240)
    basis = models.CharField(_("basis"), max_length=12)
    name = Localized("name")
    why = Localized("why")

    class Meta:
        verbose_name = _("work at home")
        verbose_name_plural = _("work at home")
        constraints = [
            models.UniqueConstraint(
                fields=["trade_group", "position"], name="home_work_unique_group_position"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)
