"""Which row holds the headings, and what each of them means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.names import search_key
from planner.casework.importing.values import Field

# How far down a table may begin: a letterhead, a title and a few lines about the list stand above.
LOOKED_AT = 20
_NAMES = frozenset({Field.NAME, Field.FAMILY_NAME, Field.GIVEN_NAME})

# As agencies write them in Vietnamese, English and Japanese.
_PHRASES: dict[Field | None, tuple[str, ...]] = {
    Field.NAME: (
        *("họ và tên", "họ tên", "họ & tên", "tên người lao động", "tên lao động", "tên học viên"),
        *("tên thực tập sinh", "tên tts", "tên nlđ", "tên ứng viên", "họ tên nlđ", "full name"),
        *("fullname", "name", "worker", "氏名", "名前", "お名前", "実習生名", "実習生氏名"),
    ),
    Field.FAMILY_NAME: (
        *("họ", "họ đệm", "họ và đệm", "họ và tên đệm", "họ và chữ đệm", "họ lót", "họ và tên lót"),
        *("surname", "family name", "last name", "姓"),
    ),
    Field.GIVEN_NAME: ("tên", "given name", "first name", "名"),
    Field.BIRTH: (
        *("ngày sinh", "ngày tháng năm sinh", "năm sinh", "ntns", "sinh ngày", "date of birth"),
        *("birth date", "birthday", "birthdate", "dob", "year of birth", "生年月日", "誕生日"),
    ),
    Field.SEX: ("giới tính", "phái", "nam nữ", "nam/nữ", "sex", "gender", "gt", "性別"),
    Field.PHONE: (
        *("sđt", "số đt", "số điện thoại", "điện thoại", "đt", "di động", "số di động", "đtdđ"),
        *(
            "đt liên hệ",
            "điện thoại liên hệ",
            "sđt cá nhân",
            "sđt nlđ",
            "zalo",
            "phone",
            "mobile",
            "telephone",
            "tel",
            "phone number",
        ),
        *("電話", "電話番号", "携帯", "携帯番号"),
    ),
    Field.EMAIL: ("email", "e-mail", "mail", "thư điện tử", "メール", "メールアドレス"),
    Field.PLACE: (
        *("quê quán", "quê", "tỉnh", "tỉnh thành", "tỉnh/thành phố", "tỉnh/tp", "địa chỉ"),
        *(
            "hộ khẩu",
            "hktt",
            "hộ khẩu thường trú",
            "thường trú",
            "nơi ở",
            "địa phương",
            "nguyên quán",
        ),
        *("địa chỉ thường trú", "quê quán (tỉnh)", "province", "address", "home town", "hometown"),
        *("住所", "出身地", "出身", "本籍"),
    ),
    Field.TRADE: (
        *(
            "ngành",
            "ngành nghề",
            "nghề",
            "nghề nghiệp",
            "công việc",
            "ngành nghề tiếp nhận",
            "đơn hàng",
        ),
        *("loại hình công việc", "tên đơn hàng", "job", "trade", "occupation", "job category"),
        *("職種", "作業", "職種・作業", "業種", "仕事", "分野"),
    ),
    Field.EMPLOYER: (
        *("xí nghiệp", "xí nghiệp tiếp nhận", "công ty", "công ty tiếp nhận", "tên xí nghiệp"),
        *(
            "tên công ty",
            "đơn vị tiếp nhận",
            "chủ sử dụng lao động",
            "nơi làm việc",
            "công ty nhật",
        ),
        *(
            "employer",
            "company",
            "receiving company",
            "実習実施者",
            "受入企業",
            "企業名",
            "会社名",
            "会社",
        ),
        *("実習先", "所属機関", "就労先"),
    ),
    Field.DEPARTS_ON: (
        *("ngày xuất cảnh", "xuất cảnh", "ngày xc", "ngày bay", "ngày đi", "ngày nhập cảnh"),
        *("ngày sang nhật", "ngày đi nhật", "tháng xuất cảnh", "ngày nhập quốc", "departure"),
        *("departure date", "date of departure", "entry date", "arrival date"),
        *("入国日", "入国", "入国年月日", "出国日", "来日日"),
    ),
    Field.RETURNS_ON: (
        *(
            "ngày về",
            "ngày về nước",
            "về nước",
            "ngày hết hạn hợp đồng",
            "hết hạn hợp đồng",
            "hết hđ",
        ),
        *(
            "ngày kết thúc hợp đồng",
            "kết thúc hợp đồng",
            "hạn hợp đồng",
            "ngày hết hđ",
            "hết hạn hđ",
        ),
        *("dự kiến về nước", "return", "return date", "contract end", "end of contract"),
        *("帰国日", "帰国予定日", "帰国", "契約満了日", "実習終了日"),
    ),
    Field.STATUS_ENDS_ON: (
        *(
            "hạn visa",
            "hết hạn visa",
            "ngày hết hạn visa",
            "hạn lưu trú",
            "tư cách lưu trú",
            "hạn tư cách",
        ),
        *("thời hạn lưu trú", "hạn thẻ ngoại kiều", "hết hạn lưu trú", "hạn tư cách lưu trú"),
        *("hạn thẻ lưu trú", "visa expiry", "residence expiry", "status ends", "visa end"),
        *("在留期限", "在留期間満了日", "在留カード期限", "在留期間"),
    ),
    Field.REFERENCE: (
        *(
            "mã số",
            "mã",
            "mã nlđ",
            "mã tts",
            "mã học viên",
            "mã hồ sơ",
            "mã lao động",
            "mã nhân viên",
        ),
        *("mã ứng viên", "số hồ sơ", "mã hv", "id", "code", "reference", "worker id", "ref"),
        *("管理番号", "整理番号", "社員番号"),
    ),
    Field.NOTE: ("ghi chú", "chú thích", "note", "notes", "remark", "remarks", "備考"),
    # Seen often, and none of ours; some would be taken for another.
    None: (
        *(
            "stt",
            "tt",
            "no",
            "số thứ tự",
            "番号",
            "no.",
            "nghiệp đoàn",
            "tên nghiệp đoàn",
            "nghiệp đoàn tiếp nhận",
        ),
        *(
            "監理団体",
            "組合",
            "hộ chiếu",
            "số hộ chiếu",
            "passport",
            "cccd",
            "cmnd",
            "cmt",
            "số cccd",
        ),
        *(
            "số cmnd",
            "căn cước",
            "ngày cấp",
            "nơi cấp",
            "ngày thi",
            "ngày trúng tuyển",
            "ngày nhập học",
        ),
        *(
            "ngày đăng ký",
            "tên phiên âm",
            "tên katakana",
            "katakana",
            "フリガナ",
            "ふりがな",
            "カナ",
        ),
        *(
            "tên bố",
            "tên mẹ",
            "họ tên bố",
            "họ tên mẹ",
            "người thân",
            "liên hệ khẩn cấp",
            "sđt người thân",
        ),
        *("sđt gia đình", "điện thoại gia đình", "sđt bố", "sđt mẹ", "số điện thoại gia đình"),
        *(
            "địa chỉ công ty",
            "địa chỉ xí nghiệp",
            "địa chỉ làm việc",
            "địa chỉ bên nhật",
            "địa chỉ tại nhật",
        ),
        *(
            "tỉnh làm việc",
            "tỉnh nhật",
            "tên tỉnh nhật",
            "số thẻ ngoại kiều",
            "loại visa",
            "lương",
            "phí",
        ),
        *(
            "tên ngân hàng",
            "số tài khoản",
            "mã xí nghiệp",
            "mã công ty",
            "mã đơn hàng",
            "mã nghiệp đoàn",
        ),
    ),
}
_MEANINGS: dict[str, Field | None] = {
    search_key(phrase): field for field, phrases in _PHRASES.items() for phrase in phrases
}
_BY_LENGTH = sorted(_MEANINGS, key=len, reverse=True)
# "Họ", "Tên", "Mã", "id": parts of too many other words.
_WHOLE_ONLY = frozenset(
    search_key(phrase)
    for phrase in (
        *("họ", "tên", "mã", "id", "ref", "no", "tt", "name", "code", "名", "姓", "job", "return"),
        *("worker", "quê", "phái", "đt", "mail", "phí", "lương", "công ty", "会社"),
    )
)
_IN_BRACKETS = re.compile(r"[(（\[].*?[)）\]]")


@dataclass(frozen=True)
class Heading:
    """`row`: the number of its last line. `texts`: of each column. `columns`: what each means, where it is known."""

    row: int
    texts: tuple[str, ...]
    columns: Mapping[int, Field]


def find_heading(rows: Sequence[tuple[int, Sequence[str]]]) -> Heading | None:
    """Among the first rows, given with their numbers, the one or two lines that tell the most; None for none."""
    best: Heading | None = None
    top = rows[:LOOKED_AT]
    for at, (number, texts) in enumerate(top):
        found = [Heading(number, tuple(texts), guess_columns(texts))]
        if at + 1 < len(top) and top[at + 1][0] == number + 1:
            below = top[at + 1]
            joined = joined_lines(texts, below[1])
            if joined is not None:
                found.append(Heading(below[0], joined, _of_two_lines(joined, below[1])))
        for heading in found:
            if len(heading.columns) > (len(best.columns) if best else 0):
                best = heading
    return best if best and (len(best.columns) > 1 or _NAMES & set(best.columns.values())) else None


def joined_lines(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...] | None:
    """Two lines of headings as one, as merged cells mean it.

    None when the upper one is but a title, or the lower one is a worker already.
    """
    if sum(bool(text) for text in above) < 2:
        return None
    width = max(len(above), len(below))
    upper = [*above, *[""] * (width - len(above))]
    lower = [*below, *[""] * (width - len(below))]
    meanings = guess_columns(upper)
    if any(
        lower[column] and meaning_of(lower[column]) is not field
        for column, field in meanings.items()
        if field in _NAMES
    ):
        return None
    if any(re.search(r"\d{4,}|@", text) for text in lower):
        return None
    joined, carried = [], ""
    for over, under in zip(upper, lower, strict=True):
        if over:
            # A cell that is merged downwards says nothing of its neighbours.
            carried = over if under else ""
        joined.append(" ".join(part for part in (carried if under else over, under) if part))
    return tuple(joined)


def _of_two_lines(joined: Sequence[str], lower: Sequence[str]) -> dict[int, Field]:
    """What both lines say together; where that is nothing, what the lower one says."""
    columns = guess_columns(joined)
    for column, field in guess_columns(lower).items():
        if column not in columns and field not in columns.values():
            columns[column] = field
    return dict(sorted(columns.items()))


def guess_columns(headings: Sequence[str]) -> dict[int, Field]:
    """What each column means. Each field once: the best said, then the leftmost."""
    said = [
        (not exact, column, field)
        for column, text in enumerate(headings)
        for field, exact in [_meaning(text)]
        if field is not None
    ]
    found: dict[Field, int] = {}
    for _is_loose, column, field in sorted(said, key=lambda item: item[:2]):
        found.setdefault(field, column)
    if Field.NAME in found:
        found.pop(Field.GIVEN_NAME, None)
        found.pop(Field.FAMILY_NAME, None)
    elif Field.GIVEN_NAME in found and Field.FAMILY_NAME not in found:
        found[Field.NAME] = found.pop(Field.GIVEN_NAME)
    return {column: field for field, column in sorted(found.items(), key=lambda item: item[1])}


def meaning_of(heading: str) -> Field | None:
    return _meaning(heading)[0]


def _meaning(heading: str) -> tuple[Field | None, bool]:
    """And whether the heading says just that."""
    for text in (heading, _IN_BRACKETS.sub(" ", heading)):
        key = search_key(text)
        if key in _MEANINGS:
            return _MEANINGS[key], True
    key = search_key(_IN_BRACKETS.sub(" ", heading))[:120]
    spaced = f" {key} "
    for phrase in _BY_LENGTH:
        if phrase in _WHOLE_ONLY:
            continue
        if (f" {phrase} " in spaced) if phrase.isascii() else (phrase in key):
            return _MEANINGS[phrase], False
    return None, False
