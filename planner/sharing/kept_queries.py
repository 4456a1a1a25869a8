"""Queries that every page of a kind asks anew: their SQL is written once. Django takes longer to write it than a database to answer."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, ForeignObject, Lookup, QuerySet

from accounts.models import User
from planner.sharing.audiences import Opened
from planner.sharing.models import Assignment
from planner.sharing.sections import Section

# Stand for the reader, the agency and any one row in a query that is kept: no key is ever as large, and both databases take it.
READER, AGENCY, KEY = 9_007_199_254_740_881, 9_007_199_254_740_847, 9_007_199_254_740_761
# Stands for the keys of the rows asked about, as many as there are: `person__among=KEYS`.
KEYS = object()


def anybody(role: str) -> User:
    """A reader of this role, to write a query for that is kept."""
    return User(pk=READER, agency_id=AGENCY, role=role, is_active=True)


def anything_open(sections: frozenset[Section]) -> Opened:
    """A page of some worker, KEY, to write a query for that is kept."""
    return Opened(User(pk=KEY), Assignment(), sections)


@Field.register_lookup
@ForeignObject.register_lookup
class Among(Lookup[Any]):
    """As `in`, but the keys are one value of the query, however many: its SQL stays as it is."""

    lookup_name = "among"
    prepare_rhs = False
    listed = "IN (SELECT value FROM json_each(%s))"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} {self.listed}", (*params, self.rhs)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", (*params, self.rhs)


class KeptQuery:
    """Of a query written for `anybody` or `anything_open`, as it is for one reader or one worker.

    Whatever else it depends on (a day, the time zone) is written down in it: keep one for each.
    """

    def __init__(self, rows: "QuerySet[Any]") -> None:
        """`rows`: with `values_list`, what is computed last."""
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self._sql, params = compiler.as_sql()
        except EmptyResultSet:
            self._sql, params = "", ()
            return
        self._params = tuple(params)
        shown = [column[0] for column in compiler.select[: compiler.col_count]]
        self._converters = tuple(compiler.get_converters(shown).items())

    def of(self, reader: User) -> list[tuple[Any, ...]]:
        """One query; none if it never finds anything, or the reader may look at nobody."""
        if not (self._sql and reader.is_active and reader.agency_id):
            return []
        return self._asked({READER: reader.pk, AGENCY: reader.agency_id})

    def of_keys(self, keys: Collection[int], reader: User | None = None) -> list[tuple[Any, ...]]:
        """About these rows alone, found before for this reader. One query; none if it never finds anything."""
        if not self._sql:
            return []
        if not any(param is KEYS for param in self._params):
            raise ValueError("This query is of everybody: filter(…__among=KEYS) is missing.")
        known: dict[Any, Any] = {KEYS: _as_one_value(keys)}
        if reader is not None:
            known |= {READER: reader.pk, AGENCY: reader.agency_id}
        return self._asked(known)

    def of_key(self, key: int) -> list[tuple[Any, ...]]:
        """One query; none if it never finds anything."""
        return self._asked({KEY: key}) if self._sql else []

    def _asked(self, known: Mapping[Any, Any]) -> list[tuple[Any, ...]]:
        connection = connections[DEFAULT_DB_ALIAS]
        # A list among them has no place in a dictionary.
        params = [known.get(p, p) if type(p) is int or p is KEYS else p for p in self._params]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            rows: list[Any] = cursor.fetchall()
        if not (rows and self._converters):
            return rows
        # By column: that copies the rows once, not each of them for each column.
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
        for place, (converters, expression) in self._converters:
            for convert in converters:
                values = columns[place]
                columns[place] = [convert(value, expression, connection) for value in values]
        return list(zip(*columns, strict=True))


def _as_one_value(keys: Collection[int]) -> str:
    """A text: a driver takes long over a list."""
    form = "{%s}" if connections[DEFAULT_DB_ALIAS].vendor == "postgresql" else "[%s]"
    return form % ",".join(map(str, keys))
