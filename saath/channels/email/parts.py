"""One part of a mail: its octets, its name, its charset, the parts in it. Nothing here raises on a stranger's octets."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from email.utils import collapse_rfc2231_value

from saath.channels.email.charsets import mend_surrogates
from saath.channels.email.headers import decode_words


def given_name(part: Message) -> str:
    """Return the name that the sender gave: RFC 2231, and RFC 2047 where programs use it all the same."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            value = part.get_param(parameter, None, header)
        except (ValueError, LookupError, IndexError):
            continue
        if value:
            return decode_words(mend_surrogates(_collapsed(value)))
    return ""


def charset_of(part: Message) -> str:
    """Return the charset that the part declares, '' where there is none."""
    try:
        return part.get_content_charset("") or ""
    except (LookupError, ValueError):
        return ""


def octets(part: Message) -> bytes | None:
    """Return a leaf's decoded octets; where its transfer encoding is a lie, the octets as they came."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = _as_it_came(part)
    return data if isinstance(data, bytes) else None


def words(part: Message) -> str:
    """Return a leaf's octets as the text that a program writes: UTF-8."""
    return (octets(part) or b"").decode("utf-8", "replace")


def children(part: Message) -> Iterator[Message]:
    """Return the parts of a part."""
    # What is no list would be decoded here, by a charset that may be none.
    payload = part.get_payload() if part.is_multipart() else ()
    return (child for child in payload if isinstance(child, Message))


def unflowed(part: Message, text: str) -> str:
    """Join the soft line breaks of format=flowed (RFC 3676)."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    is_delsp = str(part.get_param("delsp", "")).lower() == "yes"
    lines: list[str] = []
    joins = False
    for line in text.split("\n"):
        is_quote = line.startswith(">")
        bare = line[1:] if line.startswith(" ") else line
        if joins and not is_quote:
            lines[-1] += bare
        else:
            lines.append(bare)
        joins = bare.endswith(" ") and bare != "-- " and not is_quote
        if joins and is_delsp:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def flattened(mails: list[Message]) -> bytes | None:
    """Return enclosed mails as octets, None where they cannot be written."""
    try:
        return b"\n".join(map(_octets_of_mail, mails))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _octets_of_mail(mail: Message) -> bytes:
    """Return the mail as it was written: no header folded anew, no blank line under headers without a body.

    A multipart without parts that holds raw octets is more than the stdlib can write: those octets become U+FFFD.
    """
    try:
        octets = mail.as_bytes()
    except UnicodeEncodeError:
        octets = mail.as_string().encode("utf-8", "surrogateescape")
    return octets[:-1] if mail.get_payload() == "" else octets


def _as_it_came(part: Message) -> bytes | None:
    try:
        payload = part.get_payload()
    except (ValueError, LookupError, TypeError):
        return None
    return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else None


def _collapsed(value: str | tuple[str | None, str | None, str]) -> str:
    try:
        return collapse_rfc2231_value(value)
    except (ValueError, LookupError):
        return value[2] if isinstance(value, tuple) else value
