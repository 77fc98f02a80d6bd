"""A new customer is told at once that their mail is here, in their language; a person's answer follows, and all of it threads."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Locator, expect

from tests.installation import Installation, free_ports, wait_until
from tests.journeys.conftest import a_shop_behind_a_server
from tests.journeys.customer import Customer, plain_text
from tests.journeys.desk import Desk
from tests.post_office import PostOffice

pytestmark = pytest.mark.journey
OUR_SERVER = "mx.paanch.test"


class ProvedCustomer(Customer):
    """A customer about whom the shop's mail server finds out that they are who they say, and writes it down."""

    def _send(self, mail: EmailMessage) -> EmailMessage:
        finding = f"Authentication-Results: {OUR_SERVER}; dkim=pass header.d=example.in\r\n"
        with smtplib.LMTP("127.0.0.1", self.smtp_port, local_hostname=OUR_SERVER, timeout=20) as line:
            to = mail["To"].addresses[0].addr_spec
            assert line.sendmail(self.address, [to], finding.encode() + mail.as_bytes()) == {}
        return mail


@pytest.fixture(scope="module")
def lmtp_port() -> int:
    return free_ports(1)


@pytest.fixture(scope="module")
def shop(chromium: str, office: PostOffice, lmtp_port: int) -> Iterator[Installation]:
    """Return a shop with a mail server in front of it."""
    with a_shop_behind_a_server("told", office, lmtp_port) as installation:
        yield installation


def test_who_is_new_is_told_once_and_answered_by_a_person(
    desk: Desk, office: PostOffice, lmtp_port: int
) -> None:
    believe_our_server(desk)
    radha = ProvedCustomer("Radha Iyer", lmtp_port, office)
    first = radha.write("नमस्ते, मेरा पार्सल कब तक आएगा?", subject="पार्सल")
    told = radha.receive()
    reference = _is_the_word(told, to=first)

    radha.answer(told, "ऑर्डर नंबर PT-20418 है।")
    _find(desk, reference).click()
    expect(desk.message("ऑर्डर नंबर PT-20418 है।")).to_be_visible()
    expect(desk.message("आपका संदेश")).to_be_visible()
    desk.open().choose("Radha Iyer")  # it still waits: no machine's word is an answer
    desk.send("कल तक पहुँच जाएगा।")
    answered = radha.receive(2)
    assert "कल तक पहुँच जाएगा।" in plain_text(answered)
    assert answered["Auto-Submitted"] is None
    radha.answer(answered, "धन्यवाद!")
    expect(desk.message("धन्यवाद!")).to_be_visible()
    desk.open()
    expect(desk.row("Radha Iyer")).to_have_count(1)

    radha.write("एक और सवाल है।", subject="रज़ाई")
    expect(desk.row("Radha Iyer")).to_have_count(2)
    desk.row("Radha Iyer").filter(has_text="एक और सवाल").click()
    expect(desk.message("एक और सवाल है।")).to_be_visible()
    desk.send("ज़रूर पूछिए।")
    assert "ज़रूर पूछिए।" in plain_text(radha.receive(3))


def believe_our_server(desk: Desk) -> None:
    page = desk.open("/settings/incoming/").page
    page.get_by_text("for who knows its mail server").click()
    page.get_by_label("Names of your mail servers").fill(OUR_SERVER)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def _find(desk: Desk, reference: str) -> Locator:
    """Find a conversation by the reference that its customer was told, once the index knows it."""
    found = desk.page.locator("#found a.conv")
    wait_until(
        lambda: desk.open(f"/desk/find/?q={reference}") and found.count() == 1, "found by its reference"
    )
    return found


def _is_the_word(told: EmailMessage, *, to: EmailMessage) -> str:
    """Hold what a machine said: that it is one, in which language, and by when a person answers; return the reference."""
    assert told["Auto-Submitted"] == "auto-replied"
    assert (told["Content-Language"], told["In-Reply-To"]) == ("hi", str(to["Message-ID"]))
    words = plain_text(told)
    assert "आपका संदेश Paanch Takiye तक पहुँच गया है" in " ".join(words.split())
    assert re.search(r"\b\d\d:\d\d\b", words)
    [reference] = re.findall(r"\b[0-9A-Z]{3}-[0-9A-Z]{4}\b", words)
    return str(reference)
