"""Lines of the list under a thumb: solved and put to rest by a swipe, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from re import compile as pattern
from time import time

import pytest
from playwright.sync_api import BrowserContext, Page, Response, Route, ViewportSize, expect

from tests.installation import Installation
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.journeys.held import Held

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

EMPTY_LIST = '<section id="list" data-refresh="/desk/now/"><div class="scroll"><ul id="rows" hidden></ul></div></section>'
TOUCH = "Input.dispatchTouchEvent"
PHONE: ViewportSize = {"width": 390, "height": 844}


def swipe(page: Page, name: str, by: int, *, start: int = 195, down: int = 0) -> None:
    """Move a finger over a customer's line, from `start` pixels by so many to the side and `down`, and lift it at rest.

    A finger that is lifted in full motion throws: then the next touch only stops what is thrown.
    """
    row = Desk(page, "").row(name)
    row.evaluate(
        "(line) => line.scrollIntoView({ block: 'center', behavior: 'instant' })"
    )  # others may wait above
    box = row.bounding_box()
    assert box is not None
    session, y, at = page.context.new_cdp_session(page), box["y"] + box["height"] / 2, time()
    session.send(TOUCH, {"type": "touchStart", "timestamp": at, "touchPoints": [{"x": start, "y": y}]})
    for step, part in enumerate((0.25, 0.5, 0.75, 1, 1, 1), start=1):
        point = {"x": start + by * part, "y": y + down * part}
        session.send(TOUCH, {"type": "touchMove", "timestamp": at + step / 10, "touchPoints": [point]})
    session.send(TOUCH, {"type": "touchEnd", "timestamp": at + 0.7, "touchPoints": []})
    session.detach()


def test_a_line_is_solved_by_a_swipe_and_taken_back(
    contexts: Callable[..., BrowserContext], shop: Installation, customer: Callable[[str], Customer]
) -> None:
    phone = Desk(contexts(viewport=PHONE, has_touch=True, is_mobile=True).new_page(), shop.url).open()
    customer("Ulka Nair").write("Thank you, it has come.")
    expect(phone.row("Ulka Nair")).to_be_visible()
    swipe(phone.page, "Ulka Nair", 60)  # not far enough
    expect(phone.row("Ulka Nair")).to_be_visible()
    swipe(phone.page, "Ulka Nair", 150, start=10)  # the browser's own edge
    expect(phone.row("Ulka Nair")).to_be_visible()
    swipe(phone.page, "Ulka Nair", 150)
    phone.keep_toast()
    expect(phone.row("Ulka Nair")).to_be_hidden()
    phone.page.get_by_role("button", name="Undo").tap()
    expect(phone.row("Ulka Nair")).to_be_visible()
    expect(phone.page.locator("#list")).to_be_visible()


@pytest.mark.off_road
def test_who_waits_is_not_put_to_rest_by_a_swipe_but_opened(
    contexts: Callable[..., BrowserContext], shop: Installation, customer: Callable[[str], Customer]
) -> None:
    phone = Desk(contexts(viewport=PHONE, has_touch=True, is_mobile=True).new_page(), shop.url).open()
    customer("Vina Rao").write("Where is it?")
    expect(phone.row("Vina Rao")).to_be_visible()
    swipe(phone.page, "Vina Rao", -150)
    expect(phone.thread.get_by_role("heading", name="Vina Rao", exact=True)).to_be_visible()
    expect(phone.page.get_by_text("Vina Rao is waiting for an answer")).to_be_visible()


@pytest.fixture
def bare_phone(contexts: Callable[..., BrowserContext], shop: Installation) -> Desk:
    """Return a phone without its worker, through which no answer could be held back."""
    context = contexts(viewport=PHONE, has_touch=True, is_mobile=True, service_workers="block")
    return Desk(context.new_page(), shop.url).open()


@pytest.fixture
def colleague(contexts: Callable[..., BrowserContext], shop: Installation) -> Desk:
    """Return a desk beside the phone."""
    return Desk(contexts().new_page(), shop.url)


@pytest.mark.off_road
def test_who_is_swiped_is_opened_though_the_line_changed_before_the_refusal(
    bare_phone: Desk, colleague: Desk, customer: Callable[[str], Customer]
) -> None:
    customer("Vidya Apte").write("Where is it?")
    colleague.open().choose("Vidya Apte")
    expect(bare_phone.row("Vidya Apte")).to_be_visible()
    refusal = Held(bare_phone.page, pattern(r"/snooze/$"))
    swipe(bare_phone.page, "Vidya Apte", -150)
    refusal.wait()
    colleague.add_tag("parcel")
    expect(bare_phone.row("Vidya Apte")).to_contain_text("parcel")
    refusal.let_go()
    expect(bare_phone.thread.get_by_role("heading", name="Vidya Apte", exact=True)).to_be_visible()
    expect(bare_phone.page.get_by_text("Vidya Apte is waiting for an answer")).to_be_visible()


@pytest.mark.off_road
def test_a_swipe_can_be_taken_back_though_the_line_changed_before_its_answer(
    bare_phone: Desk, colleague: Desk, customer: Callable[[str], Customer]
) -> None:
    customer("Urmi Sathe").write("It has come.")
    colleague.open().choose("Urmi Sathe")
    expect(bare_phone.row("Urmi Sathe")).to_be_visible()
    answer = Held(bare_phone.page, pattern(r"/solve/$"))
    swipe(bare_phone.page, "Urmi Sathe", 150)
    answer.wait()
    colleague.add_tag("praise")
    expect(bare_phone.row("Urmi Sathe")).to_contain_text("praise")
    answer.let_go()
    bare_phone.keep_toast()
    expect(bare_phone.row("Urmi Sathe")).to_be_hidden()
    bare_phone.page.get_by_role("button", name="Undo").tap()
    expect(bare_phone.row("Urmi Sathe")).to_be_visible()
    expect(bare_phone.page.locator("#list")).to_be_visible()


@pytest.mark.off_road
def test_an_older_list_that_comes_last_does_not_empty_the_one_after_the_undo(
    contexts: Callable[..., BrowserContext], shop: Installation, customer: Callable[[str], Customer]
) -> None:
    context = contexts(viewport=PHONE, has_touch=True, is_mobile=True, service_workers="block")
    phone = Desk(context.new_page(), shop.url).open()
    customer("Gauri Sen").write("Thank you.")
    expect(phone.row("Gauri Sen")).to_be_visible()
    late: list[Route] = []

    def keep(route: Route) -> None:
        late.append(route)

    phone.page.route("**/desk/now/", keep, times=1)  # the list as it is while she is solved
    swipe(phone.page, "Gauri Sen", 150)
    phone.keep_toast()
    while not late:
        phone.page.evaluate("0")
    lists: list[Response] = []
    phone.page.on("response", lambda each: lists.append(each) if each.url.endswith("/desk/now/") else None)
    phone.page.get_by_role("button", name="Undo").tap()
    while not any(
        "Gauri Sen" in each.text() for each in list(lists)
    ):  # one may still be from before the undo
        phone.page.evaluate("0")
    expect(phone.row("Gauri Sen")).to_be_visible()
    with phone.page.expect_event("requestfinished", lambda request: request == late[0].request):
        late[0].fulfill(status=200, content_type="text/html", body=EMPTY_LIST)
    phone.page.evaluate("new Promise((done) => setTimeout(done, 50))")
    expect(phone.row("Gauri Sen")).to_be_visible()


@pytest.mark.off_road
def test_scrolling_and_a_reader_solve_nothing(
    contexts: Callable[..., BrowserContext], shop: Installation, customer: Callable[[str], Customer]
) -> None:
    phone = Desk(contexts(viewport=PHONE, has_touch=True, is_mobile=True).new_page(), shop.url).open()
    customer("Leela Das").write("Thank you.")
    expect(phone.row("Leela Das")).to_be_visible()
    swipe(phone.page, "Leela Das", 110, down=120)
    phone.page.evaluate("document.body.classList.add('reads-only')")
    swipe(phone.page, "Leela Das", 150)
    expect(phone.page.locator("#toasts .toast")).to_have_count(0)
    expect(phone.row("Leela Das")).to_be_visible()
