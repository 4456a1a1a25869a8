# The library carries no types.
# mypy: disable-error-code="import-untyped, misc"
"""The same list through django-import-export: a resource that checks and keeps the same as well as it can."""

from datetime import date
from typing import Any

import tablib
from import_export import fields, resources
from import_export.results import Result
from import_export.widgets import Widget

from accounts.models import User
from accounts.names import search_key
from planner.casework.importing import cells
from planner.casework.importing.places import PlaceNames, TradeNames
from planner.casework.models import Case
from planner.documents.sheets import open_table
from planner.plans.models import Home, Profile
from planner.reference.models import JobCategory, Province
from planner.reference.selectors import current_atlas
from planner.sharing.models import Assignment


class Phone(Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return cells.phone_in(value)[0] if value else ""


class Day(Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return cells.day_in(value, first=date(1993, 1, 1), last=date(2041, 1, 1))


class CaseResource(resources.ModelResource):
    reference = fields.Field("reference", "Mã số")
    phone = fields.Field("phone", "SĐT", widget=Phone())
    email = fields.Field("email", "Email")
    employer = fields.Field("employer", "Xí nghiệp tiếp nhận")
    departs_on = fields.Field("departs_on", "Ngày xuất cảnh", widget=Day())
    returns_on = fields.Field("returns_on", "Ngày về nước", widget=Day())

    class Meta:
        model = Case
        import_id_fields = ("reference",)
        fields = ("reference", "phone", "email", "employer", "departs_on", "returns_on")
        skip_unchanged = True
        report_skipped = False
        use_transactions = True

    def __init__(self, counselor: User, now: Any) -> None:
        super().__init__()
        self.counselor, self.now = counselor, now
        self.places, self.trades = PlaceNames(current_atlas()), TradeNames(current_atlas())

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(assignment__agency=self.counselor.agency)

    def before_save_instance(self, instance: Case, row: Any, **kwargs: Any) -> None:
        """What a case hangs on."""
        if instance.pk:
            return
        name = row["Họ và tên"]
        person = User(
            name=name,
            name_key=search_key(name),
            is_invited=True,
            is_active=False,
            agency=self.counselor.agency,
        )
        person.set_unusable_password()
        person.save()
        instance.opened_at = self.now
        instance.assignment = Assignment.objects.create(
            worker=person,
            counselor=self.counselor,
            agency=self.counselor.agency,
            started_at=self.now,
        )
        found = self.places.find(row["Quê quán"])
        if found:
            Home.objects.create(
                person=person, province=Province.objects.get(kind="current", code=found[0])
            )
        trade = self.trades.find(row["Ngành nghề"])
        Profile.objects.create(
            person=person,
            birth_year=cells.birth_in(
                row["Ngày sinh"], first=date(1940, 1, 1), last=date(2011, 1, 1)
            )[1],
            sex=cells.sex_in(row["Giới tính"]),
            trade=JobCategory.objects.filter(code=trade).first(),
        )


def imported(counselor: User, path: str, now: Any) -> Result:
    with open(path, "rb") as file:  # noqa: PTH123 - a stream
        rows = [list(row.cells) for row in open_table(file).rows]
    width = len(rows[0])
    data = tablib.Dataset(
        *[[*row, *[None] * (width - len(row))] for row in rows[1:]], headers=rows[0]
    )
    # As its own admin does it: a dry run to show, then the import.
    CaseResource(counselor, now).import_data(data, dry_run=True)
    return CaseResource(counselor, now).import_data(data)
