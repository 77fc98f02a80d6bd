"""Nine tabs of one browser, and a colleague whose rights end while the desk is open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.installation import Installation, wait_until
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.journeys.joining import join

pytestmark = pytest.mark.journey


class Streams:
    """Counts the live streams that a browser holds open."""

    def __init__(self, context: BrowserContext) -> None:
        self.opened = 0
        self._open: set[Request] = set()
        context.on("request", self._note)
        context.on("requestfinished", self._forget)
        context.on("requestfailed", self._forget)

    def _note(self, request: Request) -> None:
        if "/live" in request.url:
            self.opened += 1
            self._open.add(request)

    def _forget(self, request: Request) -> None:
        self._open.discard(request)

    @property
    def count(self) -> int:
        """Return how many are open."""
        return sum(not request.frame.page.is_closed() for request in self._open)


@pytest.mark.several_processes
def test_nine_tabs_keep_up_by_one_stream(
    contexts: Callable[..., BrowserContext], shop: Installation, customer: Callable[[str], Customer]
) -> None:
    context = contexts()
    streams = Streams(context)
    tabs = [Desk(context.new_page(), shop.url).open() for _tab in range(9)]
    customer("Farida Khan").write("Nine of you, and nobody answers?")
    for tab in tabs:
        expect(tab.row("Farida Khan")).to_be_visible()
    assert streams.count == 1

    leader = tabs.pop(0)
    leader.page.close()
    customer("Ganesh Iyer").write("And now eight.")
    for tab in tabs:
        expect(tab.row("Ganesh Iyer")).to_be_visible()
    assert streams.count == 1


@pytest.mark.several_processes
def test_a_member_whose_rights_end_sees_nothing_more(
    contexts: Callable[..., BrowserContext], desk: Desk, customer: Callable[[str], Customer]
) -> None:
    arjun = customer("Arjun Patel")
    theirs = join(contexts(storage_state=None), desk, arjun)
    streams = Streams(theirs.page.context)
    theirs.open()
    customer("Hema Shah").write("Before the rights ended.")
    expect(theirs.row("Hema Shah")).to_be_visible()
    assert streams.count == 1

    _revoke(desk, "Arjun Patel")
    wait_until(lambda: _pump(theirs.page) and streams.count == 0, "the stream was closed")
    customer("Indu Menon").write("After the rights ended.")
    desk.open()
    expect(desk.row("Indu Menon")).to_be_visible()
    assert theirs.row("Indu Menon").count() == 0
    # It may knock again meanwhile, and is sent away.
    wait_until(lambda: _pump(theirs.page) and streams.count == 0, "the stream stayed closed")
    theirs.row("Hema Shah").click()
    expect(
        theirs.page.get_by_role("heading", name="You do not work for the shop at this address")
    ).to_be_visible()
    expect(theirs.page.get_by_text("Before the rights ended.")).to_have_count(0)


def _revoke(owner: Desk, name: str) -> None:
    owner.open("/settings/team/")
    owner.page.get_by_role("link", name=f"Change {name}").click()
    owner.page.get_by_role("button", name="Take away every right").click()
    expect(owner.page.get_by_role("link", name=f"Change {name}")).to_have_count(0)


def _pump(page: Page) -> bool:
    """Let the driver hand over what has happened."""
    page.evaluate("0")
    return True
