"""The MIME tree of a mail: its text, its HTML and its files, in the order in which a person reads them.

RFC 2046 (multipart), 2387 (related), 2183 (disposition), 2231 (parameters). A part that cannot be read
becomes a placeholder; nothing here raises on what a stranger sends.
"""

from __future__ import annotations

import html
import mimetypes
import re
from dataclasses import dataclass, field
from email.message import Message

from django.utils.translation import gettext

from saath.channels.base import InboundAttachment
from saath.channels.email.cards import CALENDARS, CONTACTS, calendar_lines, contact_lines
from saath.channels.email.charsets import decode, mend_surrogates
from saath.channels.email.filenames import safe_name
from saath.channels.email.headers import text_of
from saath.channels.email.html_pictures import with_pictures_apart
from saath.channels.email.html_signature import with_signature_marked
from saath.channels.email.html_text import MAX_HTML_CHARACTERS, marked_text
from saath.channels.email.marks import without_marks
from saath.channels.email.parts import charset_of, children, flattened, given_name, octets, unflowed
from saath.channels.email.tnef import CONTENT_TYPES, WrappedFile, unwrap

MAX_TEXT_OCTETS = 1_000_000
MAX_CARD_OCTETS = 200_000
LONGEST_STUB = 250
MANY_TIMES = 4
MAX_DEPTH = 40
MAX_PARTS = 1_000

_NOTE_TO_OLD_PROGRAMS = re.compile(r"\bmime\b|multi-?part", re.IGNORECASE)
_SHOWN = frozenset({"text/plain", "text/html"})


@dataclass(slots=True)
class Body:
    """What the tree holds. `texts` and `pages` are parallel: a block is plain text, HTML, or both."""

    texts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    attachments: list[InboundAttachment] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)  # what calendars and contacts say
    parts_seen: int = 0

    @property
    def marked_text(self) -> str:
        """The whole mail as plain text; a block that is only HTML is put into words, with its quotes marked.

        All pages together are put into words to the length of one: a thousand long ones would take minutes.
        """
        blocks, room = [], MAX_HTML_CHARACTERS
        for text, page in zip(self.texts, self.pages, strict=True):
            blocks.append(text or marked_text(page[:room]))
            room -= 0 if text else min(room, len(page))
        return "\n\n".join(block.strip("\n") for block in blocks if block.strip())

    @property
    def page(self) -> str:
        """The whole mail as raw HTML, '' where no block is HTML."""
        if not any(self.pages):
            return ""
        blocks = [*zip(self.texts, self.pages, strict=True), *([(self.card_text, "")] if self.cards else ())]
        return "\n".join(page or f"<pre>{html.escape(text)}</pre>" for text, page in blocks)

    @property
    def card_text(self) -> str:
        """What calendars and contacts say, a line each; apart from what was written, whose signature would fold it."""
        return "\n".join(dict.fromkeys(self.cards))

    def add(self, text: str, page: str = "") -> None:
        """Add the next block."""
        self.texts.append(text)
        self.pages.append(page)


def read_body(mail: Message) -> Body:
    """Return the mail's text, HTML and files."""
    body = Body()
    _read(mail, body, depth=0)
    return body


def _read(part: Message, body: Body, depth: int, *, is_related: bool = False) -> None:
    body.parts_seen += 1
    if depth > MAX_DEPTH or body.parts_seen > MAX_PARTS:
        _leave(part, body)
    elif part.get_content_type() == "message/rfc822" or part.get_content_maintype() == "message":
        body.attachments.append(_enclosed(part, body))
    elif part.is_multipart():
        _read_multipart(part, body, depth)
    elif _is_shown(part):
        _read_text(part, body)
    elif part.get_content_type() in CONTENT_TYPES:
        body.attachments += _unwrapped(_attachment(part, body, is_related=False), body)
    else:
        body.attachments.append(_attachment(part, body, is_related=is_related))
        _read_card(part, body)


def _leave(part: Message, body: Body) -> None:
    """Say once that parts were left; a mail of a million parts gets one line, not a million."""
    if body.parts_seen <= MAX_PARTS + 1:
        _placeholder(part, body)


def _read_card(part: Message, body: Body) -> None:
    content_type = part.get_content_type()
    if content_type not in CALENDARS | CONTACTS:
        return
    text = decode(body.attachments[-1].data[:MAX_CARD_OCTETS], charset_of(part))
    body.cards += calendar_lines(text) if content_type in CALENDARS else contact_lines(text)


def _unwrapped(wrapping: InboundAttachment, body: Body) -> list[InboundAttachment]:
    """Return the files of a winmail.dat, its words added to the body; itself where it cannot be opened."""
    inside = unwrap(wrapping.data)
    if inside is None or not (inside.text or inside.page or inside.files):
        body.unreadable.append(wrapping.content_type)
        return [wrapping]
    if not any(block.strip() for block in (*body.texts, *body.pages)):
        body.add(without_marks(inside.text), inside.page)
    return [
        _unwrapped_file(file, number) for number, file in enumerate(inside.files, len(body.attachments) + 1)
    ]


