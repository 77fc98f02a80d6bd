"""Every mail of a file comes in once, however often the import is killed, and when two run at once."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from saath.cli.tests.mail_files import answer, letter, write_mbox
from tests.installation import COMMAND, MAILBOX, Installation
from tests.kill.conftest import Shop, a_shop
from tests.kill.facts import Facts
from tests.plugin import ENGINE

THREADS = 40
MAILS = THREADS * 3
STRIKES = (
    "import_before_entry:7", "intake_before_commit:30", "import_before_entry:50", "reading_before_commit:20",
    "after_claim:15", "reading_after_commit:25", "after_work:9",
)  # fmt: skip


@pytest.fixture
def shop(folder: Path) -> Iterator[Shop]:
    with a_shop(folder, lease_seconds="5") as shop:
        yield shop


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    """Forty threads of three in one mbox, each answer before its question, and the first twenty mails once more."""
    letters = []
    for thread in range(THREADS):
        first, who = thread * 3, f"customer{thread}@example.in"
        reply = answer(first + 1, references=(first,), to=who)
        reply.replace_header("From", MAILBOX)
        again = letter(first + 2, sender=who, to=MAILBOX, references=(first + 1,))
        letters += [again, reply, letter(first, sender=who, to=MAILBOX)]
    write_mbox(tmp_path / "All.mbox", *letters)
    write_mbox(tmp_path / "Again.mbox", *letters[:20])
    return tmp_path


def start(installation: Installation, mails: Path, strike: str = "") -> subprocess.Popen[str]:
    words = ["mail", "import", str(mails), "--shop", "paanch-takiye", "--mailbox", MAILBOX, "--json"]
    environment = installation.environment | ({"SAATH_FAULTS": strike} if strike else {})
    return subprocess.Popen(
        [COMMAND, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def end(run: subprocess.Popen[str]) -> dict[str, int]:
    out, words = run.communicate(timeout=240)
    assert run.returncode == 0, words
    found: dict[str, int] = json.loads(out)
    return found


def check(facts: Facts, found: dict[str, int]) -> None:
    assert (found["read"], found["missing"], found["failed"], found["waiting"]) == (MAILS + 20, 0, 0, 0)
    assert facts.count("SELECT count(*) FROM conversations_message") == MAILS
    assert facts.count("SELECT count(*) FROM conversations_conversation WHERE message_count = 3") == THREADS
    assert facts.count("SELECT count(*) FROM conversations_conversation") == THREADS
    assert facts.count("SELECT count(*) FROM conversations_intakeitem") == MAILS + 20


@pytest.mark.kill
@pytest.mark.timeout(900)
def test_an_import_that_is_killed_again_and_again_brings_every_mail_once(shop: Shop, mails: Path) -> None:
    installation, facts = shop
    for strike in STRIKES:
        run = start(installation, mails, strike)
        run.communicate(timeout=120)
        assert run.returncode == -signal.SIGKILL, strike
    found = end(start(installation, mails))
    check(facts, found)
    print(f"\n{ENGINE}: {found} after {len(STRIKES)} kills")


@pytest.mark.kill
@pytest.mark.timeout(600)
def test_two_imports_at_once_bring_every_mail_once(shop: Shop, mails: Path) -> None:
    installation, facts = shop
    runs = [start(installation, mails) for _ in range(2)]
    for run in runs:
        check(facts, end(run))
