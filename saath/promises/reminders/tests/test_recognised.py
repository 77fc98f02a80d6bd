"""Who turns out to be known is told no more than one person is."""

from __future__ import annotations

import pytest

from saath.conversations.actions.recognised import take_over
from saath.conversations.models import Message
from saath.conversations.tests.builders import Desk, only_conversation
from saath.customers.models import Identity
from saath.promises.models import OwnWord
from saath.promises.reminders.facts import own_words_since
from saath.promises.reminders.tests.builders import NOON, after, written
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


def test_what_they_were_told_before_they_were_known_counts(desk: Desk) -> None:
    written()
    with store_scope(desk.store_id):
        conversation, asked = only_conversation(), Message.objects.get()
        stranger = conversation.identity
        OwnWord.objects.create(
            conversation=conversation,
            identity=stranger,
            kind="reminder",
            answer=asked,
            message=asked,
            created_at=after(hours=1),
        )
        known = Identity.objects.create(
            customer=conversation.customer, namespace="email", key="s@work.test", address="s@work.test"
        )
        take_over(TEST, known, of=stranger)
        assert OwnWord.objects.get().identity == known
        assert own_words_since(known, NOON) == 1
