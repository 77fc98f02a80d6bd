from __future__ import annotations

import random

import pytest
from hypothesis import given, settings

from saath.channels.base import InboundMessage
from saath.channels.email.tests import fuzz
from saath.core.text import is_storable


def _is_whole(message: InboundMessage) -> bool:
    """Whether the reader got through, and every word is in one of the pieces."""
    pieces = "".join(segment.text for segment in message.segments) or message.visible_text
    return message.unreadable != ("message/rfc822",) and "".join(pieces.split()) == "".join(
        message.text.split()
    )


@settings(deadline=None, max_examples=150)
@given(fuzz.mails)
def test_any_pieces_make_a_message(raw: bytes) -> None:
    message = fuzz.read(raw)
    assert message.fingerprint
    assert is_storable(message.text)
    assert _is_whole(message)


@pytest.mark.parametrize("seed", range(40))
def test_broken_mails_of_real_programs_are_read(seed: int) -> None:
    chance = random.Random(seed)
    mails = sorted(fuzz.MAILS.glob("*.eml"))
    assert _is_whole(fuzz.read(fuzz.broken(chance.choice(mails).read_bytes(), chance)))


@pytest.mark.fuzz
@pytest.mark.timeout(1_200)
@settings(deadline=None, max_examples=30_000)
@given(fuzz.mails)
def test_thirty_thousand_mails_of_any_pieces(raw: bytes) -> None:
    assert _is_whole(fuzz.read(raw))
