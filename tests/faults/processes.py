"""Processes of this project, started, killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from tests.faults.waiting import until

CELERY = [sys.executable, "-m", "celery", "--quiet", "--app", "config"]


class Crew:
    """Workers, beats and web of one test."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = {**os.environ, **environment, "PYTHONPATH": str(settings.BASE_DIR)}
        # Not compiled anew by each of so many processes.
        if self.environment.pop("PYTHONDONTWRITEBYTECODE", ""):
            self.environment.setdefault("PYTHONPYCACHEPREFIX", str(settings.VAR_DIR / "bytecode"))
        self.log = (folder / "processes.log").open("ab")
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def worker(self, name: str) -> None:
        plain = ["--without-gossip", "--without-mingle", "--loglevel", "warning"]
        self._start(name, [*CELERY, "worker", "--concurrency", "1", "-n", f"{name}@rig", *plain])

    def beat(self, name: str) -> None:
        kept = ["--schedule", str(self.folder / name), "--pidfile", ""]
        self._start(name, [*CELERY, "beat", *kept, "--loglevel", "warning"])

    def command(self, name: str, *words: str) -> None:
        """A command of manage.py that goes on."""
        self._start(name, [sys.executable, str(settings.BASE_DIR / "manage.py"), *words])

    def module(self, name: str, *words: str) -> None:
        self._start(name, [sys.executable, "-m", *words])

    def web(self, name: str) -> str:
        """Its address."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = int(free.getsockname()[1])
        here = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
        quiet = ["--no-control-socket", "--log-level", "warning"]
        self._start(name, [sys.executable, "-m", "gunicorn", "config.wsgi", *here, *quiet])
        address = f"http://localhost:{port}"
        until(lambda: answer_of(address)[0], seconds=60, what="the web answers", every=0.3)
        return address

    def kill_parent(self, name: str) -> None:
        """kill -9; its children lose their pipe and end by themselves."""
        process = self.running.pop(name)
        children = children_of(process.pid)
        process.kill()
        process.wait()
        # What a dead machine would take along too: else they go on until they look at the pipe.
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)

    def kill_child(self, name: str) -> bool:
        """kill -9 of the process that works; its parent starts another. False: there is none just now."""
        for child in children_of(self.running[name].pid):
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
                return True
        return False

    def end(self, name: str) -> None:
        process = self.running.pop(name)
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def all_run(self) -> bool:
        """Raises for one that ended by itself."""
        ended = [name for name, process in self.running.items() if process.poll() is not None]
        if ended:
            raise AssertionError(f"Ended by itself: {', '.join(ended)}\n{self.said()[-3000:]}")
        return True

    def stop(self) -> None:
        for name in list(self.running):
            self.kill_parent(name)
        self.log.close()

    def said(self) -> str:
        return (self.folder / "processes.log").read_text(errors="replace")

    def _start(self, name: str, command: list[str]) -> None:
        self.running[name] = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=self.environment, stdout=self.log, stderr=self.log
        )


def children_of(pid: int) -> list[int]:
    try:
        lists = list(Path(f"/proc/{pid}/task").glob("*/children"))
        return [int(child) for children in lists for child in children.read_text().split()]
    except OSError:
        return []


def answer_of(address: str, *, cookie: str = "") -> tuple[int, str]:
    """Status and page; 0 where nobody answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    headers = {"Cookie": cookie} if cookie else {}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own address
    try:
        with opener.open(request, timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""
