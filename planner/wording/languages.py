"""The text of a value that carries both languages."""

from django.utils.translation import get_language


def localized(value: object, text: str = "name") -> str:
    """`name_vi` or `name_en` of a plain value, in the reader's language."""
    language = "en" if get_language() == "en" else "vi"
    return str(getattr(value, f"{text}_{language}"))
