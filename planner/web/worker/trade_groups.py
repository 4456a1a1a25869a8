"""The groups of trades, by name."""

from functools import lru_cache

from accounts.names import search_key
from planner.reference.models import TradeGroup
from planner.wording.languages import data_language

REST = "other"  # comes last


def trade_group_names(version: str) -> dict[str, str]:
    """Name by key, in the reader's language. Read once per data version."""
    return _names(version, data_language())


@lru_cache(maxsize=4)
def _names(_version: str, language: str) -> dict[str, str]:
    rows = list(TradeGroup.objects.values_list("key", f"name_{language}"))
    return dict(sorted(rows, key=lambda row: (row[0] == REST, search_key(row[1]))))
