"""What a person wrote now, apart from the history and the signature under it.

One pass over lines, each looked at only to a fixed length, so the time is linear in the text. No line is
ever lost: each goes to exactly one of the two sides. In doubt a line stays visible.
"""

from __future__ import annotations

from collections.abc import Sequence

from saath.channels.email.attributions import (
    attribution_length,
    attribution_start,
    is_certain,
    is_device_line,
    is_divider,
    is_header_block,
)
from saath.channels.email.html_text import ALL_MARKS, CUT, MARKS, QUOTE_END, QUOTE_START

MAX_SIGNATURE_LINES = 25


def split_text(text: str) -> tuple[str, str]:
    """Return (written now, quoted history and signature); where nothing new is left, all is visible."""
    return _split(MARKS.sub("", text).split("\n"), marked=False)


def split_marked(text: str) -> tuple[str, str]:
    """Like split_text, for text of HTML in which `html_text.marked_text` marked the quotations."""
    return _split(_lines_of_marks(text), marked=True)


def _lines_of_marks(text: str) -> list[str]:
    """Put every mark on a line of its own."""
    for mark in ALL_MARKS:
        text = text.replace(mark, f"\n{mark}\n")
    return text.split("\n")


def _split(lines: list[str], *, marked: bool) -> tuple[str, str]:
    lines = _with_attributions_apart(lines)
    folded = _folded_quotes(lines)
    _fold_blanks_with_what_precedes(lines, folded)
    _fold_signature(lines, folded)
    if marked:
        keep = [index for index, line in enumerate(lines) if line not in ALL_MARKS]
        lines, folded = [lines[index] for index in keep], [folded[index] for index in keep]
    if not any(line.strip() and not fold for line, fold in zip(lines, folded, strict=True)):
        return _joined(lines), ""
    visible = _joined([line for line, fold in zip(lines, folded, strict=True) if not fold])
    history = _joined([line for line, fold in zip(lines, folded, strict=True) if fold])
    return visible, history


def _with_attributions_apart(lines: list[str]) -> list[str]:
    """Break a line in two where an attribution follows words of the writer's: "Thanks! On 4 May … wrote:"."""
    apart: list[str] = []
    for line in lines:
        start = attribution_start(line)
        apart += [line] if not start else [line[:start].rstrip(), line[start:]]
    return apart


def _folded_quotes(lines: Sequence[str]) -> list[bool]:
    folded = [False] * len(lines)
    depth, index = 0, 0
    while index < len(lines):
        line = lines[index]
        if not depth and (not line or line.startswith(">")):
            folded[index] = bool(line)
            index += 1
            continue
        if depth == 0 and (line == CUT or is_divider(line) or is_header_block(lines, index)):
            folded[index:] = [True] * (len(lines) - index)
            break
        length = 0 if depth else attribution_length(lines, index)
        if length and not _is_quoted_next(lines, index + length):
            if is_certain(lines[index : index + length]):
                folded[index:] = [True] * (len(lines) - index)
                break
            length = 0
        depth = max(0, depth + (line == QUOTE_START) - (line == QUOTE_END))
        is_quote = bool(depth) or line.lstrip(" ").startswith(">")
        for position in range(index, index + max(length, 1)):
            folded[position] = bool(length) or is_quote
        index += max(length, 1)
    return folded


def _is_quoted_next(lines: Sequence[str], start: int) -> bool:
    """Whether the history under an attribution is marked as such, so that its end can be seen."""
    for line in lines[start : start + 4]:
        if line.strip():
            return line.startswith((">", " >", QUOTE_START))
    return False


def _fold_blanks_with_what_precedes(lines: Sequence[str], folded: list[bool]) -> None:
    for index in range(1, len(lines)):
        if not lines[index].strip():
            folded[index] = folded[index - 1]


def _fold_signature(lines: Sequence[str], folded: list[bool]) -> None:
    own = [index for index, line in enumerate(lines) if not folded[index] and line.strip()]
    for index in own[-MAX_SIGNATURE_LINES:]:
        if lines[index].rstrip() == "--" and index != own[0]:
            for later in range(index, len(lines)):
                folded[later] = True
            return
    if len(own) > 1 and is_device_line(lines[own[-1]]):
        folded[own[-1]] = True


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n")
