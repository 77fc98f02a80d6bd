"""Answers leave over a service's HTTP API, and what the customer answers finds its conversation."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.installation import MAILBOX, Installation
from tests.journeys.conftest import UNDO_SECONDS, a_shop_at_work
from tests.journeys.customer import Customer, plain_text
from tests.journeys.desk import Desk
from tests.post_office import PostOffice
from tests.sending_services import Brevo, Mailgun, open_service

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module", params=[Brevo, Mailgun], ids=["brevo", "mailgun"])
def shop(request: pytest.FixtureRequest, chromium: str, office: PostOffice) -> Iterator[Installation]:
    """Return a shop whose answers leave over one of the services."""
    with open_service(request.param(), office) as url:
        settings = {"smtp_out": url, "allowed_private_hosts": "localhost", "undo_seconds": UNDO_SECONDS}
        with a_shop_at_work(request.param.__name__.lower(), **settings) as installation:
            yield installation


def test_an_answer_leaves_over_the_service_and_is_answered(
    desk: Desk, shop: Installation, office: PostOffice, tmp_path: Path
) -> None:
    office.received.clear()
    nalini = Customer("Nalini Mehta", shop.smtp_port, office)
    first = nalini.write("Is the quilt washable?")
    desk.open().choose("Nalini Mehta")
    label = tmp_path / "care.txt"
    label.write_text("Thirty degrees.")
    desk.page.get_by_label("Attach a file").set_input_files(label)
    expect(desk.page.locator("#kept-files")).to_contain_text("care.txt")
    desk.send("At thirty degrees: धीरे से।")
    received = nalini.receive()
    assert "At thirty degrees: धीरे से।" in plain_text(received)
    assert str(first["Message-ID"]) in received["References"]
    assert [file.get_filename() for file in received.iter_attachments()] == ["care.txt"]
    expect(desk.message("At thirty degrees")).to_contain_text("Sent")

    nalini.answer(received, "And the cover?")
    expect(desk.message("And the cover?")).to_be_visible()
    nalini._send(_to_the_shops_address(nalini, received, "The blue one, I mean."))
    expect(desk.message("The blue one, I mean.")).to_be_visible()
    desk.open()
    expect(desk.row("Nalini Mehta")).to_have_count(1)
    assert len(office.to(nalini.address)) == 1


def _to_the_shops_address(customer: Customer, received: EmailMessage, text: str) -> EmailMessage:
    """Answer as programs do that know no Reply-To: only the name of the mail, by this service's making, leads back."""
    mail = customer._mail(text, MAILBOX, f"Re: {received['Subject']}", None)
    mail["In-Reply-To"] = received["Message-ID"]
    return mail
