"""The signature that a mail's HTML marks, found again in its plain version, which has no mark for it."""

from __future__ import annotations

from saath.channels.email.html_text import marked_text
from saath.channels.email.marks import SIGNATURE_END, SIGNATURE_START, lines_of

MAX_LINES = 25
_MAX_PAGE = 300_000


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
    found: list[str] = []
    is_inside = False
    for line in lines_of(marked):
        if line == SIGNATURE_END and found:
            break
        is_inside = line == SIGNATURE_START or (is_inside and line != SIGNATURE_END)
        if is_inside and line != SIGNATURE_START and _bare(line):
            found.append(_bare(line))
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
    return "".join(line.split()).strip("*_")
