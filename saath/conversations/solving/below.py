"""Words below a message that leaves: the recipient reads them, and the thread does not show them."""

from __future__ import annotations

from dataclasses import replace

from saath.channels.base import OutboundMessage
from saath.channels.email.mail_text import paragraphs


def with_words_below(message: OutboundMessage, words: str) -> OutboundMessage:
    """Return a message with more words under its own, in its HTML too where it has one."""
    if not words:
        return message
    html = f"{message.html}\n{paragraphs(words)}" if message.html else ""
    return replace(message, text=f"{message.text}\n\n{words}", html=html)
