"""A day as it is written, kept: lists name the same days again and again."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language


def day_words(day: date) -> str:
    return _written(day, get_language())


@lru_cache(maxsize=2048)
def _written(day: date, _language: str | None) -> str:
    return date_format(day)
