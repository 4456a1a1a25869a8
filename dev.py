#!/usr/bin/env python3
"""Set up and run the project: python3 dev.py run | test | test-faults | bench | bench-scale | check | messages | lock

Only the standard library and the syntax of Python 3.8, so that an old Python can say what is needed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
INSTALLED = VENV / "installed"
BROKER_SOCKET = ROOT / "var" / "broker.sock"
BYTECODE = ROOT / "var" / "bytecode"

RUN = "requirements.txt"
DEVELOP = "requirements-dev.txt"
INSTALLER = "requirements-uv.txt"

SECONDS_TO_FIRST_PAGE = 60
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


class Stop(Exception):
    """What keeps us from going on, as one line that says what to do."""


def main(arguments: list[str]) -> int:
    commands = {
        "run": run,
        "test": test,
        "test-faults": test_faults,
        "bench": bench,
        "bench-scale": bench_scale,
        "check": check,
        "messages": messages,
        "lock": lock,
    }
    name, *rest = arguments or ["help"]
    if name not in commands:
        print(__doc__)
        return 2
    try:
        check_python(sys.version_info[:2])
        return commands[name](rest)
    except Stop as reason:
        print(reason, file=sys.stderr)
    except subprocess.CalledProcessError as failure:
        return failure.returncode
    except KeyboardInterrupt:
        return 130
    return 1


# --- the commands


def run(arguments: list[str]) -> int:
    port = chosen_port(os.environ.get("PORT", "8000"))
    check_not_running(BROKER_SOCKET)
    check_port(port)
    ensure_installed(RUN)
    sign_ins = in_venv("manage.py", "prepare", stdout=subprocess.PIPE).stdout.decode()
    return serve(port, sign_ins)


def test(arguments: list[str]) -> int:
    ensure_installed(DEVELOP)
    ensure_system_packages()
    chosen = arguments or ["-n", "3", "--dist", "loadscope", "--ignore=tests/bench"]
    return in_venv("-m", "pytest", *chosen, check=False).returncode


def test_faults(arguments: list[str]) -> int:
    """Kills, cuts and outages on PostgreSQL and Redis; FULL=1 for the long night."""
    ensure_installed(DEVELOP)
    return in_venv("-m", "tests.faults", *arguments, check=False).returncode


def bench(arguments: list[str]) -> int:
    ensure_installed(DEVELOP)
    return in_venv("-m", "pytest", "-s", "tests/bench", *arguments, check=False).returncode


def bench_scale(arguments: list[str]) -> int:
    """What is due, and the counselors' pages, among 600,000 workers on PostgreSQL; or among as many as are named."""
    ensure_installed(DEVELOP)
    return in_venv("-m", "tests.bench", *arguments, check=False).returncode


def check(arguments: list[str]) -> int:
    return test(["tests/conventions", *arguments])


def messages(arguments: list[str]) -> int:
    ensure_installed(DEVELOP)
    return in_venv("manage.py", "collect_messages").returncode


def lock(arguments: list[str]) -> int:
    ensure_installed(DEVELOP)
    compile_lock = [
        "uv", "pip", "compile", "--quiet", "--upgrade", "--universal", "--generate-hashes",
        "--no-emit-index-url", "--no-header", "--no-annotate",
    ]  # fmt: skip
    in_venv("-m", *compile_lock, "pyproject.toml", "-o", RUN)
    in_venv("-m", *compile_lock, "pyproject.toml", "--extra", "dev", "-c", RUN, "-o", DEVELOP)
    in_venv("-m", *compile_lock, "-", "-o", INSTALLER, input=b"uv")
    return 0


# --- what must be there first


def check_python(version: tuple[int, ...]) -> None:
    if version < (3, 11):
        raise Stop(
            "Python 3.11 or newer is needed, this is {}.{}. "
            "Name a newer one: make run PYTHON=python3.11".format(*version)
        )


def check_venv_module() -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Stop("The venv module of Python is missing. Run: sudo apt install python3-venv")


def chosen_port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Stop("PORT must be a number from 1 to 65535, not {!r}.".format(text))
    return int(text)


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Stop(
                "Port {} cannot be used ({}). Stop what uses it, or choose another: "
                "make run PORT={}".format(port, error.strerror, port + 1)
            ) from None


def check_not_running(broker_socket: Path) -> None:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(broker_socket))
        except OSError as error:
            if "too long" in str(error):
                raise Stop("The path of this folder is too long for a socket: move it.") from None
            return
    raise Stop("It already runs from this folder. Stop that one first (Ctrl-C).")


def ensure_installed(requirements: str) -> None:
    """Make the virtual environment hold exactly what the hash-pinned file lists."""
    if is_installed(requirements):
        return
    if not has_pip():
        check_venv_module()
        say("Creating the environment")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    say("Installing {}".format(requirements))
    if not install_with_uv(requirements) and not install_with_pip(requirements):
        raise Stop("Installing failed: the lines above say why. The first run needs a network.")
    files = [RUN, DEVELOP] if requirements == DEVELOP else [RUN]
    INSTALLED.write_text("\n".join(map(fingerprint, files)))


