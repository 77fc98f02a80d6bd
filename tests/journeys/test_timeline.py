"""All that a customer said stands in one timeline."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.axe import violations
from tests.journeys.conftest import WIDE
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey
HALF = 17  # together more lines than a page has


def test_what_was_said_before_comes_above_and_stays_while_more_is_said(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    tara = customer("Tarana Munshi")
    desk.open()
    tara.write("Is the blue one in stock?")
    expect(desk.row("Tarana Munshi")).to_be_visible()
    tara.write("And my refund?", subject="Refund")
    desk.page.locator("#rows a.conv").filter(has_text="And my refund?").click()
    expect(desk.message("And my refund?")).to_be_visible()
    desk.send("It is on its way.")
    desk.thread.get_by_role("link", name="What was said before").click()
    expect(desk.message("Is the blue one in stock?")).to_be_visible()
    expect(desk.message("And my refund?")).to_be_in_viewport()
    tara.answer(tara.receive(), "Has it left?")
    expect(desk.message("Has it left?")).to_be_visible()
    assert desk.said() == ["Is the blue one in stock?", "And my refund?", "It is on its way.", "Has it left?"]
    expect(desk.thread.get_by_role("link", name="What was said before")).to_have_count(0)
    assert violations(desk.page) == []
    desk.page.set_viewport_size(WIDE)


@pytest.mark.off_road
def test_a_long_conversation_loses_no_line_and_no_order_while_more_is_said(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    tilak = customer("Tilak Deo")
    desk.open()
    tilak.write("Is it here?")
    desk.choose("Tilak Deo")
    desk.send("Not yet.")
    received = tilak.receive()
    lines = [f"Line {number}." for number in range(2 * HALF)]
    for some in (lines[:HALF], lines[HALF:]):
        for line in some:
            tilak.answer(received, line)
        for line in some:
            expect(desk.message(line)).to_be_visible()
    # Mails that come at the same moment are read at the same time: which is first, the server says.
    stood = desk.said()
    assert (stood[:2], sorted(stood[2:])) == (["Is it here?", "Not yet."], sorted(lines))

    desk.page.reload()
    # What is older comes by itself when it is reached, by who goes on scrolling while the page still loads.
    desk.page.wait_for_function("""() => {
        document.querySelector("#older a")?.scrollIntoView();
        return document.querySelector("#lines").textContent.includes("Is it here?");
    }""")
    assert desk.said() == stood
    desk.send("Now it is.")
    desk.send("And the other one too.")
    assert desk.said() == [*stood, "Now it is.", "And the other one too."]

    desk.page.add_init_script("window.print = () => { window.isPrinted = true; }")
    desk.page.reload()
    expect(desk.message("And the other one too.")).to_be_visible()
    desk.page.keyboard.press("Control+p")
    desk.page.wait_for_function("() => window.isPrinted")
    assert desk.said() == [*stood, "Now it is.", "And the other one too."]
