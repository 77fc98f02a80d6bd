"""History that a mailbox held before we came: it is there and findable, and disturbs nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from saath.conversations.actions.arrive import Provenance, accept_raw, quarantine_raw, retry_item
from saath.conversations.models import Conversation, IntakeItem, Message
from saath.conversations.queries.find import find_conversations
from saath.conversations.tests.arrivals import fetch
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation, said, work
from saath.core.clock import now
from saath.files import storage
from saath.jobs.models import Job
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2024, 3, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def test_history_is_solved_from_the_start_and_dated_when_it_came(desk: Desk) -> None:
    fetch(desk, mail(), arrived_at=LONG_AGO, is_imported=True)
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert conversation.state == Conversation.State.SOLVED
        assert (conversation.waiting_since, conversation.due_at) == (None, None)
        assert conversation.last_message_at == Message.objects.get().created_at == LONG_AGO
        assert find_conversations(desk.actor, "parcel").rows


def test_history_tells_nobody(desk: Desk) -> None:
    with store_scope(desk.store_id):
        before = Event.objects.filter(kind__startswith="message.").count()
    fetch(desk, mail(), arrived_at=LONG_AGO, is_imported=True)
    with store_scope(desk.store_id):
        kinds = set(Event.objects.values_list("kind", flat=True))
        assert before == 0
        assert not {kind for kind in kinds if kind.startswith(("message.", "conversation."))}


def test_history_of_a_conversation_that_waits_leaves_its_clock_and_its_line_alone(desk: Desk) -> None:
    first = mail("Kab tak aayega?")
    arrive(first)
    with store_scope(desk.store_id):
        before = only_conversation()
    fetch(desk, mail("Purana sawaal", answers=first["Message-ID"]), arrived_at=LONG_AGO, is_imported=True)
    with store_scope(desk.store_id):
        after = only_conversation()
        assert (after.state, after.waiting_since, after.due_at) == (
            "open",
            before.waiting_since,
            before.due_at,
        )
        assert (after.last_text, after.message_count) == (before.last_text, 2)


def test_the_customers_next_mail_opens_what_was_history(desk: Desk) -> None:
    old = mail("Purana sawaal")
    fetch(desk, old, arrived_at=LONG_AGO, is_imported=True)
    arrive(mail("Phir se wahi dikkat", answers=old["Message-ID"]))
    with store_scope(desk.store_id):
        assert only_conversation().state == Conversation.State.OPEN
        assert len(said(only_conversation())) == 2


def test_what_came_before_is_known_when_it_comes_again(desk: Desk) -> None:
    same = mail()
    arrive(same)
    item = fetch(desk, same, arrived_at=LONG_AGO, is_imported=True)
    with store_scope(desk.store_id):
        assert (item.state, item.is_repeat) == (IntakeItem.State.ACCEPTED, True)
        assert Message.objects.count() == 1


def test_history_waits_until_nothing_else_does(desk: Desk) -> None:
    with store_scope(desk.store_id):
        raw = storage.save(BytesIO(mail().as_bytes()), max_bytes=1_000_000)
        for is_imported in (True, False):
            accept_raw(
                TEST,
                account=desk.account,
                source="imap",
                raw=raw,
                envelope={},
                provenance=Provenance(is_imported=is_imported),
            )
        history, fresh = Job.objects.filter(key__startswith="intake:").order_by("id")
    assert history.priority < fresh.priority


def test_what_could_not_be_fetched_is_put_aside_and_readable_when_released(desk: Desk) -> None:
    with store_scope(desk.store_id):
        raw = storage.save(BytesIO(mail("only this much").as_bytes()), max_bytes=1_000_000)
        item = quarantine_raw(
            TEST,
            account=desk.account,
            source="imap",
            raw=raw,
            envelope={},
            provenance=Provenance(delivery_key="imap:1:2:3", arrived_at=now() - timedelta(hours=1)),
            rule="too-large",
        )
        work()
        assert Message.objects.count() == 0
        retry_item(TEST, item)
    work()
    with store_scope(desk.store_id):
        assert said(only_conversation()) == [("in", "only this much")]
