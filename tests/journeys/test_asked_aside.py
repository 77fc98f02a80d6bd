"""A packer is asked from a conversation, answers by the link without an account, and the answer comes to the desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.installation import Installation
from tests.journeys.axe import violations
from tests.journeys.customer import Customer, plain_text
from tests.journeys.desk import Desk
from tests.journeys.test_sorted import phone
from tests.post_office import PostOffice

pytestmark = pytest.mark.journey


@pytest.mark.off_road
def test_asked_by_mail_answered_by_link_with_a_picture_and_told_on_the_desk(
    desk: Desk, customer: Callable[[str], Customer], browser: Browser, tmp_path: Path
) -> None:
    customer("Jaya Asked").write("Where is my pillow? You reach me on 98250 12345.")
    packer = customer("Mahesh Packing")
    desk.open().choose("Jaya Asked")
    desk.page.get_by_role("button", name="Ask somebody outside").click()
    desk.page.locator("#asking").get_by_role("link").last.click()
    form = desk.page.locator("form.asking")
    form.get_by_label("Whom do you ask?").select_option("new")
    form.get_by_label("Name", exact=True).fill(packer.name)
    form.get_by_label("Who they are").select_option("packer")
    form.get_by_label("Language", exact=True).select_option("gu")
    form.get_by_label("E-mail address").fill(packer.address)
    form.get_by_label("Your question").fill("Was PT-20418 packed?")
    form.get_by_text("Show them something of the conversation").click()
    form.get_by_role("checkbox").first.check()
    form.get_by_role("button", name="Ask", exact=True).click()
    expect(desk.message("Was PT-20418 packed?")).to_contain_text("asks Mahesh Packing aside")
    expect(desk.page.locator("#owed")).to_contain_text("Waits for the packer until")

    asked = packer.receive()
    assert "Where is my pillow?" in plain_text(asked)
    assert "98250" not in asked.as_string()
    plain = phone(browser)
    plain.goto(link_in(asked))
    expect(plain.locator("html")).to_have_attribute("lang", "gu")
    expect(plain.get_by_text("Was PT-20418 packed?")).to_be_visible()
    plain.locator("#words").fill("હા, 11 વાગે પેક થયું.")
    plain.locator("#files").set_input_files(picture(tmp_path))
    plain.locator("button").click()
    expect(plain.get_by_role("status")).to_be_visible()

    answer = desk.message("હા, 11 વાગે પેક થયું.")
    expect(answer).to_be_visible()  # by itself: nobody has touched the desk
    expect(answer).to_contain_text("parcel.png")
    expect(answer).to_contain_text("answers the team alone")
    expect(desk.page.locator("#owed")).not_to_contain_text("Waits for")
    expect(desk.page.locator("#lines")).to_contain_text("Answered")


@pytest.mark.off_road
def test_answered_by_mail_and_what_was_taken_back_is_closed(
    desk: Desk, customer: Callable[[str], Customer], browser: Browser, shop: Installation, office: PostOffice
) -> None:
    customer("Lata Asked").write("Is the loom free in May?")
    loom = customer("Loom Supplier")
    desk.open().choose("Lata Asked")
    ask(desk, loom, "Is the loom free?")
    loom.answer(loom.receive(), "Free from the 4th.")
    expect(desk.message("Free from the 4th.")).to_contain_text("answers the team alone")

    desk.page.keyboard.press("Escape")
    desk.open().choose("Lata Asked")
    ask(desk, loom, "And the red yarn?", is_known=True)
    link = link_in(loom.receive(2))
    desk.page.get_by_role("button", name="What was asked").click()
    desk.page.locator("#asking").get_by_role("button", name="Take it back").first.click()
    expect(desk.page.locator("#lines")).to_contain_text("It was taken back")
    plain = phone(browser)
    plain.goto(link)
    expect(plain.get_by_role("heading")).to_be_visible()
    expect(plain.locator("form")).to_have_count(0)


@pytest.mark.off_road
def test_its_pages_are_for_everybody(desk: Desk, customer: Callable[[str], Customer]) -> None:
    customer("Gauri Asked").write("Which colour is it?")
    desk.open().choose("Gauri Asked")
    dyer = customer("Dyer Outside")
    ask(desk, dyer, "Which dye was it?")
    desk.page.get_by_role("button", name="What was asked").click()
    expect(desk.page.locator("#asking")).to_contain_text("Ask again")
    found = {"menu": violations(desk.page)}
    for name in ("Link", "Ask again"):
        desk.page.locator("#asking, main").get_by_role("link", name=name).last.click()
        expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
        found[name] = violations(desk.page)
        desk.page.go_back()
        desk.page.get_by_role("button", name="What was asked").click()
    desk.open("/settings/outsiders/")
    desk.page.locator("section.card summary").first.click()
    found["book"] = violations(desk.page)
    desk.page.goto(link_in(dyer.receive()))
    found["page"] = violations(desk.page)
    assert {place: faults for place, faults in found.items() if faults} == {}


def ask(desk: Desk, whom: Customer, words: str, *, is_known: bool = False) -> None:
    """Ask from the open conversation by the page that needs no menu."""
    conversation = desk.thread.get_attribute("data-conversation")
    desk.open(f"/conversations/{conversation}/ask/")
    form = desk.page.locator("form.asking")
    if is_known:
        form.get_by_label("Whom do you ask?").select_option(label=f"{whom.name} · Supplier")
    else:
        form.get_by_label("Whom do you ask?").select_option("new")
        form.get_by_label("Name", exact=True).fill(whom.name)
        form.get_by_label("Who they are").select_option("supplier")
        form.get_by_label("E-mail address").fill(whom.address)
    form.get_by_label("Your question").fill(words)
    form.get_by_role("button", name="Ask", exact=True).click()
    expect(desk.message(words)).to_be_visible()


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"https?://\S+/asked/\S+", plain_text(mail))
    assert found is not None
    return found[0]


def picture(folder: Path) -> Path:
    path = folder / "parcel.png"
    Image.new("RGB", (80, 60), (176, 132, 84)).save(path)
    return path
