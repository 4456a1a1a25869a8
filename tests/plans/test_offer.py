"""The promise ledger: versions, costs, files of the offer."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from planner.plans.enums import ChangeKind
from planner.plans.models import (
    CostItem,
    CostSheet,
    OfferFile,
    PlanChange,
    PromisedPay,
    PromisedWork,
)
from planner.plans.records import PAY, WORK, plain
from planner.plans.selectors.plan import (
    cost_sheet_versions,
    offer_file_of,
    offer_files_of,
    plan_of,
    promised_pay_versions,
    promised_work_versions,
)
from planner.plans.services.offer import (
    MOST_FILES,
    TooManyFiles,
    keep_costs,
    promise_pay,
    promise_work,
    remove_offer_file,
    sheet_values,
)
from planner.plans.services.writing import ClosedHere, NotThere
from planner.sharing.sections import Section
from planner.sharing.stale import ChangedMeanwhile, fingerprint
from tests.factories.accounts import UserFactory
from tests.factories.plans import (
    COST_ITEMS,
    LATER,
    NEW,
    NOW,
    PAY_VALUES,
    WORK_VALUES,
    cost_sheet,
    offer_file,
    promised_pay,
    promised_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker() -> User:
    person: User = UserFactory.create()
    return person


def test_promised_pay_is_kept_as_it_was_written_down(worker: User) -> None:
    promised_pay(worker)

    row = PromisedPay.objects.get()
    change = PlanChange.objects.get()
    assert {name: getattr(row, name) for name in PAY} == PAY_VALUES
    assert (row.version, row.made_at, row.reason) == (1, NOW, "")
    assert (change.what, change.section, change.before, change.by) == (
        ChangeKind.PROMISED_PAY,
        Section.MONEY,
        {},
        worker,
    )
    assert change.after["low"] == 150_000


def test_correction_of_pay_is_a_new_version_and_the_first_stays(worker: User) -> None:
    first = promised_pay(worker)

    second = promised_pay(worker, low=140_000, reason="đọc nhầm", now=LATER)

    first.refresh_from_db()
    assert promised_pay_versions(worker) == [second, first]
    assert (first.version, first.low, first.made_at) == (1, 150_000, NOW)
    assert (second.version, second.low, second.reason) == (2, 140_000, "đọc nhầm")
    assert plan_of(worker).pay == second
    change = PlanChange.objects.order_by("-pk")[0]
    assert (change.before, change.after) == ({"low": 150_000}, {"low": 140_000})
    assert (change.why, change.at) == ("đọc nhầm", LATER)


def test_same_pay_makes_no_version_and_no_history(worker: User) -> None:
    first = promised_pay(worker)

    # One rate, typed with more noughts.
    again = promised_pay(worker, vnd_per_jpy=Decimal("165.2000"), reason="x", now=LATER)

    assert again == first
    assert (PromisedPay.objects.count(), PlanChange.objects.count()) == (1, 1)


def test_correction_of_work_is_a_new_version_and_the_first_stays(worker: User) -> None:
    first = promised_work(worker)

    second = promised_work(worker, duties=["đóng gói"], reason="họ gọi lại", now=LATER)

    first.refresh_from_db()
    assert promised_work_versions(worker) == [second, first]
    assert first.duties == WORK_VALUES["duties"]
    change = PlanChange.objects.order_by("-pk")[0]
    assert (change.what, change.section) == (ChangeKind.PROMISED_WORK, Section.WORK)
    assert change.after == {"duties": ["đóng gói"]}


def test_same_work_makes_no_version_and_no_history(worker: User) -> None:
    first = promised_work(worker)

    again = promised_work(worker, now=LATER)

    assert again == first
    assert (PromisedWork.objects.count(), PlanChange.objects.count()) == (1, 1)


def test_costs_are_kept_item_by_item_in_their_order(worker: User) -> None:
    sheet = cost_sheet(worker)

    kept = sheet.items.order_by("position").values_list("position", "amount", "words")
    assert list(kept) == [(1, 60_000_000, ""), (2, 20_000_000, "anh Ba")]
    assert plan_of(worker).items == tuple(sheet.items.order_by("position"))


def test_correction_of_costs_is_a_new_sheet_and_the_first_stays(worker: User) -> None:
    first = cost_sheet(worker)

    second = cost_sheet(worker, {"amount": 90_000_000}, reason="thêm tiền", now=LATER)

    versions = cost_sheet_versions(worker)
    assert versions == [second, first]
    assert [[item.amount for item in sheet.items.all()] for sheet in versions] == [
        [90_000_000],
        [60_000_000, 20_000_000],
    ]
    change = PlanChange.objects.order_by("-pk")[0]
    assert (change.what, change.section, change.why) == (
        ChangeKind.COSTS,
        Section.MONEY,
        "thêm tiền",
    )
    assert change.before == sheet_values(first)
    assert change.after == sheet_values(second)


def test_same_costs_make_no_sheet_and_no_history(worker: User) -> None:
    first = cost_sheet(worker)

    again = cost_sheet(worker, now=LATER)

    assert again == first
    assert (CostSheet.objects.count(), CostItem.objects.count()) == (1, 2)
    assert PlanChange.objects.count() == 1


def test_versions_are_counted_for_each_person(worker: User) -> None:
    promised_pay(UserFactory.create())

    assert promised_pay(worker).version == 1
    assert len(promised_pay_versions(worker)) == 1


STALE: dict[str, Callable[[User, str], Any]] = {
    "pay": lambda person, seen: promise_pay(
        person=person, values=PAY_VALUES | {"low": 1}, seen=seen, now=LATER
    ),
    "work": lambda person, seen: promise_work(
        person=person, values=WORK_VALUES | {"employer": "B"}, seen=seen, now=LATER
    ),
    "costs": lambda person, seen: keep_costs(person=person, items=[], seen=seen, now=LATER),
}


@pytest.mark.parametrize("what", STALE)
def test_what_changed_meanwhile_is_not_written_over(what: str, worker: User) -> None:
    promised_pay(worker)
    promised_work(worker)
    cost_sheet(worker)
    before = PlanChange.objects.count()

    # The page was filled when there was nothing yet.
    with pytest.raises(ChangedMeanwhile):
        STALE[what](worker, NEW)

    counts = [model.objects.count() for model in (PromisedPay, PromisedWork, CostSheet)]
    assert counts == [1, 1, 1]
    assert PlanChange.objects.count() == before


def test_changed_meanwhile_says_what_stands_now(worker: User) -> None:
    row = promised_pay(worker)

    with pytest.raises(ChangedMeanwhile) as stopped:
        promise_pay(person=worker, values=PAY_VALUES, seen=fingerprint({"low": 1}), now=LATER)

    assert stopped.value.args == (plain(row, PAY),)


def test_pay_costs_and_files_are_closed_in_a_browser_that_is_shut_out(worker: User) -> None:
    promised_pay(worker)
    cost_sheet(worker)
    file = offer_file(worker)
    before = PlanChange.objects.count()
    worker.is_shut_out = True

    for write in (
        lambda: promised_pay(worker, low=1),
        lambda: cost_sheet(worker, {"amount": 1}),
        lambda: offer_file(worker),
        lambda: remove_offer_file(person=worker, pk=file.pk, now=NOW),
    ):
        with pytest.raises(ClosedHere):
            write()

    assert (PromisedPay.objects.count(), CostSheet.objects.count()) == (1, 1)
    assert (OfferFile.objects.count(), PlanChange.objects.count()) == (1, before)
    assert promised_pay_versions(worker) == []
    assert cost_sheet_versions(worker) == []
    assert offer_files_of(worker) == []
    assert offer_file_of(worker, file.pk) is None


def test_work_is_written_in_a_browser_that_is_shut_out(worker: User) -> None:
    worker.is_shut_out = True

    row = promised_work(worker)

    assert plan_of(worker).work == row


def test_file_keeps_its_content_under_a_name_of_ours(worker: User) -> None:
    row = offer_file(worker, content=b"%PDF-1.7 abc", name="hợp đồng của Lan.pdf")

    assert row.file.read() == b"%PDF-1.7 abc"
    assert (row.name, row.kind, row.size) == ("hợp đồng của Lan.pdf", "application/pdf", 12)
    assert "Lan" not in str(row.file.name)
    assert str(row.file.name).startswith("offerfile/")
    change = PlanChange.objects.get()
    assert (change.what, change.section) == (ChangeKind.FILE_ADDED, Section.MONEY)
    assert change.about == "hợp đồng của Lan.pdf"


def test_file_too_many_is_refused(worker: User) -> None:
    for _number in range(MOST_FILES):
        offer_file(worker)

    with pytest.raises(TooManyFiles):
        offer_file(worker)

    assert len(offer_files_of(worker)) == MOST_FILES
    assert PlanChange.objects.count() == MOST_FILES


def test_files_of_others_are_not_counted(worker: User) -> None:
    for _number in range(MOST_FILES):
        offer_file(UserFactory.create())

    assert offer_files_of(worker) == []
    assert offer_file(worker)


def test_removed_file_leaves_the_disk_after_the_commit(
    worker: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    row = offer_file(worker)
    storage, name = row.file.storage, str(row.file.name)

    with django_capture_on_commit_callbacks() as callbacks:
        remove_offer_file(person=worker, pk=row.pk, now=LATER)

    assert storage.exists(name)
    for callback in callbacks:
        callback()
    assert not storage.exists(name)
    assert not OfferFile.objects.exists()
    assert PlanChange.objects.order_by("-pk")[0].what == ChangeKind.FILE_REMOVED


def test_file_of_another_is_not_there(worker: User) -> None:
    theirs = offer_file(UserFactory.create())

    with pytest.raises(NotThere):
        remove_offer_file(person=worker, pk=theirs.pk, now=NOW)

    assert offer_file_of(worker, theirs.pk) is None
    assert OfferFile.objects.count() == 1


@pytest.mark.parametrize("low, high", [(0, 0), (180_000, 150_000)])
def test_pay_that_is_nothing_or_upside_down_is_refused(low: int, high: int, worker: User) -> None:
    with pytest.raises(IntegrityError, match="promised_pay_low_to_high"):
        promised_pay(worker, low=low, high=high)


def test_one_version_of_pay_is_once(worker: User) -> None:
    row = promised_pay(worker)
    row.pk = None

    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


def test_one_version_of_work_is_once(worker: User) -> None:
    row = promised_work(worker)
    row.pk = None

    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


def test_one_version_of_costs_is_once(worker: User) -> None:
    cost_sheet(worker)

    with pytest.raises(IntegrityError):
        CostSheet.objects.create(person=worker, version=1, made_at=NOW)


def test_two_items_of_a_sheet_have_two_positions(worker: User) -> None:
    sheet = cost_sheet(worker)

    with pytest.raises(IntegrityError):
        CostItem.objects.create(sheet=sheet, position=1, **COST_ITEMS[0])


def test_plain_values_are_what_json_keeps(worker: User) -> None:
    row = promised_pay(worker, vnd_per_jpy=Decimal("300.0000"), signed_on=date(2026, 2, 28))

    values = plain(row, PAY)

    row.refresh_from_db()
    assert values == plain(row, PAY)
    assert (values["vnd_per_jpy"], values["signed_on"]) == ("300", "2026-02-28")
    assert plain(None, WORK) == {}
