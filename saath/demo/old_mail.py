"""Mails that the shop had before Saath: one file of its old mail program, brought in as `saath mail import` does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from saath.channels.email.mail_files import StoredMail, find_mails
from saath.conversations.history import read_history
from saath.conversations.importing import FileImport
from saath.conversations.models import ChannelAccount
from saath.demo.mails import NAME
from saath.demo.voices import customer_named, read_content


def import_old_mail(account: ChannelAccount, *, before: datetime) -> None:
    """Bring in what customers and the shop wrote to each other before a moment, as solved conversations."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "Old mail.mbox"
        file.write_bytes(b"".join(_mbox(account.address, before)))
        importing = FileImport(account)
        found = find_mails([file], max_bytes=settings.MAX_MAIL_BYTES)
        items = [importing.take(mail)[1] for mail in found if isinstance(mail, StoredMail)]
    read_history([item for item in items if item is not None])


def _mbox(shop: str, before: datetime) -> Iterator[bytes]:
    answered: dict[str, str] = {}
    for number, told in enumerate(read_content("old")["mails"]):
        at = before - timedelta(days=told["days"])
        mail = _mail(told, shop, f"<old.{number}@{shop.partition('@')[2]}>", at)
        if told["thread"] in answered:
            mail["In-Reply-To"] = mail["References"] = answered[told["thread"]]
        answered[told["thread"]] = mail["Message-ID"]
        yield f"From {shop} {at:%a %b %d %H:%M:%S %Y}\n".encode() + mail.as_bytes() + b"\n"


def _mail(told: dict[str, Any], shop: str, message_id: str, at: datetime) -> EmailMessage:
    customer = customer_named(told["who"])
    people = formataddr((customer.name, customer.address)), formataddr((NAME, shop))
    mail = EmailMessage()
    mail["From"], mail["To"] = reversed(people) if told.get("ours") else people
    mail["Subject"], mail["Date"], mail["Message-ID"] = told["subject"], format_datetime(at), message_id
    mail.set_content(told["text"])
    return mail
