"""Every mail of a mailbox is entered once, however often whoever fetches it is killed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.dovecot import PASSWORD, USER, Dovecot, dovecot
from tests.installation import MAILBOX, Installation, wait_until
from tests.kill.conftest import Shop, a_shop
from tests.kill.inside import in_shop
from tests.plugin import ENGINE

__all__ = ["dovecot"]
MAILS = 40
LARGE_OCTETS = 48_000_000
# Each strikes once, in whichever process comes to it.
STRIKES = "mailbox_after_fetch:3,mailbox_before_commit:7,intake_before_commit:12,reading_before_commit:5"

ADD = """
from saath.channels.email.imap_facts import Security
from saath.conversations.models import ChannelAccount
from saath.mailboxes.actions.manage import add_mailbox
account = ChannelAccount.objects.get()
add_mailbox(ACTOR, account=account, host="localhost", port={port}, security=Security.TLS, user="{user}", password="{password}")
"""
CHOOSE = """
from saath.mailboxes.actions.manage import choose_import
from saath.mailboxes.models import Mailbox
choose_import(ACTOR, Mailbox.objects.get(), since=None)
"""
LOOK = """
import json
from saath.conversations.models import IntakeItem, Message
from saath.conversations.queries.ledger import ledger_figures
from saath.mailboxes.models import Mailbox
print(json.dumps({
    "state": Mailbox.objects.get().state,
    "entered": IntakeItem.objects.count(),
    "keys": IntakeItem.objects.values("delivery_key").distinct().count(),
    "subjects": sorted(Message.objects.values_list("subject", flat=True)),
    "errors": list(IntakeItem.objects.filter(state="failed").values_list("error", flat=True)),
    "waiting": ledger_figures(ACTOR).waiting + ledger_figures(ACTOR).failed,
    "missing": ledger_figures(ACTOR).missing,
}))
"""


@pytest.fixture
def shop(folder: Path, dovecot: Dovecot) -> Iterator[Shop]:
    """Return a shop whose strikes are remembered over all processes."""
    struck = folder / "struck"
    struck.mkdir()
    settings = {"lease_seconds": "3", "allowed_private_hosts": "localhost", "faults_once": str(struck)}
    with a_shop(folder, **settings) as shop:
        yield shop


def look(installation: Installation) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(in_shop(installation, LOOK))
    return found


def letter(number: int, octets: int = 0) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"c{number}@example.in", MAILBOX, f"letter {number}"
    mail["Message-ID"] = f"<{number}@example.in>"
    mail.set_content("Kab tak aayega?")
    if octets:
        mail.add_attachment(bytes(octets * 3 // 4), maintype="video", subtype="mp4", filename="damage.mp4")
    return mail.as_bytes()


@pytest.mark.kill
@pytest.mark.timeout(600)
def test_a_mailbox_is_read_whole_and_once_through_kills(shop: Shop, dovecot: Dovecot) -> None:
    installation, _facts = shop
    in_shop(installation, ADD.format(port=dovecot.tls_port, user=USER, password=PASSWORD))
    program = installation.serve(faults=STRIKES)
    try:
        installation.wait_until_ready(program)
        wait_until(lambda: look(installation)["state"] == "choosing", "the mailbox is counted")
        in_shop(installation, CHOOSE)
        dovecot.put(letter(0, LARGE_OCTETS))
        for number in range(1, MAILS):
            dovecot.put(letter(number), at=datetime.now(UTC))
            if number == MAILS // 2:
                program.kill()
                program = installation.serve(faults=STRIKES)
        wait_until(lambda: look(installation)["entered"] == MAILS, "all are entered", seconds=120)
        wait_until(lambda: look(installation)["waiting"] == 0, "all are read", seconds=120)
    finally:
        program.stop()
    found = look(installation)
    assert found["subjects"] == sorted(f"letter {number}" for number in range(MAILS))
    assert (found["entered"], found["keys"], found["missing"]) == (MAILS, MAILS, 0)
    assert {each.name for each in (installation.folder / "struck").iterdir()} == {
        strike.partition(":")[0] for strike in STRIKES.split(",")
    }
    flags = dovecot.flags()
    assert not any("Seen" in each for each in flags)
    found["subjects"] = len(set(found["subjects"]))
    print(
        f"\n{ENGINE}: {MAILS} mails, {len(STRIKES.split(','))} strikes, a kill; {found}, 0 of {len(flags)} seen"
    )
