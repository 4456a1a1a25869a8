"""Every URL there is, out of the URLconf and the admin registry, with arguments to open it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.sweeps.world import World, newest

Arguments = Mapping[str, object] | Callable[[World], Mapping[str, object]]

ADMIN_PAGE = re.compile(r"admin:(?P<model>[a-z]+_[a-z]+)_(add|changelist|change|history|delete)")
# As the URLconf writes them: "<path:object_id>", "(?P<url>.*)$".
ARGUMENT = re.compile(r"\(\?P<(\w+)>[^)]*\)\$?|<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Taken:
    """An argument that the world knows: `Taken("token", "tokens.open")`."""

    name: str
    place: str

    def __call__(self, world: World) -> Mapping[str, object]:
        found: Any = world
        for part in self.place.split("."):
            found = found[part] if isinstance(found, Mapping) else getattr(found, part)
        return {self.name: found}

    def __str__(self) -> str:
        return self.place


@dataclass(frozen=True)
class Url:
    """One entry of the URLconf. `key`: its name; the pattern where it has none."""

    key: str
    pattern: str
    has_arguments: bool

    @property
    def is_admin(self) -> bool:
        return self.pattern.startswith("staff/")


@dataclass(frozen=True)
class Address:
    """A URL with arguments and a query: something that can be opened."""

    url: Url
    arguments: Arguments = field(hash=False, default_factory=dict)
    query: str = ""

    def path(self, world: World) -> str:
        given = self.arguments(world) if callable(self.arguments) else self.arguments
        if self.url.key != self.url.pattern:
            return reverse(self.url.key, kwargs=dict(given)) + self.query
        named = ARGUMENT.sub(lambda match: str(given[match[1] or match[2]]), self.url.pattern)
        return "/" + named + self.query

    def __str__(self) -> str:
        given = self.arguments
        words = [str(given)] if isinstance(given, Taken) else []
        if isinstance(given, Mapping):
            words = [str(value) for value in given.values()]
        return " ".join(filter(None, [self.url.key, *words, self.query]))


@cache
def urls() -> list[Url]:
    return list(_walk(get_resolver(), "", ()))


def _walk(resolver: URLResolver, prefix: str, spaces: tuple[str, ...]) -> Iterator[Url]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry, pattern, inner)
        elif isinstance(entry, URLPattern):
            key = ":".join([*spaces, entry.name]) if entry.name else pattern
            yield Url(key, pattern, "<" in pattern)


def models_in_admin() -> dict[str, type[Model]]:
    return {
        f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry
    }


def addresses_of(
    url: Url, arguments: Mapping[str, list[Arguments]], queries: Mapping[str, list[str]]
) -> list[Address]:
    """None for a URL that takes arguments and has no sample."""
    own = arguments.get(url.key)
    if own is None:
        own = [{}] if not url.has_arguments else _admin_arguments(url)
    return [
        Address(url, given, query) for given in own for query in ["", *queries.get(url.key, [])]
    ]


def _admin_arguments(url: Url) -> list[Arguments]:
    """Pages of one row, for every model that the admin registers."""
    models = models_in_admin()
    if found := ADMIN_PAGE.fullmatch(url.key):
        return [partial(_object_id, models[found["model"]])]
    if found := re.fullmatch(r"staff/(\w+)/(\w+)/<path:object_id>/", url.key):
        return [partial(_object_id, models[f"{found[1]}_{found[2]}"])]
    return []


def _object_id(model: type[Model], _world: World) -> Mapping[str, object]:
    return {"object_id": newest(model).pk}
