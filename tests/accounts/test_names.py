import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.names import search_key


@pytest.mark.parametrize(
    "text, key",
    [
        ("Hải Dương", "hai duong"),
        ("HẢI DƯƠNG", "hai duong"),
        ("Đắk Lắk", "dak lak"),
        ("đồng tháp", "dong thap"),
        ("Bà Rịa – Vũng Tàu", "ba ria vung tau"),
        ("Bà Rịa-Vũng Tàu", "ba ria vung tau"),
        ("TP. Hồ Chí Minh", "tp ho chi minh"),
        ("  Thừa   Thiên\tHuế ", "thua thien hue"),
        ("溶接 123", "溶接 123"),
        ("", ""),
        ("…", ""),
    ],
)
def test_search_key_folds(text: str, key: str) -> None:
    assert search_key(text) == key


@given(st.text(max_size=60))
def test_search_key_is_the_same_in_every_unicode_form(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert search_key(composed) == search_key(decomposed)


@given(st.text("aăâđeêioôơuưyáàảãạ -.,ĐÁÀ", max_size=60))
def test_search_key_of_a_key_is_itself(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)
