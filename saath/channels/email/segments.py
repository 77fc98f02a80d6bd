"""A mail's text as pieces: what the person wrote now, the history, the signature, the disclaimer.

One pass over lines for each question, each line looked at only to a fixed length: linear in the text. No line is
ever lost: each goes to exactly one piece. In doubt it stays the person's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from textwrap import dedent

from saath.channels.base import Segment, SegmentKind
from saath.channels.email.disclaimers import fold_disclaimers
from saath.channels.email.marks import ALL_MARKS, lines_of, without_marks
from saath.channels.email.quotes import fold_quotes, with_attributions_apart
from saath.channels.email.signatures import fold_signatures

MAX_LINES = 60_000  # of more nobody wrote a mail: all is shown

OWN = SegmentKind.OWN
_ADDED = (SegmentKind.SIGNATURE, SegmentKind.DISCLAIMER)


def segments_of_text(text: str) -> tuple[Segment, ...]:
    """Return the pieces of plain text."""
    return _segments(without_marks(text).split("\n"))


def segments_of_marked(text: str) -> tuple[Segment, ...]:
    """Return the pieces of text in which `html_text.marked_text` set marks."""
    return _segments(lines_of(text))


def with_own_words(segments: Sequence[Segment], words: str) -> tuple[Segment, ...]:
    """Return the pieces with words behind them that are shown, whatever precedes them."""
    if not words:
        return tuple(segments)
    if all(not each.text.strip() for each in segments):
        return (Segment(OWN, words),)
    follows = segments[-1].kind == OWN
    return (*segments, Segment(OWN, f"\n{words}" if follows else words))


def visible_text(segments: Iterable[Segment]) -> str:
    """Return what the person wrote now. Yahoo sets a blank before every line of its plain version: not before ours."""
    text = "\n".join(each.text for each in segments if each.kind == OWN).strip("\n")
    return dedent(text) if text.startswith(" ") else text


def folded_text(segments: Iterable[Segment]) -> str:
    """Return everything else, in its order."""
    return "\n".join(each.text for each in segments if each.kind != OWN).strip("\n")


def _segments(lines: list[str]) -> tuple[Segment, ...]:
    if len(lines) > MAX_LINES:
        return (Segment(OWN, "\n".join(line for line in lines if line not in ALL_MARKS)),)
    lines = with_attributions_apart(lines)
    kinds = [OWN] * len(lines)
    fold_quotes(lines, kinds)
    fold_signatures(lines, kinds)
    fold_disclaimers(lines, kinds)
    _give_blanks_to_what_precedes(lines, kinds)
    kept = [(line, kind) for line, kind in zip(lines, kinds, strict=True) if line not in ALL_MARKS]
    return _joined(_with_something_own(kept))


def _give_blanks_to_what_precedes(lines: Sequence[str], kinds: list[SegmentKind]) -> None:
    for index in range(1, len(lines)):
        if not lines[index].strip():
            kinds[index] = kinds[index - 1]


def _with_something_own(lines: list[tuple[str, SegmentKind]]) -> list[tuple[str, SegmentKind]]:
    """Unfold where nothing is left to see: first what the writer's program added, then everything."""
    if _has_words(lines, (OWN,)):
        return lines
    if _has_words(lines, _ADDED):
        return [(line, OWN if kind in _ADDED else kind) for line, kind in lines]
    return [(line, OWN) for line, _ in lines]


def _has_words(lines: list[tuple[str, SegmentKind]], kinds: tuple[SegmentKind, ...]) -> bool:
    return any(kind in kinds and line.strip() for line, kind in lines)


def _joined(lines: list[tuple[str, SegmentKind]]) -> tuple[Segment, ...]:
    runs = groupby(lines, key=lambda each: each[1])
    pieces = ((kind, "\n".join(line for line, _ in run)) for kind, run in runs)
    return tuple(Segment(kind, text) for kind, text in pieces if text.strip())
