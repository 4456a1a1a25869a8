"""Vietnamese names as people type them: with or without diacritics, in any Unicode form."""

import unicodedata


def search_key(text: str) -> str:
    """Fold a name for comparing: case, tone and vowel marks off, đ to d, single spaces.

    SQLite's LIKE folds only ASCII, so the folded form is kept in a column of its own.
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    kept = "".join(
        char if char.isalnum() else " " for char in decomposed if not unicodedata.combining(char)
    )
    return " ".join(kept.split())
