"""Which row holds the headings, and what they mean."""

import pytest

from planner.casework.importing.headings import find_heading, guess_columns
from planner.casework.importing.values import Field

PERSON = (5, ["1", "Nguyễn Văn An", "08/09/1999", "0912345678"])


@pytest.mark.parametrize(
    "headings, fields",
    [
        (
            "STT|Họ và tên|Ngày sinh|Giới tính|SĐT|Email|Quê quán|Ngành nghề|Xí nghiệp tiếp nhận|Nghiệp đoàn|Ngày xuất cảnh|Ngày về nước|Hạn visa|Mã số|Ghi chú",
            [
                *(None, Field.NAME, Field.BIRTH, Field.SEX, Field.PHONE, Field.EMAIL, Field.PLACE),
                *(Field.TRADE, Field.EMPLOYER, None),
                Field.DEPARTS_ON,
                Field.RETURNS_ON,
                Field.STATUS_ENDS_ON,
                Field.REFERENCE,
                Field.NOTE,
            ],
        ),
        (
            "No.|Full name|Date of birth (dd/mm/yyyy)|Gender|Phone number|E-mail|Province|Job category|Company|Passport",
            [
                None,
                Field.NAME,
                Field.BIRTH,
                Field.SEX,
                Field.PHONE,
                Field.EMAIL,
                Field.PLACE,
                Field.TRADE,
                Field.EMPLOYER,
                None,
            ],
        ),
        (
            "番号|氏名|フリガナ|生年月日|性別|電話番号|住所|職種|受入企業|監理団体|入国日|帰国予定日|在留期限|備考",
            [
                *(None, Field.NAME, None, Field.BIRTH, Field.SEX, Field.PHONE, Field.PLACE),
                *(Field.TRADE, Field.EMPLOYER, None),
                Field.DEPARTS_ON,
                Field.RETURNS_ON,
                Field.STATUS_ENDS_ON,
                Field.NOTE,
            ],
        ),
        (
            "Họ và tên đệm|Tên|Năm sinh|ĐT liên hệ|Mã NLĐ|Mã xí nghiệp",
            [Field.FAMILY_NAME, Field.GIVEN_NAME, Field.BIRTH, Field.PHONE, Field.REFERENCE, None],
        ),
        ("HO TEN|NGAY SINH|SDT|QUE QUAN", [Field.NAME, Field.BIRTH, Field.PHONE, Field.PLACE]),
        ("Tên|SĐT bố|SĐT", [Field.NAME, None, Field.PHONE]),
    ],
)
def test_headings_as_agencies_write_them(headings: str, fields: list[Field | None]) -> None:
    texts = headings.split("|")

    found = guess_columns(texts)

    assert [found.get(at) for at in range(len(texts))] == fields


def test_titles_above_the_headings_are_passed_over() -> None:
    heading = find_heading(
        [
            (1, ["CÔNG TY CỔ PHẦN ABC"]),
            (2, ["DANH SÁCH LAO ĐỘNG"]),
            (4, ["STT", "Họ tên", "NTNS", "ĐT"]),
            PERSON,
        ]
    )

    assert heading is not None
    assert (heading.row, dict(heading.columns)) == (
        4,
        {1: Field.NAME, 2: Field.BIRTH, 3: Field.PHONE},
    )


def test_two_lines_of_merged_headings_are_one() -> None:
    heading = find_heading(
        [
            (3, ["STT", "Người lao động", "", "", "Ngày", "", "Ghi chú"]),
            (4, ["", "Họ tên", "SĐT", "Quê", "Xuất cảnh", "Về nước", ""]),
            PERSON,
        ]
    )

    assert heading is not None
    assert heading.row == 4
    assert dict(heading.columns) == {
        1: Field.NAME,
        2: Field.PHONE,
        3: Field.PLACE,
        4: Field.DEPARTS_ON,
        5: Field.RETURNS_ON,
        6: Field.NOTE,
    }


def test_a_worker_below_the_headings_is_not_taken_for_a_second_line() -> None:
    heading = find_heading(
        [(1, ["Mã", "Họ tên", "Chỗ làm"]), (2, ["1", "Lê Thị Bích", "Công ty tiếp nhận Aoi"])]
    )

    assert heading is not None
    assert (heading.row, dict(heading.columns)) == (1, {0: Field.REFERENCE, 1: Field.NAME})


def test_a_table_without_headings_has_none() -> None:
    assert find_heading([PERSON, (6, ["2", "Lê Thị Bích", "1/1/2000", "0912345679"])]) is None


def test_title_right_above_the_headings_is_no_part_of_them() -> None:
    rows = [
        (1, ["CÔNG TY PHÁI CỬ SÔNG HỒNG", "", ""]),
        (2, ["DANH SÁCH THỰC TẬP SINH", "", ""]),
        (3, ["STT", "Họ và tên", "SĐT"]),
        (4, ["1", "Lê Văn Nam", "0912345678"]),
    ]

    found = find_heading(rows)

    assert found is not None
    assert (found.row, found.texts) == (3, ("STT", "Họ và tên", "SĐT"))
