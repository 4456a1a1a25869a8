"""A mail server that notes what it accepts, and fails as told. Run: python -m tests.faults.smtp FOLDER

`FOLDER/policy.json` says how it fails, read anew before each message; what it accepts goes to the end of
`FOLDER/wire.jsonl` before it is acknowledged. Its port is in `FOLDER/port`.
"""

import asyncio
import contextlib
import json
import os
import random
import sys
import time
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any

FAILINGS = ("p421", "p451", "hang", "drop_before", "drop_after")


class Dropped(Exception):
    """The connection goes without a word."""


class Server:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wire = os.open(folder / "wire.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.read_at = 0
        self.policy: dict[str, Any] = {}
        self.random = random.Random(0)

    def look_at_policy(self) -> None:
        path = self.folder / "policy.json"
        changed = path.stat().st_mtime_ns
        if changed != self.read_at:
            self.policy = json.loads(path.read_text())
            self.random = random.Random(self.policy.get("seed", 0))
            self.read_at = changed

    def failing(self, recipient: str) -> str:
        """How this message fails, by chance; "" if it does not."""
        only = self.policy.get("only", "")
        draw = self.random.random()
        for name in FAILINGS if only in recipient else ():
            share = self.policy.get(name, 0)
            if draw < share:
                return name
            draw -= share
        return ""

    def note(self, recipients: list[str], content: bytes, *, is_answered: bool) -> None:
        headers = BytesHeaderParser().parsebytes(content)
        line = {
            "at": time.time(),
            "to": recipients,
            "id": headers["Message-ID"],
            "unsubscribe": headers["List-Unsubscribe-Post"],
            "answered": is_answered,
            "size": len(content),
        }
        if self.policy.get("keep"):
            line["content"] = content.decode(errors="replace")
        os.write(self.wire, json.dumps(line).encode() + b"\n")

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(Dropped, ConnectionError, asyncio.IncompleteReadError):
            await Talk(self, reader, writer).run()
        if not writer.is_closing():
            writer.transport.abort()


class Talk:
    """One connection."""

    def __init__(
        self, server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.server, self.reader, self.writer = server, reader, writer
        self.recipients: list[str] = []

    async def say(self, line: str) -> None:
        self.writer.write(line.encode() + b"\r\n")
        await self.writer.drain()

    async def run(self) -> None:
        self.server.look_at_policy()
        if self.server.policy.get("down"):
            raise Dropped
        await self.say("220 fake ESMTP")
        while line := await self.reader.readline():
            self.server.look_at_policy()
            if self.server.policy.get("down"):
                raise Dropped
            verb = line[:4].upper().decode(errors="replace").strip()
            if verb == "QUIT":
                await self.say("221 bye")
                self.writer.close()
                return
            await self.answer(verb, line.decode(errors="replace"))

    async def answer(self, verb: str, line: str) -> None:
        if verb == "EHLO":
            await self.say("250-fake\r\n250-8BITMIME\r\n250 SMTPUTF8")
        elif verb == "RCPT":
            await self.recipient(line[line.find("<") + 1 : line.find(">")])
        elif verb == "DATA":
            await self.data()
        else:
            if verb in ("MAIL", "RSET"):
                self.recipients = []
            await self.say("250 ok")

    async def recipient(self, address: str) -> None:
        if address.startswith("dead"):
            await self.say("550 5.1.1 no such mailbox")
        else:
            self.recipients.append(address)
            await self.say("250 ok")

    async def data(self) -> None:
        if not self.recipients:
            await self.say("503 no recipient")
            return
        await self.say("354 go on")
        content = await self.reader.readuntil(b"\r\n.\r\n")
        failing = self.server.failing(self.recipients[0])
        if failing == "drop_before":
            raise Dropped
        if failing == "hang":
            await asyncio.sleep(self.server.policy.get("hang_seconds", 30))
            raise Dropped
        if failing in ("p421", "p451"):
            await self.say({"p421": "421 4.3.2 closing", "p451": "451 4.3.0 later"}[failing])
            if failing == "p421":
                raise Dropped
            return
        self.server.note(self.recipients, content, is_answered=failing != "drop_after")
        if failing == "drop_after":
            raise Dropped
        if delay := self.server.policy.get("delay", 0):
            await asyncio.sleep(delay)
        await self.say("250 accepted")


async def main(folder: Path) -> None:
    server = Server(folder)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, limit=2**22)
    beside = folder / "port.new"
    beside.write_text(str(listening.sockets[0].getsockname()[1]))
    beside.replace(folder / "port")
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
