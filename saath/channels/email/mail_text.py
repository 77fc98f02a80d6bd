"""The words of an outgoing mail: as plain text, and as the quiet HTML of the design language."""

from __future__ import annotations

import html
import re

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from saath.channels.base import Account, OutboundMessage, Quote
from saath.channels.email.clean import clean_html

MAX_QUOTED_CHARACTERS = 4_000
MAX_QUOTED_LINES = 60

_LINK = re.compile(r"https?://[^\s<>\"']{1,2000}")
_TRAILING = ".,;:!?)]}।"
_FONT = (
    "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Devanagari',"
    "'Noto Sans Gujarati','Nirmala UI',sans-serif"
)
_INDIC = frozenset({"hi", "gu"})

_PAGE = """\
<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">\
<meta name="color-scheme" content="light dark"><title>{title}</title></head>
<body style="margin:0;padding:0">
<div style="max-width:600px;margin:0 auto;padding:24px 16px;font-family:{font};\
font-size:16px;line-height:{leading};overflow-wrap:anywhere">
{body}
{signature}
{quote}
</div>
</body>
</html>
"""
_SIGNATURE = '<p style="margin:24px 0 0"><strong>{name}</strong>{shop}</p>'
_QUOTE = """\
<div class="gmail_quote">
<p style="margin:32px 0 8px;font-size:14px;color:#62686f">{line}</p>
<blockquote type="cite" style="margin:0;padding:0 0 0 12px;border-left:1px solid #83857d;color:#62686f;\
font-size:14px;white-space:pre-wrap">{text}</blockquote>
</div>"""


def text_body(message: OutboundMessage, account: Account) -> str:
    """Return the plain text: the answer, the signature after `-- `, and the customer's last words quoted."""
    parts = [message.text.strip("\r\n")]
    names = _signature_lines(message, account)
    if names:
        parts.append("-- \n" + "\n".join(names))
    if message.quote:
        quoted = "\n".join(f"> {line}".rstrip() for line in _quoted_lines(message.quote))
        parts.append(f"{_attribution(message.quote, message.language)}\n{quoted}")
    return "\n\n".join(parts) + "\n"


def html_body(message: OutboundMessage, account: Account) -> str:
    """Return the HTML page: 600 px, system fonts, no pictures; the message's own HTML is cleaned first."""
    language = re.sub(r"[^A-Za-z0-9-]", "", message.language)
    return _PAGE.format(
        lang=language,
        title=html.escape(message.subject),
        font=_FONT,
        leading="1.75" if language[:2] in _INDIC else "1.6",
        body=clean_html(message.html) if message.html else paragraphs(message.text),
        signature=_html_signature(message, account),
        quote=_html_quote(message),
    )


def paragraphs(text: str) -> str:
    """Return plain text as HTML paragraphs, with its web addresses as links."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip("\n"))
    return "\n".join(f'<p style="margin:0 0 16px">{_linked(block)}</p>' for block in blocks)


def _linked(text: str) -> str:
    pieces, end = [], 0
    for found in _LINK.finditer(text):
        address = found[0].rstrip(_TRAILING)
        escaped = html.escape(address)
        pieces.append(html.escape(text[end : found.start()]) + f'<a href="{escaped}">{escaped}</a>')
        end = found.start() + len(address)
    return ("".join(pieces) + html.escape(text[end:])).replace("\n", "<br>\n")


def _signature_lines(message: OutboundMessage, account: Account) -> list[str]:
    names = (message.sender_name, message.shop_name or account.name)
    return [line for name in names if (line := " ".join(name.split()))]


def _html_signature(message: OutboundMessage, account: Account) -> str:
    lines = [html.escape(line) for line in _signature_lines(message, account)]
    if not lines:
        return ""
    return _SIGNATURE.format(name=lines[0], shop="".join(f"<br>{line}" for line in lines[1:]))


def _html_quote(message: OutboundMessage) -> str:
    if message.quote is None:
        return ""
    text = html.escape("\n".join(_quoted_lines(message.quote)))
    return _QUOTE.format(line=html.escape(_attribution(message.quote, message.language)), text=text)


def _quoted_lines(quote: Quote) -> list[str]:
    lines = quote.text.strip()[:MAX_QUOTED_CHARACTERS].splitlines()[:MAX_QUOTED_LINES]
    is_short = (
        len(quote.text.strip()) <= MAX_QUOTED_CHARACTERS and len(quote.text.splitlines()) <= MAX_QUOTED_LINES
    )
    return lines if is_short else [*lines, "[…]"]


def _attribution(quote: Quote, language: str) -> str:
    author = " ".join(quote.author.split())
    with translation.override(language or None):
        if quote.sent_at is None:
            return gettext("%(author)s wrote:") % {"author": author}
        written = {"author": author, "date": date_format(quote.sent_at, "j F Y, H:i")}
        return gettext("On %(date)s, %(author)s wrote:") % written
