"""Mail headers as people's programs really write them: unfolded, decoded, addresses and ids taken out.

RFC 5322 syntax, RFC 2047 encoded words (also where they must not stand), raw 8-bit text. All linear.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from saath.channels.base import Participant
from saath.channels.email.charsets import decode, mend_surrogates
from saath.core.mail_addresses import BadAddress, canonical_key

MAX_HEADER_CHARACTERS = 100_000
MAX_PARTICIPANTS = 500
MAX_REFERENCES = 200
_YEARS_OF_MAIL = range(1971, 2200)

_FOLD = re.compile(r"\r?\n(?=[ \t])|[\r\n]+")
_SPACES = re.compile(r"[ \t\r\n]+")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def all_of(mail: Message, name: str) -> list[str]:
    """Return the values of a header, unfolded, raw octets read, encoded words untouched."""
    wanted = name.lower()
    raw = (str(value) for key, value in mail.raw_items() if key.lower() == wanted)
    return [mend_surrogates(_FOLD.sub("", value[:MAX_HEADER_CHARACTERS])).strip() for value in raw]


def first_of(mail: Message, name: str) -> str:
    """Return the header's first value, '' where there is none."""
    return next(iter(all_of(mail, name)), "")


def text_of(mail: Message, name: str) -> str:
    """Return a header for people: encoded words decoded, one line, no control characters."""
    return plain(first_of(mail, name))


def plain(value: str) -> str:
    """Return header text with encoded words decoded, on one line."""
    return _SPACES.sub(" ", _CONTROL.sub("", decode_words(value))).strip()


def decode_words(value: str) -> str:
    """Return text with its RFC 2047 words decoded; neighbours of one charset are joined before decoding."""
    pieces: list[str] = []
    octets, charset, end = b"", "", 0
    for word in _WORD.finditer(value):
        between = value[end : word.start()]
        named = word[1].partition("*")[0].lower()
        joins = bool(octets) and not between.strip()
        if octets and not (joins and named == charset):
            pieces.append(decode(octets, charset))
            octets = b""
        if not joins:
            pieces.append(between)
        octets, charset, end = octets + _octets_of(word[2], word[3]), named, word.end()
    pieces.append(decode(octets, charset) if octets else "")
    return "".join(pieces) + value[end:]


def participants(values: Iterable[str]) -> tuple[Participant, ...]:
    """Return the people of address headers, in order; what holds no address is passed over."""
    found = (participant for value in values for participant in _addresses(value))
    return tuple(participant for participant, _ in zip(found, range(MAX_PARTICIPANTS), strict=False))


def message_ids(values: Iterable[str]) -> tuple[str, ...]:
    """Return Message-IDs without brackets, each once, in order; bare ids of sloppy programs too.

    Some programs write long ids as encoded words, which RFC 2047 (5) forbids: they are read all the same.
    """
    found: dict[str, None] = {}
    for value in map(decode_words, values):
        ids = _MESSAGE_ID.findall(value) or [word for word in value.split() if "@" in word]
        found.update(dict.fromkeys(ids))
    return tuple(found)[-MAX_REFERENCES:]


def moment(value: str) -> datetime | None:
    """Return a Date header as a moment, None where it is none; without a zone it counts as UTC.

    A year that no mail can have is none: at the ends of time a moment cannot be put into another zone.
    """
    try:
        parsed = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if parsed.year not in _YEARS_OF_MAIL:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _octets_of(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    if encoding in "qQ":
        return quopri.decodestring(raw.replace(b" ", b"_"), header=True)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return base64.b64decode(letters[:-1] + b"=" * (-len(letters[:-1]) % 4))


_LOCAL = re.compile(r"[A-Za-z0-9._+-]{1,64}")
_PIECES = re.compile(r'"(?:[^"\\]|\\.)*"?|\((?:[^()\\]|\\.)*\)?|<[^<>]*>?|[,;:]|[^",;:<(]+|.', re.DOTALL)


def _addresses(value: str) -> Iterable[Participant]:
    words: list[str] = []
    comments: list[str] = []
    angle = ""
    for piece in (*_PIECES.findall(value), ","):
        if piece in (",", ";"):
            participant = _participant(words, comments, angle)
            if participant:
                yield participant
            words, comments, angle = [], [], ""
        elif piece == ":" and not angle and "@" not in "".join(words):
            words = []  # the name of a group
        elif piece.startswith("<") and not (angle and "@" in angle):
            angle = piece.strip("<> \t")
        elif piece.startswith("("):
            comments.append(piece.strip("() "))
        else:
            words.append(piece)


def _participant(words: list[str], comments: list[str], angle: str) -> Participant | None:
    address = angle.rpartition(":")[2] if angle.startswith("@") else angle
    phrase = "".join(words).strip()
    if not address:
        bare = [word for word in phrase.split() if "@" in word]
        address = phrase if phrase.startswith('"') and "@" in phrase else (bare or [""])[-1]
        phrase = phrase.replace(address, "").strip() or " ".join(comments)
    address = "".join(decode_words(address).split()) if not address.startswith('"') else address
    if "@" not in address.strip("@") and not _is_local(address, angle):
        return None
    address = _CONTROL.sub("", address)
    return Participant(address, _name(phrase or " ".join(comments), address), key_of(address))


def _is_local(address: str, angle: str) -> bool:
    """Whether brackets hold a name without a domain, as mail on one machine has it."""
    return address == angle and _LOCAL.fullmatch(address) is not None


def key_of(address: str) -> str:
    """Return the address's canonical key, '' where mail could not be sent there."""
    try:
        return canonical_key(address)
    except BadAddress:
        return ""


def _name(phrase: str, address: str) -> str:
    if phrase.startswith('"') and phrase.endswith('"') and len(phrase) > 1:
        phrase = re.sub(r"\\(.)", r"\1", phrase[1:-1])
    name = plain(phrase).strip("'\" ")
    return "" if name.lower() == address.lower() else name[:200]
