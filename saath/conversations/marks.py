"""The few marks with which a colleague shapes an answer, the ones that people know from WhatsApp. Pure.

`*bold*`, `_slanted_`, `- ` or `1. ` before the lines of a list, `> ` before a quoted line, `[words](https://…)` for a
link. A mark counts where it hugs words on one line, so that `2 * 3` and `order_id` stay what they are. What was typed is
what is kept; this makes of it the HTML that is shown and sent, and the plain words that say the same.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import nh3

_LINK = r"\[(?P<words>[^\[\]\n]{1,500})\]\((?P<address>(?:https?://|mailto:|tel:)[^\s()<>\"']{1,2000})\)"
_WEB = r"(?P<web>https?://[^\s<>\"']{1,2000})"
_BOLD = r"(?<![\w*])\*(?=[^\s*])(?P<bold>[^*\n]{1,2000})(?<=\S)\*(?![\w*])"
_SLANTED = r"(?<![\w_])_(?=[^\s_])(?P<slanted>[^_\n]{1,2000})(?<=\S)_(?![\w_])"
_INLINE = re.compile("|".join((_LINK, _WEB, _BOLD, _SLANTED)))
_BULLET = re.compile(r"[ \t]{0,8}[-*•][ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t]{0,8}\d{1,3}[.)][ \t]+(?=\S)")
_QUOTE = re.compile(r">[ \t]?")
_TRAILING = ".,;:!?)]}।"
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)


def rich_html(text: str) -> str:
    """Return a text with marks as HTML of nine tags, '' where it has none; linear in its length."""
    lines = text.replace("\r\n", "\n").split("\n")
    if not any(_is_marked(line) for line in lines):
        return ""
    return _CLEANER.clean("\n".join(_blocks(lines)))


def plain_words(text: str) -> str:
    """Return a text without its marks: lists and quotes keep theirs, which say the same in plain text."""
    return "\n".join(_inline(line, _plain) for line in text.replace("\r\n", "\n").split("\n"))


def _is_marked(line: str) -> bool:
    if _BULLET.match(line) or _NUMBER.match(line) or _QUOTE.match(line):
        return True
    return any(found.lastgroup != "web" for found in _INLINE.finditer(line))


def _blocks(lines: Iterable[str]) -> Iterator[str]:
    for kind, run in groupby(lines, key=_kind):
        block = list(run)
        if kind == "blank":
            continue
        yield _BLOCKS[kind](block)


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if _BULLET.match(line):
        return "bullets"
    if _NUMBER.match(line):
        return "numbers"
    return "quote" if _QUOTE.match(line) else "words"


def _paragraph(lines: Iterable[str]) -> str:
    return f"<p>{'<br>'.join(_inline(line, _tagged) for line in lines)}</p>"


def _quoted(lines: list[str]) -> str:
    return f"<blockquote>{_paragraph(_QUOTE.sub('', line, count=1) for line in lines)}</blockquote>"


def _bullets(lines: list[str]) -> str:
    return f"<ul>{_items(lines, _BULLET)}</ul>"


def _numbers(lines: list[str]) -> str:
    first = re.sub(r"\D", "", lines[0].split()[0])
    return f'<ol start="{int(first)}">{_items(lines, _NUMBER)}</ol>'


def _items(lines: list[str], mark: re.Pattern[str]) -> str:
    return "".join(f"<li>{_inline(mark.sub('', line, count=1), _tagged)}</li>" for line in lines)


_BLOCKS: dict[str, Callable[[list[str]], str]] = {
    "words": _paragraph,
    "quote": _quoted,
    "bullets": _bullets,
    "numbers": _numbers,
}


def _inline(line: str, write: Callable[[str, str, str], str]) -> str:
    """Return a line with each mark written by `write(kind, words, address)`; what is between marks has the kind ''."""
    pieces, end = [], 0
    for found in _INLINE.finditer(line):
        kind = str(found.lastgroup)
        pieces.append(write("", line[end : found.start()], ""))
        end = found.end()
        if kind == "web":
            address = found["web"].rstrip(_TRAILING)
            end = found.start() + len(address)
            pieces.append(write(kind, address, address))
        elif kind == "address":
            pieces.append(write(kind, found["words"], found["address"]))
        else:
            pieces.append(write(kind, found[kind], ""))
    return "".join(pieces) + write("", line[end:], "")


def _tagged(kind: str, words: str, address: str) -> str:
    if kind in ("bold", "slanted"):
        tag = "strong" if kind == "bold" else "em"
        return f"<{tag}>{_inline(words, _tagged)}</{tag}>"
    if kind:
        return f'<a href="{html.escape(address)}">{html.escape(words)}</a>'
    return html.escape(words, quote=False)


def _plain(kind: str, words: str, address: str) -> str:
    if kind in ("bold", "slanted"):
        return _inline(words, _plain)
    return f"{words} ({address})" if kind == "address" and words != address else words
