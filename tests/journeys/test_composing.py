"""Writing: a draft that follows its writer, words that keep their shape, and files that are kept as they are chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, expect

from tests.installation import Installation, wait_until
from tests.journeys.customer import Customer, plain_text
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey


def kept(desk: Desk) -> None:
    """Wait until the server has what is written."""
    expect(desk.page.locator("#pause [name=version]")).not_to_have_value("0")
    wait_until(lambda: not on_device(desk), "the server has the draft")


def on_device(desk: Desk) -> bool:
    """Tell whether the browser holds words that the server has not confirmed."""
    return bool(desk.page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('saath.draft.'))"))


@pytest.mark.off_road
@pytest.mark.several_processes
def test_a_draft_follows_its_writer_to_another_browser_and_neither_overwrites_the_other(
    contexts: Callable[..., BrowserContext], shop: Installation, customer: Callable[[str], Customer]
) -> None:
    customer("Latika Rao").write("Is the blue one still there?")
    phone, counter = (Desk(contexts().new_page(), shop.url).open() for _ in range(2))
    phone.choose("Latika Rao")
    phone.text.fill("Yes, the blue one")
    kept(phone)
    expect(counter.row("Latika Rao")).to_contain_text("Draft")

    counter.choose("Latika Rao")
    expect(counter.text).to_have_value("Yes, the blue one")
    counter.text.fill("No, only the red one")
    kept(counter)
    phone.text.press_sequentially(" is in stock")
    kept(phone)
    phone.page.get_by_role("button", name="Show it").click()
    expect(phone.text).to_have_value("No, only the red one")
    phone.press_send()
    expect(phone.message("No, only the red one")).to_be_visible()
    expect(phone.text).to_have_value("")
    phone.open("/desk/customer/")
    expect(phone.row("Latika Rao")).not_to_contain_text("Draft")


@pytest.mark.off_road
def test_what_is_written_without_a_connection_reaches_the_server_when_there_is_one(
    contexts: Callable[..., BrowserContext], shop: Installation, customer: Callable[[str], Customer]
) -> None:
    customer("Mukta Sen").write("Kya ye dhul sakta hai?")
    context = contexts()
    desk, elsewhere = Desk(context.new_page(), shop.url).open(), Desk(contexts().new_page(), shop.url)
    desk.choose("Mukta Sen")
    context.set_offline(True)
    desk.text.fill("Haan, thande paani mein")
    wait_until(lambda: on_device(desk), "the browser keeps the draft")
    context.set_offline(False)
    kept(desk)
    elsewhere.open().choose("Mukta Sen")
    expect(elsewhere.text).to_have_value("Haan, thande paani mein")


def test_shaped_words_arrive_in_both_parts_of_the_mail(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    nisha = customer("Nisha Patel")
    nisha.write("How do I wash it?")
    desk.open().choose("Nisha Patel")
    desk.text.fill("Wash it cold")
    desk.text.press("Control+a")
    desk.text.press("Control+b")
    desk.text.press("End")
    desk.text.type("\n- no bleach\nno iron")
    expect(desk.text).to_have_value("*Wash it cold*\n- no bleach\n- no iron")
    expect(desk.page.locator("#pause strong")).to_have_text("Wash it cold")
    desk.press_send()
    expect(desk.message("no bleach").locator("li")).to_have_count(2)

    received = nisha.receive()
    assert plain_text(received).splitlines()[:3] == ["Wash it cold", "- no bleach", "- no iron"]
    body = received.get_body(("html",))
    assert body is not None
    page = body.get_content()
    assert "<strong>Wash it cold</strong>" in page
    assert "<li>no bleach</li><li>no iron</li>" in page


@pytest.mark.off_road
def test_files_are_kept_as_they_are_chosen_and_one_is_taken_away_again(
    desk: Desk, customer: Callable[[str], Customer], tmp_path: Path
) -> None:
    omar = customer("Omar Shaikh")
    omar.write("Please send me the bill.")
    for name in ("bill.png", "wrong.png"):
        Image.new("RGB", (90, 60), "teal" if name == "bill.png" else "maroon").save(tmp_path / name)
    desk.open().choose("Omar Shaikh")
    desk.page.locator("[data-files]").set_input_files([tmp_path / "bill.png", tmp_path / "wrong.png"])
    expect(desk.page.locator("#kept-files a")).to_have_count(2)
    expect(desk.page.locator("#kept-files img")).to_have_count(2)
    desk.page.get_by_role("button", name="Take wrong.png away").click()
    expect(desk.page.locator("#kept-files a")).to_have_count(1)
    desk.page.reload()
    expect(desk.page.locator("#kept-files a")).to_have_count(1)
    desk.send("Here it is.")
    expect(desk.message("Here it is.").get_by_role("link", name="bill.png")).to_be_visible()
    received = omar.receive()
    assert [each.get_filename() for each in received.iter_attachments()] == ["bill.png"]


@pytest.mark.off_road
def test_words_of_a_word_processor_are_pasted_with_marks_and_nothing_else(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    customer("Parul Shah").write("Where are you?")
    desk.open().choose("Parul Shah")
    page = (
        "<html><head><style>p{color:red}</style></head><body><p class=MsoNormal>We are <b>open</b>:</p>"
        "<ul><li>10 to 18</li><li><a href='https://shop.example/map'>map</a></li></ul>"
        "<script>alert(1)</script></body></html>"
    )
    desk.text.evaluate(
        """(field, page) => {
            const data = new DataTransfer();
            data.setData("text/html", page);
            data.setData("text/plain", "We are open");
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        page,
    )
    expect(desk.text).to_have_value("We are *open*:\n\n- 10 to 18\n- [map](https://shop.example/map)")


