"""Marks that the reader of HTML sets and the reader of quotes takes out: private-use characters.

They cannot come from a customer's text, which is freed of them first.
"""

from __future__ import annotations

import re

QUOTE_START, QUOTE_END, CUT, RULE = "\ue0f0", "\ue0f1", "\ue0f2", "\ue0f3"
SIGNATURE_START, SIGNATURE_END = "\ue0f4", "\ue0f5"
ALL_MARKS = (QUOTE_START, QUOTE_END, CUT, RULE, SIGNATURE_START, SIGNATURE_END)
_MARKS = re.compile(f"[{''.join(ALL_MARKS)}]")


def without_marks(text: str) -> str:
    """Return the text without any mark."""
    return _MARKS.sub("", text) if any(mark in text for mark in ALL_MARKS) else text


def lines_of(text: str) -> list[str]:
    """Return the lines of marked text, every mark on a line of its own."""
    for mark in ALL_MARKS:
        if mark in text:
            text = text.replace(mark, f"\n{mark}\n")
    return text.split("\n")
