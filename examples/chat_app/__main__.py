"""Chat with a shop from a terminal: `python -m examples.chat_app https://help.shop.example --as 4711 --name "Sunita Verma"`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import httpx

from .chat import Chat, Message, Refused
from .identity import chat_identity
from .pushes import Receiver

HELP = "Write and press Enter. /file PATH sends a file, /older shows more, /away hears pushes alone, /back looks, /out signs out."


class App:
    """What is on the screen, and what is heard."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self._shown: set[str] = set()
        self._older = ""
        self._is_looking = Event()
        self._lock = Lock()

    def start(self) -> None:
        """Show what was said, and hear of what is said from now on."""
        self.look()
        Thread(target=self._hear, daemon=True).start()

    def look(self) -> None:
        """Turn to the conversation."""
        self._is_looking.set()
        self.sync()

    def leave(self) -> None:
        """Put the app away: from now on only pushes tell of answers."""
        self._is_looking.clear()
        self.chat.hang_up()
        self.say("(away)")

    def sync(self) -> None:
        """Show all that is not on the screen yet, however long the line was cut, and say that it was seen."""
        with self._lock:
            new = self._missing()
            for message in reversed(new):
                self.show(message)
            answers = [each for each in new if each.by != "you"]
            if answers:
                self.chat.read(answers[0])

    def _missing(self) -> list[Message]:
        """Return what is not on the screen, the newest first: a page to begin with, later all back to what is there."""
        page, new = self.chat.page(), list[Message]()
        if not self._shown:
            self._older = page.older
            return list(page.messages)
        while True:
            fresh = [each for each in page.messages if each.id not in self._shown]
            new += fresh
            if len(fresh) < len(page.messages) or not page.older:
                return new
            page = self.chat.page(page.older)

    def show_older(self) -> None:
        """Show the page before the first message on the screen."""
        if self._older:
            page = self.chat.page(self._older)
            self._older = page.older
            for message in page.messages:
                self.show(message)

    def show(self, message: Message) -> None:
        """Put a message on the screen, once."""
        if message.id not in self._shown:
            self._shown.add(message.id)
            files = "".join(f"\n    {each}" for each in message.files)
            self.say(f"{message.at[11:16]} {message.name or 'you'}: {message.text}{files}")

    def send(self, text: str, files: tuple[Path, ...] = ()) -> None:
        """Send a message and show it."""
        sent = self.chat.write(text, files)
        with self._lock:
            self.show(sent)

    def told(self, said: dict[str, Any]) -> None:
        """Show a push, as a phone shows it on its locked screen."""
        self.say(f"[push] {said['title']} ({said['reference']}, {said['unread']} unread)")

    def say(self, line: str) -> None:
        """Write a line."""
        print(line, flush=True)

    def _hear(self) -> None:
        """Hear the stream while the app is looked at."""
        while self._is_looking.wait():
            for name, data in self.chat.live():
                if not self._is_looking.is_set():
                    break
                self._happened(name, data)

    def _happened(self, name: str, data: Any) -> None:
        if name == "lost":
            self.say("(no line)")
        elif name == "typing" and data["is_typing"]:
            self.say(f"({data['name']} is writing)")
        elif name in ("ready", "reset", "events"):
            self.sync()


def main() -> None:
    """Identify, show what was said, and chat until the input ends."""
    arguments = _arguments()
    kept = json.loads(arguments.keep.read_text()) if arguments.keep.exists() else {}
    chat = Chat(arguments.shop, kept.get("token", ""), arguments.language)
    app = App(chat)
    try:
        name = _sign_in(chat, arguments)
    except (Refused, httpx.TransportError) as error:
        sys.exit(str(error))
    arguments.keep.touch(mode=0o600)
    arguments.keep.write_text(json.dumps({"token": chat.token}))
    app.say(f"Signed in as {name}. {HELP}")
    if arguments.push:
        chat.subscribe(Receiver(app.told).subscription())
    app.start()
    for row in sys.stdin:
        try:
            if not _do(app, row.strip()):
                arguments.keep.unlink()
                return
        except (Refused, httpx.TransportError, OSError) as error:
            app.say(f"(not done: {error})")


def _sign_in(chat: Chat, arguments: argparse.Namespace) -> str:
    """Become whom the shop's server vouches for; a token from before goes on, unless it has ended."""
    # An app asks its own server for this, which knows who is signed in and has the secret.
    identity = chat_identity(os.environ["CHAT_SECRET"], arguments.customer, arguments.name, "", False)
    if chat.token:
        try:
            return chat.identify(identity)
        except Refused as refused:
            if refused.status != httpx.codes.UNAUTHORIZED:
                raise
            chat.token = ""
    chat.begin(identity)
    return str(arguments.name)


def _do(app: App, row: str) -> bool:
    """Do what a line asks for; False where it was the last."""
    command, _space, rest = row.partition(" ")
    if command == "/out":
        app.chat.sign_out()
        app.say("Signed out.")
        return False
    if command == "/file":
        app.send("", (Path(rest).expanduser(),))
    elif command == "/older":
        app.show_older()
    elif command == "/away":
        app.leave()
    elif command == "/back":
        app.look()
    elif row:
        with suppress(httpx.TransportError):  # what nobody has to know is not said twice
            app.chat.write_soon(True)
        app.send(row)
    return True


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="chat_app", description=__doc__)
    parser.add_argument("shop", help="the address of the shop's host for customers")
    parser.add_argument("--as", dest="customer", required=True, help="the shop's own name for the customer")
    parser.add_argument("--name", default="", help="what colleagues call them")
    parser.add_argument("--language", default="en", choices=["en", "hi", "gu"])
    parser.add_argument("--keep", type=Path, default=Path("chat_app.json"), help="where the token is kept")
    parser.add_argument(
        "--push", action="store_true", help="be told by push too, at an address of this machine"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
