"""A real server on files of its own, and a real browser in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import (
    Browser,
    BrowserType,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from dev import find_browser
from tests.e2e.cast import Cast
from tests.loaded import made
from tests.needs import needs

# Playwright keeps an event loop in this thread; the tests themselves are not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

BROWSER_OPTIONS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]
WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SECONDS_TO_FIRST_PAGE = 30

PageAt = Callable[..., Page]
Screenshot = Callable[[Page, str], None]


@dataclass(frozen=True)
class Served:
    address: str
    environment: dict[str, str]


@pytest.fixture(scope="session")
def site(served: Served) -> str:
    """The address of the served demo."""
    return served.address


@pytest.fixture(scope="session")
def cast(served: Served) -> Cast:
    """The world of the sweeps, made on the site, with everybody signed in."""
    made = _in_project(
        ["manage.py", "shell", "-v", "0", "-c", "import tests.e2e.cast as c; print(c.as_json())"],
        served.environment,
    )
    return Cast.from_json(made.splitlines()[-1])


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Reference data and seed, in a database of this run."""
    folder = tmp_path_factory.mktemp("site")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.browser",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
    }
    with made() as file:
        shutil.copy(file, folder / "site.sqlite3")
    _in_project(["manage.py", "prepare"], environment)
    with socket.create_server(("127.0.0.1", 0)) as listener, (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "config.wsgi", "--no-control-socket"),
                *("--bind", f"fd://{listener.fileno()}", "--threads", "4"),
            ],
            cwd=settings.BASE_DIR,
            env=environment,
            pass_fds=[listener.fileno()],
            stdout=log,
            stderr=log,
        )
        try:
            address = f"http://localhost:{listener.getsockname()[1]}"
            _wait_for(address, server, Path(log.name))
            yield Served(address, environment)
        finally:
            server.terminate()
            server.wait()


@pytest.fixture(scope="session")
def engine() -> Iterator[BrowserType]:
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(engine: BrowserType) -> Iterator[Browser]:
    yield from launched(engine, find_browser())


def launched(engine: BrowserType, executable: str | None) -> Iterator[Browser]:
    """Open until the next one is asked for."""
    needs(executable, "Chromium is not installed: apt install chromium")
    options = BROWSER_OPTIONS + ["--no-sandbox"] * (os.geteuid() == 0)
    browser = engine.launch(executable_path=executable, args=options)
    yield browser
    browser.close()


@pytest.fixture
def page_at(browser: Browser, site: str) -> Iterator[PageAt]:
    """Open a page of a size: `page_at(360, 800)`; each is a new person, of `session` if given.

    When the test ends, nothing may have broken the content security policy, raised an error in
    a script, or asked another host for anything.
    """
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(message.text)

    def on_request(request: Request) -> None:
        if not request.url.startswith((site, "data:")):
            faults.append(f"request to {request.url}")

    def open_page(
        width: int,
        height: int,
        *,
        scripts: bool = True,
        locale: str = "vi-VN",
        scheme: Literal["light", "dark"] = "light",
        session: str = "",
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            locale=locale,
            reduced_motion="reduce",
            color_scheme=scheme,
        )
        if session:
            context.add_cookies([{"name": "session", "value": session, "url": site}])
        page = context.new_page()
        page.on("console", on_console)
        page.on("request", on_request)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_page
    for context in browser.contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(page_at: PageAt) -> Page:
    """A phone."""
    return page_at(360, 800)


@pytest.fixture
def page_without_scripts(page_at: PageAt) -> Page:
    return page_at(360, 800, scripts=False)


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Ask axe about the page as it stands: no violation of WCAG 2.2 A or AA."""

    def check(page: Page) -> None:
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG_2_2_AA}})
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return check


@pytest.fixture
def screenshot() -> Screenshot:
    """Keep a picture of the page in var/screenshots, when asked for by SCREENSHOTS=1."""

    def take(page: Page, name: str) -> None:
        if os.environ.get("SCREENSHOTS") == "1":
            folder = settings.VAR_DIR / "screenshots"
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}.png", full_page=True)

    return take


def _in_project(arguments: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + SECONDS_TO_FIRST_PAGE
    while time.monotonic() < end and server.poll() is None:
        try:
            opener.open(address, timeout=10)
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"The server did not answer:\n{log.read_text()}")
