"""The desk as a person uses it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

SECONDS = 1000.0


@dataclass(frozen=True)
class Desk:
    """One tab with the desk open."""

    page: Page
    url: str

    def open(self, place: str = "/desk/now/") -> Desk:
        """Go to a place and wait until its scripts have run."""
        self.page.goto(self.url + place)
        self.page.wait_for_function("window.htmx !== undefined")
        return self

    def row(self, name: str) -> Locator:
        """Return the line of a customer in the list."""
        return self.page.locator("#rows a.conv").filter(has=self.page.get_by_text(name, exact=True))

    def choose(self, name: str) -> None:
        """Open a customer's conversation from the list, and turn to it."""
        expect(self.row(name)).to_be_visible()
        self.row(name).click()
        expect(self.thread.get_by_role("heading", name=name)).to_be_visible()
        self.text.click()  # under the pointer the list does not move

    @property
    def thread(self) -> Locator:
        """Return the open conversation."""
        return self.page.locator("#thread")

    @property
    def text(self) -> Locator:
        """Return where an answer is written."""
        return self.page.locator("#text")

    def message(self, words: str) -> Locator:
        """Return the message with these words in the open conversation."""
        return self.page.locator("#lines article.msg").filter(has_text=words)

    def said(self) -> list[str]:
        """Return the words of the open conversation's messages as they stand, from above."""
        return [words.strip() for words in self.page.locator("#lines article.msg > .say").all_inner_texts()]

    def see(self, words: str) -> None:
        """Wait until the page takes a message for seen: what is sent sooner is held, for somebody said more."""
        said = self.message(words).get_attribute("id") or ""
        expect(self.page.locator("#seen")).to_have_value(said.removeprefix("m-"))

    def send(self, words: str) -> None:
        """Write an answer and press Send; returns once the message stands in the conversation, and Send has its answer.

        The live stream may show the message first: the answer then lays the composer anew.
        """
        self.text.fill(words)
        self.press_send()
        expect(self.message(words)).to_be_visible()
        expect(self.page.locator("#composer.htmx-request")).to_have_count(0)

    def press_send(self) -> None:
        """Press Send, or with a note what adds it, whatever comes of it."""
        name = re.compile("^(Send|Add the note)$")
        self.page.locator("#composer").get_by_role("button", name=name).click()

    def keep_toast(self) -> None:
        """Go to Undo as soon as it comes, and stand there: its time stands still, however long what follows takes."""
        self.page.locator("#toasts [data-undo]").focus()

    def add_tag(self, tag: str) -> None:
        """Put a tag on the open conversation."""
        self.page.locator("#tag-name").fill(tag)
        self.page.get_by_role("button", name="Add the tag").click()
        expect(self.page.locator("#tags .chip").filter(has_text=tag)).to_be_visible()
