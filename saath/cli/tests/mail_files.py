"""Files of mails, as mail programs leave them, for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

SHOP = "Paanch Takiye <namaste@paanch.test>"
BEGAN = datetime(2024, 3, 5, 9, 30, tzinfo=UTC)


def letter(
    number: int,
    *,
    sender: str = "Sunita Verma <sunita@example.in>",
    to: str = SHOP,
    references: tuple[int, ...] = (),
    text: str = "",
) -> EmailMessage:
    """Compose the mail of this number: an hour later than the one before, with its number in its id and words."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = "Re: Cushions" if references else "Cushions"
    mail["Date"] = format_datetime(BEGAN + timedelta(hours=number))
    mail["Message-ID"] = name(number)
    if references:
        mail["References"] = " ".join(map(name, references))
        mail["In-Reply-To"] = name(references[-1])
    mail.set_content(text or f"This is letter {number}.")
    return mail


def answer(number: int, *, references: tuple[int, ...], to: str = "sunita@example.in") -> EmailMessage:
    """Compose what the shop wrote to a customer."""
    return letter(number, sender=SHOP, to=to, references=references)


def name(number: int) -> str:
    """Return the Message-ID of a mail."""
    return f"<letter-{number}@example.in>"


def write_mbox(path: Path, *mails: EmailMessage) -> Path:
    """Write an mbox as the file of a folder, one mail after the other."""
    with path.open("wb") as file:
        for mail in mails:
            file.write(b"From - Tue Mar  5 09:30:00 2024\n" + mail.as_bytes() + b"\n")
    return path
