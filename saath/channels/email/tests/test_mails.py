"""Mails as programs on people's telephones and desks send them, set to Hindi, Gujarati or English.

`mails/NAME.eml` is the mail, `mails/NAME.txt` what the person wrote in it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from saath.channels.base import RawDelivery
from saath.channels.email.parse import parse_mail

MAILS = sorted((Path(__file__).parent / "mails").glob("*.eml"))


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.stem)
def test_what_the_person_wrote_is_told_from_the_rest(mail: Path) -> None:
    message = parse_mail(RawDelivery(mail.read_bytes()))
    assert message.visible_text == mail.with_suffix(".txt").read_text("utf-8").rstrip("\n")
    assert message.nature.is_person


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.stem)
def test_nothing_of_the_text_is_lost(mail: Path) -> None:
    message = parse_mail(RawDelivery(mail.read_bytes()))
    pieces = "".join(segment.text for segment in message.segments) or message.visible_text
    assert "".join(pieces.split()) == "".join(message.text.split())
