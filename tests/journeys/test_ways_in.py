"""The other ways in, each from outside to the desk and back: by LMTP, out of files, and what mail servers say of our answers."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import expect

from saath.cli.tests.mail_files import answer, letter, name, write_mbox
from tests.installation import MAILBOX, Installation, free_ports
from tests.journeys.conftest import a_shop_behind_a_server
from tests.journeys.customer import Customer, plain_text
from tests.journeys.desk import Desk
from tests.post_office import PostOffice

pytestmark = pytest.mark.journey


class NeighbourOfServer(Customer):
    """A customer whose mails the shop's own mail server hands over by LMTP."""

    def _send(self, mail: EmailMessage) -> EmailMessage:
        with smtplib.LMTP("127.0.0.1", self.smtp_port, local_hostname="mx.paanch.test", timeout=20) as line:
            assert line.send_message(mail) == {}
        return mail


@pytest.fixture(scope="module")
def lmtp_port() -> int:
    return free_ports(1)


@pytest.fixture(scope="module")
def shop(chromium: str, office: PostOffice, lmtp_port: int) -> Iterator[Installation]:
    """Return a shop with a mail server in front of it."""
    with a_shop_behind_a_server("ways", office, lmtp_port) as installation:
        yield installation


@pytest.mark.several_processes
def test_what_our_mail_server_hands_over_is_answered_and_comes_back(
    desk: Desk, office: PostOffice, lmtp_port: int
) -> None:
    ila = NeighbourOfServer("Ila Shah", lmtp_port, office)
    ila.write("Do you wrap gifts?")
    desk.open().choose("Ila Shah")
    desk.send("Yes, in cloth.")
    received = ila.receive()
    assert "Yes, in cloth." in plain_text(received)
    ila.answer(received, "Red, please.")
    expect(desk.message("Red, please.")).to_be_visible()


@pytest.mark.off_road
def test_a_customer_goes_on_with_a_conversation_out_of_a_file(
    desk: Desk, shop: Installation, office: PostOffice, tmp_path: Path
) -> None:
    usha = Customer("Usha Rao", shop.smtp_port, office)
    first = letter(0, sender=f"Usha Rao <{usha.address}>", to=MAILBOX)
    ours = answer(1, references=(0,), to=usha.address)
    ours.replace_header("From", MAILBOX)
    file = write_mbox(tmp_path / "Old.mbox", first, ours)
    shop.run("mail", "import", str(file), "--shop", "paanch-takiye", "--mailbox", MAILBOX)
    assert office.to(usha.address) == []
    again = EmailMessage()
    again["From"], again["To"], again["Subject"] = f"Usha Rao <{usha.address}>", MAILBOX, "Re: Cushions"
    again["Message-ID"], again["In-Reply-To"] = name(2), name(1)
    again["References"] = f"{name(0)} {name(1)}"
    again.set_content("It has worn thin.")
    usha._send(again)
    desk.open().choose("Usha Rao")
    expect(desk.message("It has worn thin.")).to_be_visible()
    expect(desk.message("This is letter 1.")).to_be_visible()
    desk.send("We send another.")
    assert "We send another." in plain_text(usha.receive())


@pytest.mark.off_road
@pytest.mark.parametrize(
    ("person", "kind", "fields", "shown"),
    [
        ("Jaya Nair", "delivery-status", "Reporting-MTA: dns; mx.example.in\r\n\r\nFinal-Recipient: rfc822; {to}\r\n"
         "Action: failed\r\nStatus: 5.1.1\r\n", "It came back"),
        ("Kiran Joshi", "feedback-report", "Feedback-Type: abuse\r\nUser-Agent: x/1\r\nVersion: 1\r\n"
         "Original-Rcpt-To: {to}\r\n", "spam"),
    ],
)  # fmt: skip
def test_what_becomes_of_an_answer_elsewhere_stands_at_it(
    desk: Desk, shop: Installation, office: PostOffice, person: str, kind: str, fields: str, shown: str
) -> None:
    customer = Customer(person, shop.smtp_port, office)
    customer.write("Is it washable?")
    desk.open().choose(person)
    desk.send("At thirty degrees.")
    received = customer.receive()
    [envelope] = [each for each in office.received if customer.address in each.recipients]
    report = (
        f"From: MAILER-DAEMON@mx.example.in\r\nTo: {envelope.mail_from}\r\nSubject: Report\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: multipart/report; report-type={kind}; boundary=b\r\n\r\n--b\r\n\r\nSee below.\r\n--b\r\n"
        f"Content-Type: message/{kind}\r\n\r\n{fields.format(to=customer.address)}\r\n--b\r\n"
        f"Content-Type: message/rfc822\r\n\r\n{received.as_string()}\r\n--b--\r\n"
    )
    with smtplib.SMTP("127.0.0.1", shop.smtp_port, local_hostname="mx.example.in", timeout=20) as line:
        line.sendmail("", [envelope.mail_from], report.encode())
    expect(desk.message("At thirty degrees.")).to_contain_text(shown)
