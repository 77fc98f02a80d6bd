"""One customer's mail goes all the way and back, with files, and when the other side refuses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.installation import MAILBOX
from tests.journeys.customer import Customer, plain_text
from tests.journeys.desk import Desk
from tests.post_office import PostOffice

pytestmark = pytest.mark.journey


@pytest.mark.several_processes
def test_in_by_itself_answered_and_back_into_the_same_conversation(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    sunita = customer("Sunita Verma")
    desk.open()
    first = sunita.write("Kab tak aayega mera parcel?")
    desk.choose("Sunita Verma")
    expect(desk.message("Kab tak aayega mera parcel?")).to_be_visible()

    desk.send("Kal tak pahunch jayega.")
    received = sunita.receive()
    assert "Kal tak pahunch jayega." in plain_text(received)
    assert received["Message-ID"]
    assert str(first["Message-ID"]) in received["References"]
    reply_to = received["Reply-To"].addresses[0]
    assert reply_to.username.startswith(f"{MAILBOX.split('@')[0]}+")
    assert "Meera Joshi" in received["From"].addresses[0].display_name
    expect(desk.message("Kal tak pahunch jayega.")).to_contain_text("Sent")

    sunita.answer(received, "Dhanyavaad, mil gaya!")
    expect(desk.message("Dhanyavaad, mil gaya!")).to_be_visible()
    desk.open()
    expect(desk.row("Sunita Verma")).to_have_count(1)


def test_a_refused_answer_comes_back_and_leaves_when_the_other_side_takes_it(
    desk: Desk, customer: Callable[[str], Customer], office: PostOffice
) -> None:
    imran = customer("Imran Shaikh")
    imran.write("The lamp is broken.")
    desk.open().choose("Imran Shaikh")
    office.refusal = "550 5.1.1 Mailbox disabled"
    desk.send("A new one leaves today.")
    expect(desk.message("A new one leaves today.")).to_contain_text("Not sent")
    expect(desk.message("A new one leaves today.")).to_contain_text("Mailbox disabled")
    desk.open()
    expect(desk.row("Imran Shaikh")).to_contain_text("Check delivery")

    office.refusal = ""
    desk.choose("Imran Shaikh")
    desk.message("A new one leaves today.").get_by_role("button", name="Try again").click()
    expect(desk.message("A new one leaves today.")).to_contain_text("Sent")
    assert "A new one leaves today." in plain_text(imran.receive())
    desk.open()
    expect(desk.row("Imran Shaikh")).to_have_count(0)


@pytest.mark.off_road
@pytest.mark.several_processes
def test_files_go_both_ways(desk: Desk, customer: Callable[[str], Customer], tmp_path: Path) -> None:
    kavita = customer("Kavita Rao")
    bill = b"%PDF-1.4 bill " + bytes(range(256)) * 40
    kavita.write("Here is the bill.", file=("bill ₹499.pdf", bill))
    desk.open().choose("Kavita Rao")
    with desk.page.expect_download() as download:
        desk.message("Here is the bill.").get_by_role("link", name="bill ₹499.pdf").click()
    assert Path(download.value.path()).read_bytes() == bill
    assert download.value.suggested_filename == "bill ₹499.pdf"

    label = tmp_path / "return label.txt"
    label.write_text("Paanch Takiye, Surat")
    desk.page.get_by_label("Attach a file").set_input_files(label)
    expect(desk.page.locator("#kept-files")).to_contain_text("return label.txt")
    desk.send("The label for the way back.")
    [attached] = kavita.receive().iter_attachments()
    assert (attached.get_filename(), attached.get_content().strip()) == (
        "return label.txt",
        "Paanch Takiye, Surat",
    )


@pytest.mark.several_processes
def test_words_survive_a_cut_line_and_what_was_missed_is_replayed(
    desk: Desk, customer: Callable[[str], Customer], contexts: Callable[..., BrowserContext]
) -> None:
    leela, manas = customer("Leela Nair"), customer("Manas Das")
    leela.write("Is the blue one back?")
    desk.open().choose("Leela Nair")
    desk.page.context.set_offline(True)
    expect(desk.page.locator("#trouble")).to_contain_text(
        "Offline: you read what was open; what you write waits."
    )
    desk.text.fill("Yes, since today.")
    manas.write("Written while the line was cut.")
    elsewhere = Desk(contexts().new_page(), desk.url).open()
    expect(elsewhere.row("Manas Das")).to_be_visible()
    expect(desk.row("Manas Das")).to_have_count(0)

    desk.page.context.set_offline(False)
    expect(desk.page.locator("#trouble")).to_be_hidden()
    expect(desk.row("Manas Das")).to_be_visible()
    expect(desk.text).to_have_value("Yes, since today.")
    desk.press_send()
    expect(desk.message("Yes, since today.")).to_be_visible()
    assert "Yes, since today." in plain_text(leela.receive())


def test_an_answer_sent_without_a_line_leaves_once_when_it_is_back(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    pooja, qasim = customer("Pooja Sen"), customer("Qasim Ansari")
    pooja.write("May I pay at the door?")
    qasim.write("And I?")
    desk.open().choose("Pooja Sen")
    desk.page.context.set_offline(True)
    desk.text.fill("Yes, you may.")
    desk.press_send()
    expect(desk.page.locator("#trouble")).to_be_visible()
    expect(desk.page.locator("#outbox")).to_contain_text("Yes, you may.")
    expect(desk.text).to_have_value("")
    desk.page.context.set_offline(False)
    expect(desk.message("Yes, you may.")).to_be_visible()
    assert "Yes, you may." in plain_text(pooja.receive())
    desk.choose("Qasim Ansari")
    desk.send("You too.")
    qasim.receive()
    assert len(pooja.office.to(pooja.address)) == 1
