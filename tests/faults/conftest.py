"""The rig: short claims run with all other tests, long ones (marked `faults`) by `make test-faults`."""

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from planner.reference.models import DataVersion
from planner.reminders.models import ReminderRule
from tests.faults.figures import FIGURES, Figures
from tests.faults.rig import SERVERS
from tests.faults.wire import Wire
from tests.loaded import load


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("faults") and SERVERS.postgres is None:
            item.add_marker(pytest.mark.skip(reason="Run: make test-faults"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    report = yield
    if item.get_closest_marker("faults") and report.failed and item.nodeid not in FIGURES.told:
        FIGURES.told.add(item.nodeid)
        why = str(report.longrepr).strip().splitlines()[-1][:120]
        FIGURES.add(item.nodeid.rpartition("test_claim_")[2], report.when, 0, why, "", passed=False)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if FIGURES.rows:
        terminalreporter.section("claims")
        terminalreporter.write_line(FIGURES.table())
        # Of some claims alone: nothing to quote.
        if terminalreporter.config.args == ["tests/faults"]:
            FIGURES.keep(django_settings.VAR_DIR / "faults.md")


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """Those of short runs go nowhere."""
    return FIGURES if request.node.get_closest_marker("faults") else Figures()


@pytest.fixture(scope="session")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    wire = Wire(tmp_path_factory.mktemp("wire"))
    yield wire
    wire.stop()


@pytest.fixture
def wire(mail_server: Wire, settings: Settings) -> Wire:
    """This process sends to it too."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    settings.EMAIL_TIMEOUT = 0.3
    settings.EMAIL_USE_TLS = False
    settings.DEFAULT_FROM_EMAIL = "loi-ve@example.com"
    mail_server.fail()
    mail_server.forget()
    return mail_server


@pytest.fixture
def short_folder(tmp_path: Path) -> Path:
    """A socket's path must be short."""
    return tmp_path


@pytest.fixture
def _reference_data(request: pytest.FixtureRequest) -> None:
    """Whoever commits leaves empty tables behind."""
    request.getfixturevalue("_django_db_helper")
    if not DataVersion.objects.exists():
        load()


@pytest.fixture(autouse=True)
def _only_our_rules(request: pytest.FixtureRequest) -> None:
    """No rule but those that a test writes."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
        ReminderRule.objects.all().delete()