def _unwrapped_file(file: WrappedFile, number: int) -> InboundAttachment:
    content_type = file.content_type or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    content_id = file.content_id[:250]
    return InboundAttachment(
        safe_name(file.name, content_type, number), content_type, file.data, content_id, bool(content_id)
    )


def _read_multipart(part: Message, body: Body, depth: int) -> None:
    subtype = part.get_content_subtype()
    _read_aside(part.preamble, body)
    if subtype == "alternative":
        _read_alternative(part, body, depth)
    else:
        for position, child in enumerate(children(part)):
            _read(child, body, depth + 1, is_related=subtype == "related" and position > 0)
    _read_aside(part.epilogue, body)


def _read_aside(text: str | None, body: Body) -> None:
    """Keep what stands before or after the parts: only a broken mail has words there besides the usual note."""
    if text and text.strip() and not _NOTE_TO_OLD_PROGRAMS.search(text[:2_000]):
        body.add(without_marks(mend_surrogates(text)).replace("\r", "").replace("\x00", ""))


def _read_alternative(part: Message, body: Body, depth: int) -> None:
    """Take the plain version and the rich one; files that hang on either come along."""
    plain, rich = Body(parts_seen=body.parts_seen), Body(parts_seen=body.parts_seen)
    for child in children(part):
        _read(child, rich if _is_rich(child) else plain, depth + 1)
    body.parts_seen = max(plain.parts_seen, rich.parts_seen)
    if plain.texts or rich.texts:
        body.add(_words_of(plain, rich), rich.page)
    body.attachments += plain.attachments + rich.attachments
    body.unreadable += plain.unreadable + rich.unreadable
    body.cards += plain.cards + rich.cards


def _words_of(plain: Body, rich: Body) -> str:
    """Return the plain version, unless it only says that one should read the other."""
    text = plain.marked_text
    if not rich.page:
        return text or rich.marked_text
    if len(text) < LONGEST_STUB and len(rich.page) > LONGEST_STUB:
        words = rich.marked_text
        if len(words) > MANY_TIMES * len(text) + LONGEST_STUB:
            return words
    return with_signature_marked(text, rich.page)


def _is_rich(part: Message) -> bool:
    return any(inner.get_content_type() == "text/html" for inner in part.walk())


def _is_shown(part: Message) -> bool:
    if part.get_content_type() not in _SHOWN and not part.get_content_type().startswith("multipart/"):
        return False
    return part.get_content_disposition() != "attachment" and not given_name(part)


def _read_text(part: Message, body: Body) -> None:
    data = octets(part)
    if data is None:
        _placeholder(part, body)
        return
    if part.get_content_subtype() == "html":
        body.add("", _page_of(part, data, body))
        return
    if len(data) > MAX_TEXT_OCTETS:
        body.attachments.append(_attachment(part, body, is_related=False))
        data = _beginning(data)
    body.add(unflowed(part, _plain(data, part)))


def _page_of(part: Message, data: bytes, body: Body) -> str:
    """Return the HTML, with pictures that are written into it made files of the mail."""
    page, pictures = with_pictures_apart(_plain(data, part))
    body.attachments += pictures
    if len(page) > MAX_HTML_CHARACTERS:
        body.attachments.append(_attachment(part, body, is_related=False))
    return page[:MAX_HTML_CHARACTERS]


def _plain(data: bytes, part: Message) -> str:
    text = without_marks(decode(data, charset_of(part)))
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _beginning(data: bytes) -> bytes:
    """Return what is shown of a text too long to be read on a page; the whole of it is a file beside it."""
    start = data[:MAX_TEXT_OCTETS]
    line_end = start.rfind(b"\n", MAX_TEXT_OCTETS // 2)
    return start[: line_end + 1] if line_end > 0 else start.rstrip(bytes(range(0x80, 0xC0)))


def _attachment(part: Message, body: Body, *, is_related: bool) -> InboundAttachment:
    content_id = mend_surrogates(str(part.get("Content-ID", ""))).strip().strip("<>").strip()
    content_type = part.get_content_type()
    data = octets(part)
    if data is None:
        body.unreadable.append(content_type)
    return InboundAttachment(
        name=safe_name(given_name(part), content_type, len(body.attachments) + 1),
        content_type=content_type,
        data=data or b"",
        content_id=content_id[:250],
        is_inline=bool(content_id) and (is_related or part.get_content_disposition() == "inline"),
    )


def _enclosed(part: Message, body: Body) -> InboundAttachment:
    """Return a mail inside this mail as a file; delivery reports and the like stay octets too."""
    content_type = part.get_content_type()
    inner = list(children(part))
    data = flattened(inner) if inner else octets(part)
    if data is None:
        body.unreadable.append(content_type)
    name = given_name(part)
    if not name and content_type == "message/rfc822":
        name = f"{text_of(inner[0], 'Subject') if inner else ''}.eml"
    return InboundAttachment(
        name=safe_name(name, content_type, len(body.attachments) + 1),
        content_type=content_type,
        data=data or b"",
    )


def _placeholder(part: Message, body: Body) -> None:
    kind = part.get_content_type()
    body.unreadable.append(kind)
    body.add(
        gettext("[A part of this mail (%(kind)s) could not be read. The mail as it came is kept.]")
        % {"kind": kind}
    )
