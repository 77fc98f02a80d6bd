"""The example of an app, run as a stranger runs it: who they are, what was said, a cut line, a file, pushes, signing out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.guards.source import ROOT
from tests.installation import Installation, wait_until
from tests.journeys.chatting import Site, switch_on
from tests.journeys.conftest import a_shop_at_work
from tests.journeys.desk import Desk
from tests.journeys.wire import Wire, a_wire

pytestmark = pytest.mark.journey
NAME = "Ishita Rao"


@pytest.fixture(scope="module")
def shop(chromium: str) -> Iterator[Installation]:
    """Return a shop whose customers' apps may be told at addresses of this machine."""
    with a_shop_at_work("app", allowed_private_hosts="127.0.0.1") as installation:
        yield installation


@pytest.fixture
def wire() -> Iterator[Wire]:
    with a_wire() as wire:
        yield wire


@dataclass(frozen=True)
class Terminal:
    """The running example: what it prints, and what is typed into it."""

    process: subprocess.Popen[str]
    screen: Path

    def rows(self, words: str) -> list[str]:
        """Return the lines on the screen that hold these words."""
        return [row for row in self.screen.read_text().splitlines() if words in row]

    def see(self, words: str) -> str:
        """Wait until a line holds these words, and return it."""

        def is_there() -> bool:
            assert self.process.poll() is None or self.rows(words), self.screen.read_text()
            return bool(self.rows(words))

        wait_until(is_there, f"the app shows {words!r}")
        return self.rows(words)[-1]

    def type(self, row: str) -> None:
        """Type a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{row}\n")
        self.process.stdin.flush()


@contextmanager
def an_app(shop: Installation, wire: Wire, secret: str, folder: Path) -> Iterator[Terminal]:
    """Start the example as its documentation says, behind a line of ours."""
    screen = folder / "screen"
    command = [sys.executable, "-m", "examples.chat_app", f"http://127.0.0.1:{shop.port + 1}"]
    command += ["--as", "4711", "--name", NAME, "--push", "--keep", str(folder / "kept.json")]
    environment = os.environ | {"CHAT_SECRET": secret, "HTTP_PROXY": wire.url, "NO_PROXY": "", "no_proxy": ""}
    with (
        screen.open("w") as out,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=out, stderr=out, text=True
        ) as process,
    ):
        try:
            yield Terminal(process, screen)
        finally:
            process.kill()


def make_secret(desk: Desk) -> str:
    """Make the secret of the chat, as the shop's owner does."""
    desk.open("/settings/chat/")
    desk.page.get_by_role("button", name="Make a secret").click()
    return desk.page.get_by_label("Secret of the chat").input_value()


@pytest.mark.off_road
def test_the_example_chats_over_a_cut_line_and_is_told_while_it_is_away(
    shop: Installation, desk: Desk, wire: Wire, tmp_path: Path
) -> None:
    switch_on(desk, Site("https://shop.example"))
    secret = make_secret(desk)
    with an_app(shop, wire, secret, tmp_path) as app:
        app.see(f"Signed in as {NAME}")
        app.type("Has my quilt left?")
        app.see("you: Has my quilt left?")
        desk.open().choose(NAME)
        desk.send("It left this morning.")
        app.see("It left this morning.")
        expect(desk.thread.get_by_text(f"Read by {NAME}")).to_be_visible()

        wire.cut()
        app.see("(no line)")
        app.type("And the pillow?")
        desk.send("The pillow follows tomorrow.")
        assert not app.rows("The pillow follows tomorrow.")
        wire.mend()
        app.see("The pillow follows tomorrow.")
        app.see("you: And the pillow?")
        expect(desk.message("And the pillow?")).to_have_count(1)

        receipt = tmp_path / "receipt.pdf"
        receipt.write_bytes(b"%PDF-1.4\n%%EOF\n")
        app.type(f"/file {receipt}")
        app.see("receipt.pdf http")
        expect(desk.thread.get_by_text("receipt.pdf")).to_be_visible()

        app.type("/away")
        app.see("(away)")
        desk.see("receipt.pdf")
        desk.send("Thank you, that is the one.")
        pushed = app.see("[push]")
        assert "has answered you" in pushed
        assert "1 unread" in pushed
        assert "that is the one" not in pushed
        app.type("/back")
        app.see("Thank you, that is the one.")
    with an_app(shop, wire, secret, tmp_path) as again:
        again.see("Thank you, that is the one.")
        for words in ("Has my quilt left?", "It left this morning.", "And the pillow?", "receipt.pdf"):
            assert len(again.rows(words)) == 1
        again.type("/out")
        again.see("Signed out.")
    assert not (tmp_path / "kept.json").exists()
