"""The history under and between a person's words: marked lines, attributions, copied headers, dividers."""

from __future__ import annotations

from collections.abc import Sequence

from saath.channels.base import SegmentKind
from saath.channels.email.attributions import (
    attribution_end,
    attribution_length,
    attribution_start,
    dated_address_length,
    is_certain,
    is_divider,
    is_header_block,
    may_end_attribution,
)
from saath.channels.email.marks import CUT, QUOTE_END, QUOTE_START

QUOTE = SegmentKind.QUOTE


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
    may_end = [may_end_attribution(line) for line in lines]
    depth, index = 0, 0
    while index < len(lines):
        line = lines[index]
        if not depth and not line:
            index += 1
            continue
        if not depth and not line.startswith(">") and _is_all_below(lines, index):
            kinds[index:] = [QUOTE] * (len(lines) - index)
            return
        length = 0
        if not depth and any(may_end[index : index + 4]):
            length = attribution_length(lines, index) or _quoted_attribution(lines, index)
        if length and not _is_marked_next(lines, index + length):
            if is_certain(lines[index : index + length]):
                kinds[index:] = [QUOTE] * (len(lines) - index)
                return
            length = 0
        depth = max(0, depth + (line == QUOTE_START) - (line == QUOTE_END))
        is_quote = bool(depth) or bool(length) or line.lstrip(" ").startswith(">")
        if is_quote:
            kinds[index : index + max(length, 1)] = [QUOTE] * max(length, 1)
        index += max(length, 1)


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
