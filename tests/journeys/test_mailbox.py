"""A shop whose mail lies with a provider: counted, asked about, brought in in silence, answered, also from a phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from saath.cli.tests.mail_files import answer, letter
from tests.dovecot import PASSWORD, Dovecot, dovecot
from tests.installation import MAILBOX, Installation, wait_until
from tests.journeys.conftest import UNDO_SECONDS, a_shop_at_work
from tests.journeys.customer import plain_text
from tests.journeys.desk import Desk
from tests.journeys.provider import CustomerOfProvider
from tests.post_office import PostOffice

__all__ = ["dovecot"]
pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def shop(chromium: str, dovecot: Dovecot, office: PostOffice) -> Iterator[Installation]:
    """Return a shop that may call the provider, and trusts its certificate."""
    with a_shop_at_work(
        "mailbox", smtp_out=office.url, undo_seconds=UNDO_SECONDS, allowed_private_hosts="localhost"
    ) as installation:
        yield installation


@pytest.fixture
def sarla(shop: Installation, office: PostOffice, dovecot: Dovecot) -> CustomerOfProvider:
    """Return a customer who has not written yet."""
    return CustomerOfProvider("Sarla Gupta", shop.smtp_port, office, dovecot, MAILBOX)


@pytest.mark.several_processes
def test_a_mailbox_is_connected_and_its_customers_are_answered(
    desk: Desk, sarla: CustomerOfProvider, dovecot: Dovecot, office: PostOffice
) -> None:
    _was_there_before(dovecot)
    _connect(desk, dovecot)
    _import_all(desk)
    _nobody_was_disturbed(desk, office)

    sarla.write("Kab tak aayega mera parcel?")
    desk.choose("Sarla Gupta")
    desk.send("Kal tak pahunch jayega.")
    received = sarla.receive()
    assert "Kal tak pahunch jayega." in plain_text(received)

    sarla.answer(received, "Aur doosra parcel?")
    expect(desk.message("Aur doosra parcel?")).to_be_visible()
    _answer_from_the_phone(dovecot, sarla, "Woh bhi kal.")
    # The folder of sent mail is looked at each minute, and whenever the inbox gets something.
    dovecot.put(letter(80, sender="Asha <asha@example.in>", text="Namaste!").as_bytes(), user=MAILBOX)
    expect(desk.message("Woh bhi kal.")).to_be_visible()
    desk.open()
    expect(desk.row("Sarla Gupta")).to_have_count(0)
    desk.open("/desk/customer/")
    expect(desk.row("Sarla Gupta")).to_be_visible()

    assert len(office.to(sarla.address)) == 1
    assert not any("Seen" in flags for flags in dovecot.flags(user=MAILBOX))
    desk.open("/settings/ledger/")
    expect(desk.page.get_by_role("heading", name="Everything that came in: 0 missing")).to_be_visible()


def _was_there_before(dovecot: Dovecot) -> None:
    """Put a conversation of last month there: a question, our answer among the sent mail, and a thank-you."""
    at = datetime.now(UTC) - timedelta(days=40)
    dovecot.put(letter(0, sender="Usha Rao <usha@example.in>").as_bytes(), at=at, user=MAILBOX)
    ours = answer(1, references=(0,), to="usha@example.in")
    dovecot.put(ours.as_bytes(), folder="Sent", at=at, user=MAILBOX)
    thanks = letter(2, sender="Usha Rao <usha@example.in>", references=(0, 1), text="It came, thank you.")
    dovecot.put(thanks.as_bytes(), at=at, user=MAILBOX)


def _connect(desk: Desk, dovecot: Dovecot) -> None:
    page = desk.open("/settings/mailboxes/").page
    page.get_by_role("link", name="Add a mailbox").click()
    page.get_by_role("link", name="Another provider, or your own server").click()
    page.get_by_label("User, often the whole mail address").fill(MAILBOX)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Server", exact=True).fill("localhost")
    page.get_by_label("Port").fill(str(dovecot.tls_port))
    page.get_by_role("button", name="Connect").click()


def _import_all(desk: Desk) -> None:
    expect(desk.page.get_by_text("2 mails are there. What becomes of them?")).to_be_visible()
    desk.page.get_by_label("Import 2 mails of the last 90 days").check()
    desk.page.get_by_role("button", name="Begin").click()


def _nobody_was_disturbed(desk: Desk, office: PostOffice) -> None:
    """What was there is history: solved, in its order, with our old answer in it, and nobody was written to."""
    solved = desk.open("/desk/solved/")
    wait_until(
        lambda: solved.open("/desk/solved/").row("Usha Rao").count() == 1, "history is read", seconds=90
    )
    solved.choose("Usha Rao")
    for words in ("This is letter 0.", "This is letter 1.", "It came, thank you."):
        wait_until(lambda words=words: _shows(desk, words), words, seconds=90)  # type: ignore[misc]
    assert office.to("usha@example.in") == []
    desk.open()
    expect(desk.page.locator("#rows a.conv")).to_have_count(0)


def _shows(desk: Desk, words: str) -> bool:
    """Look again whether a message stands in the open conversation: what was sent comes in behind what was received."""
    desk.page.reload()
    return desk.message(words).count() == 1


def _answer_from_the_phone(dovecot: Dovecot, customer: CustomerOfProvider, words: str) -> None:
    """Answer the newest mail as a phone does, which keeps a copy among the sent mail."""
    mail = letter(70, sender=MAILBOX, to=customer.address, text=words)
    with dovecot.client(MAILBOX) as client:
        client.select("INBOX", readonly=True)
        _said, found = client.fetch("*", "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
    assert isinstance(found[0], tuple)
    mail["In-Reply-To"] = mail["References"] = found[0][1].decode().partition(":")[2].strip()
    dovecot.put(mail.as_bytes(), folder="Sent", user=MAILBOX)
