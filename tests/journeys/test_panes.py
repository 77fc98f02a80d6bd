"""What stands side by side belongs together, in whatever order the server's answers come."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.installation import Installation
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.journeys.held import Held

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

THREAD_OF_CUSTOMER = re.compile(r"/desk/customer/[0-9a-f-]{36}/$")
THREAD = re.compile(r"/desk/now/[0-9a-f-]{36}/$")
ANSWER = re.compile(r"/conversations/[0-9a-f-]{36}/answer/$")
EARLIER = re.compile(r"/conversations/[0-9a-f-]{36}/earlier/$")
SOLVE = re.compile(r"/conversations/[0-9a-f-]{36}/solve/$")
HEARS = """
    window.heard = new Promise((hear) => document.addEventListener("saath:event", ({ detail }) => {
        if (detail.kind === "message.received") hear();
    }));
    0
"""
CUSTOMER = re.compile(r"/desk/now/[0-9a-f-]{36}/customer/$")


@pytest.fixture
def desk(contexts: Callable[..., BrowserContext], shop: Installation) -> Desk:
    """Return a desk without its worker, through which no answer could be held back."""
    return Desk(contexts(service_workers="block").new_page(), shop.url)


def beside(desk: Desk, name: str) -> Locator:
    """Return the heading of the pane beside the conversation, when it is about this customer."""
    return desk.page.locator("#customer").get_by_role("heading", name=name)


def test_the_customer_comes_though_the_line_in_the_list_changed_meanwhile(
    desk: Desk, customer: Callable[[str], Customer], contexts: Callable[..., BrowserContext]
) -> None:
    customer("Ravi Menon").write("Where is it?")
    colleague = Desk(contexts().new_page(), desk.url).open()
    colleague.choose("Ravi Menon")
    desk.open()
    thread = Held(desk.page, THREAD)
    desk.row("Ravi Menon").click()
    thread.wait()
    colleague.page.locator("#tag-name").fill("parcel")
    colleague.page.get_by_role("button", name="Add the tag").click()
    expect(desk.row("Ravi Menon")).to_contain_text("parcel")
    thread.let_go()
    expect(desk.thread.get_by_role("heading", name="Ravi Menon")).to_be_visible()
    expect(beside(desk, "Ravi Menon")).to_be_visible()


@pytest.mark.off_road
def test_what_is_said_while_a_conversation_opens_stands_in_it(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    falguni = customer("Falguni Sen")
    falguni.write("Where is it?")
    desk.open().choose("Falguni Sen")
    desk.send("It comes today.")
    asked = falguni.receive()
    desk.open("/desk/customer/")
    thread = Held(desk.page, THREAD_OF_CUSTOMER)
    desk.row("Falguni Sen").click()
    thread.wait()
    thread.answer()
    desk.page.evaluate(HEARS)
    falguni.answer(asked, "It has come!")
    desk.page.evaluate("window.heard")
    thread.let_go()
    expect(desk.message("It comes today.")).to_be_visible()
    expect(desk.message("It has come!")).to_be_visible()
    with desk.page.expect_event("requestfailed"):
        desk.page.route(THREAD_OF_CUSTOMER, lambda route: route.abort(), times=1)
        falguni.answer(asked, "It is the wrong one.")
    expect(desk.message("It is the wrong one.")).to_be_visible()


@pytest.mark.off_road
def test_what_is_open_is_read_and_can_be_made_new_again(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    customer("Deepa Nambiar").write("Hello?")
    desk.open()
    expect(desk.row("Deepa Nambiar")).to_have_class(re.compile(r"\bnew\b"))
    desk.choose("Deepa Nambiar")
    expect(desk.row("Deepa Nambiar")).not_to_have_class(re.compile(r"\bnew\b"))
    desk.thread.get_by_role("log").focus()
    desk.page.keyboard.press("u")
    expect(desk.row("Deepa Nambiar")).to_have_class(re.compile(r"\bnew\b"))


@pytest.mark.off_road
def test_what_was_opened_last_is_shown_though_the_first_answers_later(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    for name in ("Sarla Bhatt", "Tarun Gill"):
        customer(name).write("Hello?")
    desk.open()
    expect(desk.row("Tarun Gill")).to_be_visible()
    expect(desk.row("Sarla Bhatt")).to_be_visible()
    desk.page.route(THREAD, lambda route: None, times=1)
    desk.row("Sarla Bhatt").click()
    with desk.page.expect_event("requestfailed"):
        desk.row("Tarun Gill").click()
    expect(desk.thread.get_by_role("heading", name="Tarun Gill")).to_be_visible()
    expect(beside(desk, "Tarun Gill")).to_be_visible()
    assert (desk.row("Tarun Gill").get_attribute("href") or "?") in desk.page.url


@pytest.mark.off_road
def test_an_answer_that_is_taken_late_is_told_and_not_offered_again(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    uma = customer("Uma Rao")
    for name in ("Uma Rao", "Varun Sethi"):
        customer(name).write("Hello?")
    desk.open().choose("Uma Rao")
    expect(desk.row("Varun Sethi")).to_be_visible()
    answer = Held(desk.page, ANSWER)
    desk.text.fill("It leaves today.")
    desk.press_send()
    answer.wait()
    desk.choose("Varun Sethi")
    answer.let_go()
    expect(desk.page.locator("#toasts")).to_contain_text("Answered Uma Rao")
    expect(desk.thread.get_by_role("heading", name="Varun Sethi")).to_be_visible()
    expect(beside(desk, "Varun Sethi")).to_be_visible()
    uma.receive()
    desk.page.get_by_role("link", name="With the customer").first.click()
    desk.row("Uma Rao").click()
    expect(desk.message("It leaves today.")).to_be_visible()
    expect(desk.text).to_have_value("")


@pytest.mark.off_road
def test_an_answer_that_is_refused_late_is_told_and_kept(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    for name in ("Wasim Qureshi", "Xavier Pinto"):
        customer(name).write("Hello?")
    desk.open().choose("Wasim Qureshi")
    expect(desk.row("Xavier Pinto")).to_be_visible()
    answer = Held(desk.page, ANSWER)
    desk.text.fill("It leaves today.")
    desk.press_send()
    answer.wait()
    desk.choose("Xavier Pinto")
    answer.refuse()
    expect(desk.page.locator("#trouble")).to_contain_text("The server did not answer.")
    desk.choose("Wasim Qureshi")
    expect(desk.text).to_have_value("It leaves today.")


@pytest.mark.off_road
def test_a_draft_is_there_when_its_conversation_is_opened_again(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    for name in ("Bina Shroff", "Chetan Vyas"):
        customer(name).write("Hello?")
    desk.open().choose("Bina Shroff")
    desk.text.fill("It leaves")
    desk.choose("Chetan Vyas")
    desk.choose("Bina Shroff")
    expect(desk.text).to_have_value("It leaves")


@pytest.mark.off_road
def test_undo_brings_the_conversation_back_with_its_customer(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    for name in ("Yash Kamat", "Zoya Mirza"):
        customer(name).write("Hello?")
    desk.open().choose("Yash Kamat")
    desk.send("It leaves today.")
    desk.choose("Zoya Mirza")
    desk.page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(desk.thread.get_by_role("heading", name="Yash Kamat")).to_be_visible()
    expect(beside(desk, "Yash Kamat")).to_be_visible()


@pytest.mark.off_road
def test_a_customer_who_did_not_come_can_be_asked_for(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    customer("Anil Kapoor").write("Hello?")
    desk.page.route(CUSTOMER, lambda route: route.fulfill(status=503, body=""), times=1)
    desk.open().choose("Anil Kapoor")
    expect(desk.page.locator("#trouble")).to_be_visible()
    desk.page.locator("#customer").get_by_role("link", name="Show the customer").click()
    expect(beside(desk, "Anil Kapoor")).to_be_visible()


def ask_again(desk: Desk, tara: Customer) -> EmailMessage:
    """Open the later one of a customer's two conversations, in which we have answered; returns what we wrote."""
    desk.open()
    tara.write("Is the blue one in stock?")
    expect(desk.row(tara.name)).to_be_visible()
    tara.write("And my refund?", subject="Refund")
    desk.page.locator("#rows a.conv").filter(has_text="And my refund?").click()
    expect(desk.message("And my refund?")).to_be_visible()
    desk.send("A moment.")
    return tara.receive()


