"""A chat rings for two colleagues until one takes it by a key; three stand side by side, each with its own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.installation import Installation, wait_until
from tests.journeys.axe import violations
from tests.journeys.conftest import a_shop_at_work
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.journeys.joining import join
from tests.post_office import PostOffice

pytestmark = pytest.mark.journey

# As a browser does on its own; the driver's looks into the page count as gestures there.
SOUNDS_AFTER_A_GESTURE = """window.AudioContext = class extends AudioContext {
  get state() { return this.mayBegin ? super.state : "suspended"; }
  resume() { this.mayBegin = true; return super.resume(); }
}"""


@dataclass
class Visitor:
    """Somebody on the shop's page, by the chat's own API."""

    host: str
    name: str
    token: str = ""

    def begin(self) -> Visitor:
        """Become known."""
        self.token = self._post("visitors", json={"language": "en", "name": self.name}).json()["token"]
        return self

    def write(self, text: str) -> None:
        """Post a message."""
        form = {"key": uuid4().hex, "text": text, "language": "en", "page_title": "Sukoon pillow"}
        self._post("messages", data=form | {"page_url": "https://shop.example/sukoon"})

    def type(self, *, is_typing: bool = True) -> None:
        """Let the desk see that something is being written."""
        self._post("typing", json={"is_typing": is_typing})

    def said_to(self) -> list[tuple[str, str]]:
        """Return who answered and what, the newest first."""
        page = httpx.get(f"{self.host}/chat/v1/conversation", headers=self._headers).json()
        return [(each["name"], each["text"]) for each in page["messages"] if each["by"] == "shop"]

    @contextmanager
    def watching(self) -> Iterator[Iterator[str]]:
        """Open the visitor's stream; yield its lines."""
        with httpx.stream("GET", f"{self.host}/live", headers=self._headers, timeout=60) as stream:
            assert stream.status_code == 200
            yield stream.iter_lines()

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def _post(self, address: str, **given: Any) -> httpx.Response:
        answer = httpx.post(f"{self.host}/chat/v1/{address}", headers=self._headers, **given)
        assert answer.is_success, answer.text
        return answer


@pytest.fixture(scope="module")
def shop(chromium: str, office: PostOffice) -> Iterator[Installation]:
    """Return a shop of its own: what rings there rings for nobody else's story."""
    with a_shop_at_work("ringing", smtp_out=office.url) as installation:
        yield installation


@pytest.fixture
def visitor(shop: Installation) -> Callable[[str], Visitor]:
    """Return a maker of visitors."""
    return lambda name: Visitor(f"http://127.0.0.1:{shop.port + 1}", name).begin()


@pytest.fixture
def owner(desk: Desk) -> Desk:
    """Return the owner's desk, which chats and is never quiet."""
    page = desk.open("/settings/chat/").page
    sites = page.locator("#sites")
    if not sites.get_by_role("checkbox").is_checked():
        sites.get_by_role("checkbox").check()
        sites.get_by_role("textbox").fill("https://shop.example")
        sites.get_by_role("button", name="Save").click()
        expect(page.locator("#sites").get_by_role("checkbox")).to_be_checked()
    never_be_quiet(desk)
    return desk.open()


def never_be_quiet(desk: Desk) -> None:
    """Let a colleague hear of everything at every hour."""
    page = desk.open("/settings/notifications/").page
    page.get_by_label("Quiet", exact=True).select_option(label="Never")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def rings(page: Page) -> None:
    expect(page.locator("body[data-rings]")).to_have_count(1)


def is_silent(page: Page) -> None:
    expect(page.locator("body[data-rings]")).to_have_count(0)


def is_open(desk: Desk, name: str) -> None:
    """Wait until a visitor's conversation is open with the cursor in the answer."""
    expect(desk.thread.get_by_role("heading", name=name)).to_be_visible()
    expect(desk.text).to_be_focused()


