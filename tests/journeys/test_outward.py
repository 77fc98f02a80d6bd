"""Others than the customer: who reads along, who is asked aside, and to whom the shop writes first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.customer import Customer, plain_text
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey


@pytest.mark.off_road
def test_who_is_copied_in_gets_the_answer_and_speaks_for_themselves(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    nandini, gopal = customer("Nandini Iyer"), customer("Gopal Iyer")
    nandini.write("Please tell my brother too.")
    desk.open().choose("Nandini Iyer")
    desk.text.fill("The quilt leaves today.")
    desk.page.get_by_text("Copy somebody in").click()
    field = desk.page.get_by_label("E-mail address for a copy")
    field.fill(gopal.address)
    field.press("Enter")
    expect(desk.page.locator("#copies").get_by_text(gopal.address)).to_be_visible()
    expect(desk.text).to_have_value("The quilt leaves today.")
    expect(desk.page.locator("#copies summary")).to_be_focused()
    desk.press_send()
    expect(desk.message("The quilt leaves today.")).to_contain_text(f"copy to {gopal.address}")
    received = gopal.receive()
    assert received["To"].addresses[0].addr_spec == nandini.address
    gopal.answer(received, "I am at home all day.")
    expect(desk.message("I am at home all day.")).to_contain_text("Gopal Iyer")


@pytest.mark.off_road
def test_who_is_asked_aside_answers_the_team_alone(desk: Desk, customer: Callable[[str], Customer]) -> None:
    lata, weaver = customer("Lata Rao"), customer("Weaver Works")
    lata.write("Is the red one in stock?")
    desk.open().choose("Lata Rao")
    question = desk.message("Is the red one in stock?")
    question.get_by_title("More").click()
    question.get_by_role("link", name="Forward").click()
    desk.page.get_by_label("E-mail address").fill(weaver.address)
    desk.page.get_by_label("Your word to them").fill("How many are left?")
    desk.page.get_by_role("button", name="Forward").click()
    expect(desk.message("How many are left?")).to_contain_text(f"forwarded to {weaver.address}")
    asked = weaver.receive()
    assert "Is the red one in stock?" in plain_text(asked)
    weaver.answer(asked, "Two hundred, and dear ones.")
    expect(desk.message("Two hundred, and dear ones.")).to_contain_text("answers the team alone")
    desk.see("Two hundred, and dear ones.")
    desk.send("Yes, it is.")
    told = lata.receive()
    assert "Two hundred" not in told.as_string()
    assert weaver.address not in told.as_string()


@pytest.mark.off_road
def test_the_shop_writes_first_by_keyboard(desk: Desk, customer: Callable[[str], Customer]) -> None:
    mohan = customer("Mohan Das")
    desk.open()
    desk.page.keyboard.press("c")
    desk.page.get_by_label("E-mail address").fill(mohan.address)
    desk.page.get_by_label("Subject").fill("Your parcel comes tomorrow")
    desk.page.get_by_label("Message", exact=True).fill("Namaste Mohan ji.")
    desk.page.get_by_role("button", name="Send").click()
    expect(desk.message("Namaste Mohan ji.")).to_be_visible()
    received = mohan.receive()
    assert received["Subject"] == "Your parcel comes tomorrow"
    mohan.answer(received, "Thank you for telling me.")
    expect(desk.message("Thank you for telling me.")).to_be_visible()
