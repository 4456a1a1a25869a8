"""The text of a value that carries both languages."""

from django.utils.translation import get_language


def data_language() -> str:
    """The reader's language as the columns of the data end: vi or en."""
    return "en" if get_language() == "en" else "vi"


def localized(value: object, text: str = "name") -> str:
    """`name_vi` or `name_en` of a plain value, in the reader's language."""
    return str(getattr(value, f"{text}_{data_language()}"))
