"""What would run in a page."""

from __future__ import annotations

from html.parser import HTMLParser

RUNS = {"script", "iframe", "object", "embed", "form", "style", "link", "meta", "base", "svg", "math"}
RUNNING = ("javascript:", "data:", "vbscript:")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.running += [tag] if tag in RUNS else []
        self.running += [
            name
            for name, value in attrs
            if name.startswith("on") or (value or "").strip().lower().startswith(RUNNING)
        ]


def running(fragment: str) -> list[str]:
    """Return the elements and attributes of a page that would run or load something."""
    reader = _Reader()
    reader.feed(fragment)
    reader.close()
    return reader.running
