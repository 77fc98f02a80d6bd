"""Each help desk's own words for what is urgent become ours."""

from __future__ import annotations

import pytest

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk
from saath.imports.sources.freshdesk import PRIORITIES
from saath.imports.sources.reading import priority_in
from saath.imports.tests.builders import bring, lines_of, zendesk_ticket
from saath.imports.tests.test_chatwoot_and_intercom import CHATWOOT, INTERCOM
from saath.imports.tests.test_freshdesk import OF_API
from saath.tenancy.scope import store_scope


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ("urgent", "urgent"),
        ("Urgent", "urgent"),
        ("high", "high"),
        ("priority", "high"),
        ("medium", "normal"),
        ("low", "normal"),
        ("not_priority", "normal"),
        (None, ""),
        ("", ""),
        ("P1", ""),
        ({"name": "urgent"}, ""),
    ],
)
def test_words_become_ours(said: object, ours: str) -> None:
    assert priority_in(said) == ours


@pytest.mark.parametrize(
    ("said", "ours"), [(1, "normal"), (2, "normal"), (3, "high"), (4, "urgent"), (9, "")]
)
def test_numbers_are_freshdesks(said: int, ours: str) -> None:
    assert priority_in(said, PRIORITIES) == ours


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("thing", "ours"),
    [
        (zendesk_ticket(priority="urgent"), "urgent"),
        (zendesk_ticket(priority=None), "normal"),
        ({**OF_API, "priority": 4}, "urgent"),
        ({**OF_API, "priority": 9, "priority_name": "High"}, "high"),
        ({**CHATWOOT, "priority": "high"}, "high"),
        ({**INTERCOM, "priority": "priority"}, "high"),
    ],
)
def test_a_conversation_that_is_brought_is_as_urgent_as_it_was(
    desk: Desk, thing: dict[str, object], ours: str
) -> None:
    assert bring(desk, lines_of([thing])).new == 1
    with store_scope(desk.store_id):
        assert Conversation.objects.get().priority == ours
