"""The history under and between a person's words: marked lines, attributions, copied headers, dividers."""

from __future__ import annotations

from collections.abc import Sequence

from saath.channels.base import SegmentKind
from saath.channels.email.attributions import (
    MAX_ATTRIBUTION_LINES,
    attribution_end,
    attribution_length,
    attribution_start,
    dated_address_length,
    is_certain,
    is_divider,
    is_header_block,
    may_end_attribution,
)
from saath.channels.email.marks import ALL_MARKS, CUT, QUOTE_END, QUOTE_START

QUOTE = SegmentKind.QUOTE
# What a quoted line, a mark, a divider or a rule may begin with; a copied header has a colon besides.
_BEFORE_HISTORY = frozenset({">", " ", "\t", "*", "-", "_", "=", "|", *ALL_MARKS})


def with_attributions_apart(lines: list[str]) -> list[str]:
    """Break a line where an attribution follows words of the writer's ("Thanks! On 4 May … wrote:"), or where the
    history follows the attribution."""
    apart: list[str] = []
    for line in lines:
        start = attribution_start(line)
        own, rest = ([line[:start].rstrip()], line[start:]) if start else ([], line)
        end = attribution_end(rest)
        apart += [*own, rest[:end], rest[end:].lstrip()] if end else [*own, rest]
    return apart


def fold_quotes(lines: Sequence[str], kinds: list[SegmentKind]) -> None:
    """Set the kind of every line of history to QUOTE."""
    next_end = _next_ends(lines)
    depth, index = 0, 0
    while index < len(lines):
        line = lines[index]
        may_introduce = not depth and next_end[index] - index < MAX_ATTRIBUTION_LINES
        if not (
            depth or may_introduce or line[:1] in _BEFORE_HISTORY or ":" in line[:40] or "：" in line[:40]
        ):
            index += 1
            continue
        if not depth and line and line[0] != ">" and _is_all_below(lines, index):
            kinds[index:] = [QUOTE] * (len(lines) - index)
            return
        length = _introduction(lines, index) if may_introduce and line else 0
        if length < 0:
            kinds[index:] = [QUOTE] * (len(lines) - index)
            return
        depth = max(0, depth + (line == QUOTE_START) - (line == QUOTE_END))
        if depth or length or line.lstrip(" ").startswith(">"):
            kinds[index : index + max(length, 1)] = [QUOTE] * max(length, 1)
        index += max(length, 1)


def _next_ends(lines: Sequence[str]) -> list[int]:
    """Return for each line which one from there on is the first with which an attribution may end."""
    ends, found = [0] * len(lines), len(lines) + MAX_ATTRIBUTION_LINES
    for index in range(len(lines) - 1, -1, -1):
        if may_end_attribution(lines[index]):
            found = index
        ends[index] = found
    return ends


def _introduction(lines: Sequence[str], index: int) -> int:
    """Return the length of an attribution that starts here, 0 where none does, -1 where all below it is history."""
    length = attribution_length(lines, index)
    if length and not _is_marked_next(lines, index + length):
        return -1 if is_certain(lines[index : index + length]) else 0
    return length or _quoted_attribution(lines, index)


def _quoted_attribution(lines: Sequence[str], index: int) -> int:
    """Return the length of an attribution in a language that we do not know: it stands right above marked lines."""
    length = dated_address_length(lines, index)
    return length if length and _is_marked_next(lines, index + length) else 0


def _is_all_below(lines: Sequence[str], index: int) -> bool:
    return lines[index] == CUT or is_divider(lines[index]) or is_header_block(lines, index)


def _is_marked_next(lines: Sequence[str], start: int) -> bool:
    """Whether the history under an attribution is marked as such, so that its end can be seen."""
    for line in lines[start : start + 4]:
        if line.strip():
            return line.startswith((">", " >", QUOTE_START))
    return False
