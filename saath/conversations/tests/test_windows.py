"""Channels that let an answer through only for a time after the customer wrote."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from saath.channels.fake import FakeAdapter
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.models import ChannelAccount, Message
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.conversations.windows import window_ends
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.tenancy.scope import store_scope


@pytest.fixture
def desk() -> Desk:
    """A desk whose account became one of a channel that takes answers for a day."""
    found = make_desk()
    arrive(mail())
    with store_scope(found.store_id):
        ChannelAccount.objects.update(channel="fake")
    return found


def test_the_time_counts_from_the_last_message_and_e_mail_has_none() -> None:
    at = now()
    can = FakeAdapter.capabilities
    assert window_ends(can, [at - timedelta(hours=5), at]) == at + timedelta(hours=24)
    assert window_ends(can, []) is None


@pytest.mark.django_db
def test_an_answer_within_its_time_goes_and_one_after_it_does_not(desk: Desk) -> None:
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="In time", client_key="one")
        with time_machine.travel(now() + timedelta(hours=25), tick=False):
            with pytest.raises(BadInput):
                reply(desk.actor, only_conversation(), text="Too late", client_key="two")
            add_note(desk.actor, only_conversation(), text="Too late", client_key="three")
        assert Message.objects.filter(direction="out").count() == 1
