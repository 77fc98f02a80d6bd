"""Which rule says that a machine wrote this mail: RFC 3834, RFC 2369 and what programs do besides."""

from __future__ import annotations

from collections.abc import Callable
from email.message import Message

from saath.channels.email.headers import first_of

_BULK = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
_LIST_HEADERS = ("List-Id", "List-Unsubscribe", "List-Post", "List-Help")
_REPLY_HEADERS = (
    "X-Autoreply",
    "X-Auto-Reply",
    "X-Autorespond",
    "X-Autoresponder",
    "X-AutoReply-From",
    "X-Mail-Autoreply",
    "X-Facebook-Notify",
    "Feedback-ID",
)
_MACHINES = frozenset({"mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply"})


def automatic_rule(mail: Message, *, mail_from: str | None, sender: str) -> str:
    """Return the name of the first rule that holds, '' where a person wrote; `mail_from` '' = null path."""
    return next((name for name, holds in _RULES.items() if holds(mail, mail_from, sender)), "")


def refuses_auto_answer(mail: Message) -> bool:
    """Whether it asks for no automatic answer though a person may have written it (MS-OXCMAIL)."""
    return first_of(mail, "X-Auto-Response-Suppress").lower() not in ("", "none")


def _null_return_path(mail: Message, mail_from: str | None, _sender: str) -> bool:
    return mail_from == "" or first_of(mail, "Return-Path") == "<>"


def _auto_submitted(mail: Message, _mail_from: str | None, _sender: str) -> bool:
    value = first_of(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    return value not in ("", "no")


def _report(mail: Message, _mail_from: str | None, _sender: str) -> bool:
    return mail.get_content_type() == "multipart/report"


def _precedence(mail: Message, _mail_from: str | None, _sender: str) -> bool:
    return first_of(mail, "Precedence").strip().lower() in _BULK


def _list(mail: Message, _mail_from: str | None, _sender: str) -> bool:
    return any(first_of(mail, name) for name in _LIST_HEADERS)


def _auto_reply_header(mail: Message, _mail_from: str | None, _sender: str) -> bool:
    return any(first_of(mail, name).lower() not in ("", "no") for name in _REPLY_HEADERS)


def _machine_sender(_mail: Message, _mail_from: str | None, sender: str) -> bool:
    return sender.partition("@")[0].lower() in _MACHINES


_RULES: dict[str, Callable[[Message, str | None, str], bool]] = {
    "auto-submitted": _auto_submitted,
    "report": _report,
    "null-return-path": _null_return_path,
    "precedence": _precedence,
    "list": _list,
    "auto-reply-header": _auto_reply_header,
    "machine-sender": _machine_sender,
}
