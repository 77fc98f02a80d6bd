"""The signature that a mail's HTML marks, found again in its plain version, which has no mark for it."""

from __future__ import annotations

import re

from saath.channels.email.html_text import marked_text
from saath.channels.email.marks import SIGNATURE_END, SIGNATURE_START, lines_of

MAX_LINES = 25
MAX_LINE = 2_000
_MAX_PAGE = 300_000
_LINK = re.compile(r"<(?:https?|mailto):[^<>\s]{1,1000}>")


def with_signature_marked(plain: str, page: str) -> str:
    """Return the plain version with marks around the lines that the page has as its first signature."""
    if "ignature" not in page or len(page) > _MAX_PAGE:
        return plain
    wanted = _signature(marked_text(page))
    lines = plain.split("\n")
    start, end = _place(lines, wanted)
    if end <= start:
        return plain
    return "\n".join([*lines[:start], SIGNATURE_START, *lines[start:end], SIGNATURE_END, *lines[end:]])


def _signature(marked: str) -> list[str]:
    """Return the bare lines of the first signature; some programs mark it in pieces, with blank lines between."""
    found: list[str] = []
    is_inside = False
    for line in lines_of(marked):
        if line in (SIGNATURE_START, SIGNATURE_END):
            is_inside = line == SIGNATURE_START
        elif _bare(line) and is_inside:
            found.append(_bare(line))
        elif _bare(line) and found:
            break
    return found if len(found) <= MAX_LINES else []


def _place(lines: list[str], wanted: list[str]) -> tuple[int, int]:
    """Return from where to where the wanted words stand, line breaks apart; (0, 0) where they do not."""
    words = "".join(wanted)
    if not words:
        return 0, 0
    bare = [_bare(line) for line in lines]
    for start, first in enumerate(bare):
        if not first or not words.startswith(first):
            continue
        so_far = ""
        for end in range(start, min(start + 4 * MAX_LINES, len(bare))):
            so_far += bare[end]
            if so_far == words:
                return start, end + 1
            if not words.startswith(so_far):
                break
    return 0, 0


def _bare(line: str) -> str:
    """Return a line without blanks and without what plain versions write for bold, links and lines."""
    return "".join(_LINK.sub("", line[:MAX_LINE]).split()).strip("*_")
