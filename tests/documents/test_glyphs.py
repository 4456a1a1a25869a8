import itertools
import unicodedata

import pytest

from planner.documents.glyphs import INSTEAD, has_glyph, printable

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VIETNAMESE = (
    "".join(
        unicodedata.normalize("NFC", vowel + tone)
        for vowel, tone in itertools.product(VOWELS + VOWELS.upper(), TONES)
    )
    + "đĐ₫"
)
JAPANESE = (
    "技能実習特定育成就労在留資格認定証明書監理団体送出機関受入企業労働条件通知契約給与明細総支額控除健康保険料"
    "厚生年金雇用所得税住民脱退一時源泉徴収票年末調整日本語能力試験検級基礎随時学科安全衛教育機械加工旋盤溶接鉄工"
    "農業施設園芸畜産酪養豚鶏建設型枠鉄筋左官塗装配管介護食品製造縫製婦人子供服漁船宿泊外産廃棄物自動車整備"
    "あいうえおがぎぐげごっゃゅょんアイウエオガギグゲゴッャュョンーマシニングセンタ"
)


@pytest.mark.parametrize("letters", [VIETNAMESE, JAPANESE, "¥€%×–—…·→□•“”‘’"])
def test_letters_of_a_plan_stay_as_they_are(letters: str) -> None:
    assert [letter for letter in letters if not has_glyph(letter)] == []
    assert "".join(map(printable, letters)) == letters


@pytest.mark.parametrize(
    "typed, printed",
    [
        ("Tua\u0302\u0301n", "Tuấn"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb", "a b"),
        ("nul\x00, bell\x07, escape\x1b", "nul, bell, escape"),
        ("\u202eabc\u202c", "abc"),
        ("\ufeffTuấn", "Tuấn"),
        ("葛\U000e0100城", "葛城"),
        ("😀", INSTEAD),
        ("👨\u200d👩", INSTEAD * 2),
        ("אב", INSTEAD * 2),
        ("\ud800", INSTEAD),
        ("\u0378", INSTEAD),
        ("𝐓uấn", "Tuấn"),
        ("\u1e8b", "x\u0307"),
    ],
)
def test_what_the_font_cannot_show_is_replaced_or_left_out(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_long_words_may_break_and_usual_ones_may_not() -> None:
    usual, long = "responsibilities", "a" * 21

    printed = printable(f"{usual} {long}")

    assert printed == f"{usual} " + "\u200b".join(long)