@pytest.mark.several_processes
def test_a_chat_rings_for_two_until_one_takes_it_by_a_key(
    owner: Desk,
    contexts: Callable[..., BrowserContext],
    customer: Callable[[str], Customer],
    visitor: Callable[[str], Visitor],
) -> None:
    arjun = join(
        contexts(storage_state=None), Desk(owner.page.context.new_page(), owner.url), customer("Arjun Rings")
    )
    never_be_quiet(arjun)
    arjun.open()
    usha = visitor("Usha Waits")
    usha.write("Is the Sukoon pillow good for the neck?")
    for each in (owner, arjun):
        rings(each.page)
        expect(each.page.get_by_role("button", name="Take Usha Waits")).to_be_visible()
    assert violations(owner.page) == []

    arjun.page.keyboard.press("w")
    is_open(arjun, "Usha Waits")
    for each in (owner, arjun):
        is_silent(each.page)
    expect(arjun.page.locator("#visitor").get_by_role("link", name="Sukoon pillow")).to_be_visible()
    with usha.watching() as lines:
        expect(arjun.page.locator("#here")).to_be_hidden()
        arjun.text.press_sequentially("Made for side sleepers.")
        assert any("Arjun Rings" in line and '"is_typing":true' in line for line in lines)
        arjun.press_send()
        wait_until(usha.said_to, "the answer is there")
    assert usha.said_to() == [("Arjun Rings", "Made for side sleepers.")]


@pytest.mark.off_road
def test_three_chats_stand_side_by_side_each_with_its_own_words(
    owner: Desk, visitor: Callable[[str], Visitor]
) -> None:
    names = ["Vimla Waits", "Wasim Waits", "Yamini Waits"]
    tabs = owner.page.locator("#chats [data-chat]")
    visitors = [visitor(name) for name in names]
    for number, each in enumerate(visitors):
        each.write("Hello")
        expect(owner.page.get_by_role("button", name=f"Take {each.name}")).to_be_visible()
        owner.page.keyboard.press("Alt+w")
        is_open(owner, each.name)
        owner.text.fill(f"Words for {each.name}")
        expect(tabs).to_have_count(number + 1)
    expect(tabs).to_contain_text(names)
    assert violations(owner.page) == []

    vimla = tabs.filter(has_text="Vimla Waits")
    visitors[0].type()
    expect(vimla.locator(".typing")).to_be_visible()
    visitors[0].write("Are you there?")
    expect(owner.page.locator("#chats .tab.new").filter(has_text="Vimla Waits")).to_be_visible()
    owner.page.keyboard.press("Alt+j")
    is_open(owner, "Vimla Waits")
    expect(owner.text).to_have_value("Words for Vimla Waits")
    expect(vimla).to_have_attribute("aria-current", "page")
    owner.page.keyboard.press("Alt+k")
    is_open(owner, "Yamini Waits")
    expect(owner.text).to_have_value("Words for Yamini Waits")


@pytest.mark.off_road
def test_a_chat_that_waits_rings_in_a_browser_that_never_saw_one_and_says_that_the_sound_is_off(
    owner: Desk, contexts: Callable[..., BrowserContext], visitor: Callable[[str], Visitor]
) -> None:
    visitor("Zubeda Waits").write("Is anybody there?")
    rings(owner.page)
    kept = owner.page.context.storage_state()
    page = contexts(storage_state={"cookies": kept["cookies"], "origins": []}).new_page()
    page.add_init_script(SOUNDS_AFTER_A_GESTURE)
    page.goto(f"{owner.url}/desk/mine/")
    rings(page)
    expect(page.get_by_role("button", name="Take Zubeda Waits")).to_be_visible()
    mute = page.get_by_text("The sound is off until you click or press a key.")
    expect(mute).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("w")
    is_open(Desk(page, owner.url), "Zubeda Waits")
    expect(mute).to_be_hidden()
    is_silent(owner.page)