def is_installed(requirements: str) -> bool:
    return INSTALLED.exists() and fingerprint(requirements) in INSTALLED.read_text().split()


def fingerprint(requirements: str) -> str:
    """Changes with the list, and when the environment was moved or its Python replaced."""
    place = "{} {}".format(VENV.resolve(), PYTHON.resolve())
    return hashlib.sha256((ROOT / requirements).read_bytes() + place.encode()).hexdigest()


def has_pip() -> bool:
    return PYTHON.exists() and succeeds([str(PYTHON), "-c", "import pip"])


def install_with_pip(requirements: str) -> bool:
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return succeeds([*pip, "--require-hashes", "-r", requirements], quiet=False)


def install_with_uv(requirements: str) -> bool:
    """Three times as fast as pip, but not there for every machine."""
    uv = [str(PYTHON), "-m", "uv", "pip", "install", "--quiet", "--python", str(PYTHON)]
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return succeeds([*pip, "--require-hashes", "-r", INSTALLER]) and succeeds(
        [*uv, "--require-hashes", "-r", requirements]
    )


def ensure_system_packages() -> None:
    """A browser, and the reader of translatable texts; tests that miss them say so."""
    has_browser, has_gettext = bool(find_browser(whole=True)), bool(shutil.which("xgettext"))
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if (has_browser and has_gettext) or not succeeds([*as_root, "apt-get", "--version"]):
        return
    say("Installing what the tests need of the system")
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "--no-install-recommends"]
    succeeds([*apt, "update"])
    has_gettext or succeeds([*install, "gettext"])
    # Ubuntu has Chromium only as a snap, which needs a desktop: Playwright brings one then.
    playwright = [str(PYTHON), "-m", "playwright", "install", "--with-deps", "chromium"]
    has_browser or succeeds([*install, "chromium"]) or succeeds(playwright)
    # Where there is a browser without windows, too, it is quicker.
    has_browser or succeeds([*install, "chromium-headless-shell"])


def find_browser(whole: bool = False) -> str | None:
    """`whole`: with all that one with windows has, such as a place for notices."""
    small = [] if whole else ["chromium-headless-shell"]
    for name in [*small, "chromium", "google-chrome"]:
        if shutil.which(name):
            return shutil.which(name)
    cache = Path.home() / ".cache" / "ms-playwright"
    return next(map(str, cache.glob("chromium-*/chrome-linux*/chrome")), None)


# --- serving


def serve(port: int, sign_ins: str) -> int:
    """Run all processes of the Procfile until one ends or somebody stops us."""
    own_all_descendants()
    url = "http://localhost:{}/".format(port)
    stopped: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.append(number)
        processes.terminate()

    names = ["web", "worker", "beat", "watch"]
    if "CELERY_BROKER_URL" not in os.environ:
        names.append("broker")
    # In a session of its own: a Ctrl-C in the terminal reaches only us, and once.
    processes = subprocess.Popen(
        [str(PYTHON), "-m", "honcho", "start", *names],
        cwd=str(ROOT),
        env=venv_environment(HTTP_PORT=str(port)),
        start_new_session=True,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - there are no threads here
    )
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    if wait_for_page(url, processes):
        print("\n{}\n\nOpen {} (stop with Ctrl-C)\n".format(sign_ins.rstrip(), url), flush=True)
    elif processes.poll() is None:
        print("No page yet at {}: the lines above should say why.".format(url), file=sys.stderr)
    code = processes.wait()
    stop_descendants()
    return 0 if stopped else code or 1


def wait_for_page(url: str, processes: subprocess.Popen[bytes]) -> bool:
    # Without this handler a proxy of the environment would be asked for localhost.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + SECONDS_TO_FIRST_PAGE
    while processes.poll() is None and time.monotonic() < end:
        try:
            return bool(opener.open(url, timeout=10).status == 200)
        except urllib.error.HTTPError:
            return False
        except OSError:
            time.sleep(0.1)
    return False


def own_all_descendants() -> None:
    """Become the parent of every process whose own parent dies (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def stop_descendants() -> None:
    """End what outlived its supervisor; each killed process hands us its own children."""
    while True:
        try:
            ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not ended:
            for child in children():
                os.kill(child, signal.SIGKILL)
            time.sleep(0.05)


def children() -> list[int]:
    lists = Path("/proc/self/task").glob("*/children")
    return [int(pid) for children_of_task in lists for pid in children_of_task.read_text().split()]


# --- small pieces


def in_venv(
    *arguments: str, check: bool = True, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [str(PYTHON), *arguments], cwd=str(ROOT), env=venv_environment(), check=check, **options
    )


def venv_environment(**more: str) -> dict[str, str]:
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "PATH": path, **more}
    # Whoever wants no bytecode beside the sources does not want it made a hundred times over.
    if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
        environment.setdefault("PYTHONPYCACHEPREFIX", str(BYTECODE))
    return environment


def succeeds(command: list[str], quiet: bool = True) -> bool:
    output = subprocess.DEVNULL if quiet else None
    try:
        done = subprocess.run(command, cwd=str(ROOT), stdout=output, stderr=output, check=False)
    except OSError:
        return False
    return done.returncode == 0


def say(text: str) -> None:
    print(text + " ...", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
