"""Mails of the house to people who sign in: plain text first, then one column of HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Letter:
    """A short mail with one link, written in the language that is active."""

    to: str
    subject: str
    paragraphs: Sequence[str]
    link: str = ""
    link_label: str = ""
    closing: str = ""


def send_letter(letter: Letter) -> None:
    """Hand a letter to Django's mail back end.  Never inside a transaction."""
    context = {"letter": letter, "language": get_language() or "en"}
    mail = EmailMultiAlternatives(
        letter.subject,
        render_to_string("accounts/mail/letter.txt", context),
        to=[letter.to],
        headers={"Auto-Submitted": "auto-generated"},  # RFC 3834
    )
    mail.attach_alternative(render_to_string("accounts/mail/letter.html", context), "text/html")
    mail.send()
