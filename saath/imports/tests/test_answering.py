"""Who is known by no mail address cannot be answered by mail, and is told so before anything leaves."""

from __future__ import annotations

import pytest
import time_machine

from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, Delivery
from saath.conversations.tests.builders import Desk, later, sent_mails, work
from saath.core.errors import BadInput
from saath.imports.tests.builders import bring, lines_of, zendesk_ticket
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


def test_who_has_an_address_is_answered_there(desk: Desk) -> None:
    bring(desk, lines_of([zendesk_ticket()]))
    with store_scope(desk.store_id):
        reply(desk.actor, Conversation.objects.get(), text="Aur kuch?", client_key="r")
    with time_machine.travel(later()):
        work()
    assert "sunita@example.in" in str(sent_mails()[-1]["To"]).lower()


def test_who_has_none_is_not_written_to(desk: Desk) -> None:
    ticket = zendesk_ticket()
    ticket.pop("requester")
    bring(desk, lines_of([ticket]))
    with store_scope(desk.store_id), pytest.raises(BadInput):
        reply(desk.actor, Conversation.objects.get(), text="Aur kuch?", client_key="r")
    with store_scope(desk.store_id):
        assert not Delivery.objects.exclude(state="sent").exists()
