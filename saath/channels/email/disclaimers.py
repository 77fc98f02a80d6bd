"""Disclaimers and banners that a firm's server adds to every mail: whole paragraphs that talk about the mail itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from saath.channels.base import SegmentKind
from saath.channels.email.marks import ALL_MARKS

_MIN_CHARACTERS = 80
_MIN_SIGNS = 3
_MAX_CHARACTERS = 6_000

# What lawyers write. One of these a customer may write as well; three in one paragraph only a lawyer does.
_SIGNS = tuple(
    re.compile(sign, re.IGNORECASE)
    for sign in (
        r"this (?:e-?mail|message|communication|transmission)|इस (?:ईमेल|ई-मेल|संदेश)|यह (?:ईमेल|ई-मेल|संदेश)|આ (?:ઇમેઇલ|ઈમેલ|સંદેશ)"
        r"|diese(?:r)? (?:e-?mail|nachricht)|ce (?:message|courriel)|este (?:correo|mensaje|e-?mail)",
        r"confidential|privileged|गोपनीय|ગોપનીય|ખાનગી|vertraulich|confidentiel|confidencial",
        r"intended (?:solely |only |recipient|for)|addressee|named (?:above|recipient)"
        r"|अभिप्रेत|प्राप्तकर्ता|પ્રાપ્તકર્તા|bestimmt|destinataire|destinatari",
        r"notify (?:the sender|us|me)|inform the sender|प्रेषक को (?:सूचित|बताएं)|મોકલનારને|absender|expéditeur|remitente",
        r"delete|destroy|हटा(?: दें|एं|ए)|नष्ट|કાઢી નાખ|ડિલીટ|નાશ|löschen|vernichten|détruire|supprim|elimin|borr",
        r"disclos|distribut|dissemination|copying|unauthori[sz]ed|prohibited|प्रतिबंधित|अनधिकृत|નિષેધ|પ્રતિબંધ|unbefugt|interdit|prohibid",
        r"virus|liabilit|damage|warrant|वायरस|વાઇરસ|haftung|responsab",
        r"attachment|enclosure|संलग्न|જોડાણ|anhäng|pièces jointes|adjunt",
        r"\bdisclaimer\b|legal notice|confidentiality notice|अस्वीकरण|અસ્વીકરણ",
    )
)
# Without one of these in it no paragraph is a disclaimer or a banner: asked first, as it costs nothing.
_HINTS = (
    "confidential", "privileged", "intended", "addressee", "disclos", "prohibited", "disclaimer", "virus", "external",
    "outside", "environment", "printing", "a tree", "paper", "गोपनीय", "प्राप्तकर्ता", "अस्वीकरण", "बाहर", "प्रिंट", "ગોપનીય",
    "ખાનગી", "પ્રાપ્તકર્તા", "અસ્વીકરણ", "બહાર", "vertraulich", "confidentiel", "confidencial", "legal notice",
)  # fmt: skip
_BANNER = re.compile(
    r"^\W{0,6}(?:caution|warning|external(?: e-?mail| sender)?|\[external\]|सावधान(?:ी)?|સાવચેતી)\W{1,4}.{0,300}"
    r"(?:originated|outside|external|sender|बाहर|બહાર).{0,400}$",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^[\W_]{0,8}(?:disclaimer|legal notice|confidentiality notice|अस्वीकरण|અસ્વીકરણ)[\W_]{0,8}$", re.IGNORECASE
)
_PLEASE_PRINT = re.compile(
    r"^\W{0,6}(?:please )?(?:consider the environment|think (?:of the environment )?before (?:you print|printing)"
    r"|save (?:paper|trees|a tree)|कृपया (?:इस ईमेल को )?प्रिंट करने से पहले).{0,160}$",
    re.IGNORECASE,
)


def fold_disclaimers(lines: Sequence[str], kinds: list[SegmentKind]) -> None:
    """Set the kind of disclaimers among the writer's own lines, and in signatures, to DISCLAIMER."""
    if not _has_hint("\n".join(lines)):
        return
    heading: list[int] = []
    for paragraph in _paragraphs(lines, kinds):
        text = " ".join(lines[index][:_MAX_CHARACTERS] for index in paragraph[:40])[:_MAX_CHARACTERS]
        if _is_disclaimer(text):
            for index in (*heading, *paragraph):
                kinds[index] = SegmentKind.DISCLAIMER
        heading = paragraph if _HEADING.match(text) else []


def _has_hint(text: str) -> bool:
    text = text.lower()
    return any(hint in text for hint in _HINTS)


def _paragraphs(lines: Sequence[str], kinds: Sequence[SegmentKind]) -> Iterator[list[int]]:
    paragraph: list[int] = []
    for index, line in enumerate(lines):
        is_ours = kinds[index] in (SegmentKind.OWN, SegmentKind.SIGNATURE)
        if is_ours and line.strip() and line not in ALL_MARKS:
            paragraph.append(index)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _is_disclaimer(text: str) -> bool:
    if not _has_hint(text):
        return False
    if _BANNER.match(text) or _PLEASE_PRINT.match(text):
        return True
    return (
        len(text) >= _MIN_CHARACTERS and sum(sign.search(text) is not None for sign in _SIGNS) >= _MIN_SIGNS
    )