def test_an_answer_waits_for_its_time_is_sent_at_once_or_taken_back(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    rekha = customer("Rekha Menon")
    rekha.write("When do you open?")
    desk.open().choose("Rekha Menon")
    desk.text.fill("At ten")
    later(desk)
    waiting = desk.page.locator("article.later")
    expect(waiting).to_contain_text("At ten")
    expect(desk.text).to_have_value("")
    expect(desk.row("Rekha Menon")).to_contain_text("Leaves later")
    waiting.get_by_role("button", name="Take it back").click()
    expect(desk.text).to_have_value("At ten")

    later(desk)
    waiting.get_by_role("button", name="Send now").click()
    expect(desk.message("At ten")).to_have_count(1)
    assert plain_text(rekha.receive()).startswith("At ten")


def later(desk: Desk) -> None:
    """Let what is written leave at the first time on offer."""
    desk.page.get_by_role("button", name="More ways to send").click()
    desk.page.get_by_role("button", name="Send later").click()
    desk.page.locator("#later button[name=leaves_at]").first.click()


@pytest.mark.off_road
def test_sending_opens_the_next_who_waits(desk: Desk, customer: Callable[[str], Customer]) -> None:
    customer("Salma Bano").write("First?")
    customer("Tara Gill").write("Second?")
    desk.open().choose("Salma Bano")
    desk.text.fill("Done")
    desk.page.get_by_role("button", name="More ways to send").click()
    desk.page.get_by_role("button", name="Send and open the next").click()
    expect(desk.thread.locator("h2")).not_to_have_text("Salma Bano")
    assert desk.page.url.endswith(f"{desk.thread.get_attribute('data-conversation')}/")


@pytest.mark.off_road
def test_a_question_before_sending_is_asked_once(desk: Desk, customer: Callable[[str], Customer]) -> None:
    usha = customer("Usha Nair")
    usha.write("Where is my lamp?")
    desk.open().choose("Usha Nair")
    desk.text.fill("Call us on 98250 12345")
    expect(desk.page.locator("[data-hint=elsewhere]")).to_be_visible()
    desk.press_send()
    desk.page.get_by_role("button", name="Send anyway").click()
    expect(desk.message("Call us on")).to_be_visible()
    assert plain_text(usha.receive()).startswith("Call us on")


@pytest.mark.off_road
def test_a_note_is_basted_and_its_words_never_go_to_the_customer(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    customer("Vidya Rao").write("Any news?")
    desk.open().choose("Vidya Rao")
    desk.page.keyboard.press("Escape")
    desk.page.get_by_role("radio", name="Note").check(force=True)
    desk.text.fill("Ask the courier")
    expect(desk.page.locator("#composer .as-note")).to_be_visible()
    expect(desk.page.get_by_role("button", name="More ways to send")).to_be_hidden()
    kept(desk)
    desk.page.reload()
    expect(desk.page.get_by_role("radio", name="Note")).to_be_checked()
    expect(desk.text).to_have_value("Ask the courier")