def show_before(desk: Desk) -> None:
    """Ask for what the customer said before."""
    desk.thread.get_by_role("link", name="What was said before").click()


@pytest.mark.off_road
def test_what_was_said_before_stays_though_an_answer_is_taken_after_it(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    ask_again(desk, customer("Tanuja Rao"))
    held = Held(desk.page, ANSWER)
    desk.text.fill("It is on its way.")
    desk.press_send()
    held.wait()
    show_before(desk)
    expect(desk.message("Is the blue one in stock?")).to_be_visible()
    held.let_go()
    expect(desk.text).to_have_value("")
    assert desk.said() == ["Is the blue one in stock?", "And my refund?", "A moment.", "It is on its way."]


@pytest.mark.off_road
def test_what_was_said_before_comes_though_an_answer_is_taken_before_it(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    ask_again(desk, customer("Tarika Sen"))
    held = Held(desk.page, EARLIER)
    show_before(desk)
    held.wait()
    desk.send("It is on its way.")
    expect(desk.text).to_have_value("")
    held.let_go()
    expect(desk.message("Is the blue one in stock?")).to_be_visible()
    assert desk.said() == ["Is the blue one in stock?", "And my refund?", "A moment.", "It is on its way."]


@pytest.mark.off_road
def test_what_was_said_before_stays_though_more_is_said_in_the_moment_when_it_comes(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    tej = customer("Tej Gill")
    received = ask_again(desk, tej)
    desk.page.evaluate("htmx.config.defaultSettleDelay = 60000")  # the moment, long enough to be met
    show_before(desk)
    expect(desk.message("Is the blue one in stock?")).to_be_visible()
    tej.answer(received, "Has it left?")
    expect(desk.message("Has it left?")).to_be_visible()
    assert desk.said() == ["Is the blue one in stock?", "And my refund?", "A moment.", "Has it left?"]


@pytest.mark.off_road
def test_an_answer_stays_though_what_was_asked_for_before_it_comes_after_it(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    ask_again(desk, customer("Vina Kale"))
    held = Held(desk.page, THREAD)
    desk.page.evaluate("dispatchEvent(new Event('online'))")
    held.wait()
    held.answer()
    desk.send("It is on its way.")
    expect(desk.text).to_have_value("")
    removed = desk.page.evaluate_handle(
        """() => {
            const removed = [];
            new MutationObserver((changes) => {
                for (const { addedNodes, removedNodes } of changes)
                    if (!addedNodes.length) removed.push(...[...removedNodes].map((node) => node.textContent));
            }).observe(document.getElementById("lines"), { childList: true });
            return removed;
        }"""
    )
    held.let_go()
    expect(desk.message("It is on its way.")).to_contain_text("Sent")
    assert not any("on its way" in words for words in removed.json_value())


@pytest.mark.off_road
def test_a_tag_stays_though_what_was_asked_for_before_it_comes_after_it(
    desk: Desk,
    contexts: Callable[..., BrowserContext],
    shop: Installation,
    customer: Callable[[str], Customer],
) -> None:
    customer("Usha Pai").write("Hello?")
    colleague = Desk(contexts().new_page(), shop.url)
    for each in (desk, colleague):
        each.open().choose("Usha Pai")
        expect(each.page.locator("#tags")).to_be_visible()
    held = Held(desk.page, CUSTOMER)
    colleague.add_tag("parcel")
    held.wait()
    held.answer()
    colleague.add_tag("gift")
    expect(desk.page.locator("#tags .chip")).to_contain_text(["parcel", "gift"])
    held.let_go()
    expect(desk.page.locator("#tags .chip")).to_contain_text(["parcel", "gift"])


@pytest.mark.off_road
def test_solving_can_be_taken_back_though_the_button_was_replaced_before_the_answer(
    desk: Desk,
    contexts: Callable[..., BrowserContext],
    shop: Installation,
    customer: Callable[[str], Customer],
) -> None:
    customer("Zeenat Aman").write("Thank you.")
    colleague = Desk(contexts().new_page(), shop.url)
    for each in (desk, colleague):
        each.open().choose("Zeenat Aman")
    solving = Held(desk.page, SOLVE)
    desk.thread.get_by_role("button", name="Solve", exact=True).click()
    solving.wait()
    colleague.page.locator("#thread-top").get_by_title("Assign").click()
    colleague.page.locator("#assign").get_by_role("button").first.click()
    expect(desk.page.locator("#thread-top").get_by_title("Assign")).to_contain_text("Meera")
    solving.let_go()
    desk.keep_toast()
    expect(desk.page.locator("#thread-top")).to_contain_text("Solved")
    desk.page.locator("#toasts [data-undo]").click()
    expect(desk.thread.get_by_role("button", name="Solve", exact=True)).to_be_visible()
