"""The tools that read the whole code, each as one test."""

import secrets
from collections.abc import Callable

Passes = Callable[..., None]


def test_imports_run_one_way(passes: Passes) -> None:
    passes("lint-imports", "--no-cache", "--no-logo")


def test_lint_finds_nothing(passes: Passes) -> None:
    passes("ruff", "check", ".")


def test_code_is_formatted(passes: Passes) -> None:
    passes("ruff", "format", "--check", ".")


def test_types_hold(passes: Passes) -> None:
    passes("mypy")


def test_templates_are_clean(passes: Passes) -> None:
    passes("djlint", "templates", "planner", "--lint", "--quiet")


def test_no_migration_is_missing(passes: Passes) -> None:
    passes(
        *("python", "manage.py", "makemigrations", "--check", "--dry-run"),
        DATABASE_URL="sqlite://:memory:",
    )


def test_production_settings_are_safe_to_deploy(passes: Passes) -> None:
    passes(
        *("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        DJANGO_SETTINGS_MODULE="config.settings.production",
        SECRET_KEY=secrets.token_urlsafe(50),
        ALLOWED_HOSTS="example.org",
        DATABASE_URL="postgres://person:word@localhost/loi_ve",
        CELERY_BROKER_URL="redis://localhost",
    )
