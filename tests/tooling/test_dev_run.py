"""`dev.py run` in a copy of the checkout: one command serves, one signal ends all of it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import dev
from tests.needs import needs

SECONDS_TO_SERVE = 90
SECONDS_TO_STOP = 60


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needs(dev.is_installed(dev.DEVELOP), "the environment was not made by: make test")
    copy = tmp_path_factory.mktemp("checkout")
    for path in dev.ROOT.iterdir():
        if path.is_dir() and path.name in {"accounts", "config", "planner", "templates"}:
            shutil.copytree(path, copy / path.name, ignore=shutil.ignore_patterns("__pycache__"))
        elif path.is_file():
            shutil.copy(path, copy)
    (copy / ".venv").symlink_to(dev.VENV.resolve())
    return copy


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def running(checkout: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "dev.py", "run"],
        cwd=checkout,
        env={"HOME": str(Path.home()), "PATH": os.environ["PATH"], "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_serves_and_leaves_no_process_behind(
    checkout: Path, port: int, running: "subprocess.Popen[str]", number: signal.Signals
) -> None:
    said = _read_until(running, f"Open http://localhost:{port}/")
    with urllib.request.urlopen(f"http://localhost:{port}/", timeout=10) as page:
        status = page.status
    served_by = _processes_in(checkout)

    os.killpg(running.pid, number)
    rest = running.communicate(timeout=SECONDS_TO_STOP)[0]

    assert status == 200, said
    assert len(served_by) >= 6, "dev.py, its supervisor, web, worker, beat and broker"
    assert running.returncode == 0, rest
    assert _processes_in(checkout) == []
    assert "Traceback" not in said + rest


def test_everything_ends_when_one_process_dies(
    checkout: Path, port: int, running: "subprocess.Popen[str]"
) -> None:
    _read_until(running, f"Open http://localhost:{port}/")

    for pid in _processes_in(checkout):
        if "celery" in _command(pid) and "beat" in _command(pid):
            os.kill(pid, signal.SIGKILL)
    running.communicate(timeout=SECONDS_TO_STOP)

    assert running.returncode != 0
    assert _processes_in(checkout) == []


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux can tell a child of its parent's end"
)
def test_nothing_outlives_a_killed_run(
    checkout: Path, port: int, running: "subprocess.Popen[str]"
) -> None:
    _read_until(running, f"Open http://localhost:{port}/")
    # Whoever cannot write any more does not end either.
    threading.Thread(target=running.communicate, daemon=True).start()

    running.kill()

    end = time.monotonic() + SECONDS_TO_STOP
    while _processes_in(checkout) and time.monotonic() < end:
        time.sleep(0.1)
    assert _processes_in(checkout) == []


def _read_until(process: "subprocess.Popen[str]", text: str) -> str:
    """What the process says up to this text; it is stopped when it takes too long."""
    assert process.stdout
    said = ""
    timer = threading.Timer(SECONDS_TO_SERVE, process.terminate)
    timer.start()
    for line in process.stdout:
        said += line
        if text in line:
            timer.cancel()
            return said
    timer.cancel()
    pytest.fail(f"never said {text!r}:\n{said}")


def _processes_in(folder: Path) -> list[int]:
    """The processes that work in this folder; a zombie has none any more."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink().is_relative_to(folder):
                found.append(int(process.name))
        except OSError:
            continue
    return found


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()
