"""What axe finds on a page by the rules of WCAG 2.2, levels A and AA, narrow and wide, light and dark."""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Frame, Page, ViewportSize

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What every page has beside: one main part that is there at every width, and headings that skip no level.
ORDER = ["heading-order", "landmark-one-main", "landmark-no-duplicate-main", "page-has-heading-one"]
NARROW: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1440, "height": 900}
Look = tuple[Literal["light", "dark"], ViewportSize]
IN_ENGLISH: tuple[Look, ...] = (("light", NARROW), ("dark", WIDE))
IN_OTHERS: tuple[Look, ...] = (("dark", NARROW), ("light", WIDE))


def violations(page: Page, frame: Frame | None = None) -> list[str]:
    """Look at the page, or a frame in it; return each rule that an element breaks, and why.

    Each width and each scheme is looked at once, crosswise: the other two looks are had in the other languages.
    """
    looks = IN_ENGLISH if page.evaluate("document.documentElement.lang || 'en'") == "en" else IN_OTHERS
    found = []
    for scheme, view in looks:
        page.set_viewport_size(view)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{scheme}, {view['width']} px: {line}" for line in _violations(frame or page)]
    return found


def _violations(page: Page | Frame) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "rules": {rule: {"enabled": True} for rule in ORDER},
        "resultTypes": ["violations"],
    }
    answer = page.evaluate("options => axe.run(document, options)", options)
    assert answer["passes"], "axe has looked at nothing"
    return [_line(rule, node) for rule in answer["violations"] for node in rule["nodes"]]


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    why = "; ".join(check["message"] for check in node["any"] + node["all"] + node["none"])
    return f"{rule['id']}: {node['html'][:160]} ({why[:200]})"
