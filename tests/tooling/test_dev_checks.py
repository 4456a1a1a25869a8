"""What dev.py says, in one line, when something is missing."""

import ast
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import dev


def test_old_python_reads_the_script_and_is_told_what_is_needed() -> None:
    ast.parse(Path(dev.__file__).read_text(), feature_version=(3, 8))

    with pytest.raises(dev.Stop, match=r"Python 3\.11 or newer is needed, this is 3\.9\."):
        dev.check_python((3, 9))


def test_missing_venv_module_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name: None if name == "ensurepip" else find_spec(name),
    )

    with pytest.raises(dev.Stop, match="apt install python3-venv"):
        dev.check_venv_module()


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "http", "80 00"])
def test_port_that_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(dev.Stop, match="PORT must be a number"):
        dev.chosen_port(text)


def test_taken_port_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        done = subprocess.run(
            [sys.executable, dev.__file__, "run"],
            env={"PORT": str(port)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"Port {port} cannot be used (Address already in use). Stop what uses it, "
        f"or choose another: make run PORT={port + 1}\n"
    )


def test_second_run_from_the_same_folder_is_refused(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as broker:
        broker.bind(str(tmp_path / "broker.sock"))
        broker.listen()

        with pytest.raises(dev.Stop, match="already runs"):
            dev.check_not_running(tmp_path / "broker.sock")


def test_socket_left_by_a_killed_broker_is_no_hindrance(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as broker:
        broker.bind(str(tmp_path / "broker.sock"))

    dev.check_not_running(tmp_path / "broker.sock")


def test_changed_requirements_are_installed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "INSTALLED", tmp_path / "installed")
    requirements = tmp_path / dev.RUN
    requirements.write_text("django==5.2.19\n")
    dev.INSTALLED.write_text(dev.fingerprint(dev.RUN))
    assert dev.is_installed(dev.RUN)

    requirements.write_text("django==5.2.20\n")

    assert not dev.is_installed(dev.RUN)


def test_bytecode_that_nobody_wants_beside_the_sources_is_kept_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    environment = dev.venv_environment()

    assert "PYTHONDONTWRITEBYTECODE" not in environment
    assert environment["PYTHONPYCACHEPREFIX"] == str(dev.BYTECODE)


def test_bytecode_is_left_where_python_puts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)

    assert "PYTHONPYCACHEPREFIX" not in dev.venv_environment()


def test_makefile_offers_every_command() -> None:
    make = shutil.which("make")
    assert make

    for command in ("run", "test", "bench", "check", "messages", "lock"):
        done = subprocess.run(
            [make, "--dry-run", command, "PYTHON=python3"],
            cwd=dev.ROOT,
            capture_output=True,
            text=True,
            check=True,
            # Whoever runs these by make hands its own flags down.
            env={key: value for key, value in os.environ.items() if not key.startswith("MAKE")},
        )
        assert done.stdout == f"python3 dev.py {command}\n"
