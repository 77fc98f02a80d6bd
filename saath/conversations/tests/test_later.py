"""Answers that leave at a time: sent then, or held back for their writer where more was said."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine

from saath.conversations.actions.drafts import add_draft_files, save_draft
from saath.conversations.actions.later import change_time, schedule_reply, take_back_later
from saath.conversations.actions.leave import send_now
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.drafting import DraftState, states_of
from saath.conversations.models import Conversation, Draft, Message
from saath.conversations.parts import save_uploads
from saath.conversations.queries.drafts import drafts_of, own_draft_files
from saath.conversations.tests.builders import (
    Desk,
    arrive,
    mail,
    make_desk,
    only_conversation,
    said,
    sent_mails,
    work,
)
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden, NotFound
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    arrive(mail())
    return found


def schedule(desk: Desk, text: str = "Aaj nikla hai", key: str = "one") -> Draft:
    with store_scope(desk.store_id):
        return schedule_reply(
            desk.actor, only_conversation(), text=text, leaves_at=now() + HOUR, client_key=key
        )


def pass_time(hours: int = 2) -> None:
    with time_machine.travel(now() + hours * HOUR, tick=False):
        work()
    with time_machine.travel(now() + hours * HOUR + timedelta(minutes=1), tick=False):
        work()


def test_nothing_is_said_before_its_time_and_the_customer_still_waits(desk: Desk) -> None:
    before = len(sent_mails())
    schedule(desk)
    work()
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert (len(said(conversation)), conversation.state) == (1, Conversation.State.OPEN)
        assert states_of(conversation.draft_marks, desk.member.pk) == (DraftState.LATER,)
        assert drafts_of(desk.actor, conversation).reply is None
    assert len(sent_mails()) == before


def test_it_leaves_at_its_time_with_its_files_and_solves(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        files = save_uploads([("bill.txt", BytesIO(b"Rs 100"))])
        draft = add_draft_files(desk.actor, conversation, kind="reply", files=files)
        kept = own_draft_files(
            desk.actor, conversation, [str(draft.files.values_list("public_id", flat=True)[0])]
        )
        schedule_reply(
            desk.actor,
            conversation,
            text="See",
            leaves_at=now() + HOUR,
            client_key="k",
            kept=kept,
            solve=True,
        )
    pass_time()
    with store_scope(desk.store_id):
        message = Message.objects.get(text="See")
        assert [each.name for each in message.attachments.all()] == ["bill.txt"]
        assert (message.author_id, only_conversation().state) == (desk.member.pk, Conversation.State.SOLVED)
        assert (Draft.objects.count(), only_conversation().draft_marks) == (0, "")


def test_it_is_held_back_when_the_customer_wrote_meanwhile(desk: Desk) -> None:
    schedule(desk)
    arrive(mail("Never mind, it came", subject="Re: Order PT-20418"))
    with store_scope(desk.store_id):
        Message.objects.update(conversation=Conversation.objects.order_by("id").first())
    pass_time()
    with store_scope(desk.store_id):
        first = Conversation.objects.order_by("id")[0]
        assert [text for direction, text in said(first) if direction == "out"] == []
        assert states_of(first.draft_marks, desk.member.pk) == (DraftState.HELD,)
        [held] = drafts_of(desk.actor, first).leaving
        send_now(desk.actor, Draft.objects.get(public_id=held.public_id))
        assert ("out", "Aaj nikla hai") in said(first)
        assert Draft.objects.count() == 0


def test_it_is_held_back_when_a_colleague_answered_but_not_for_a_note(desk: Desk) -> None:
    arjun = actor_of(make_colleague(desk.shop, "arjun@example.com"))
    schedule(desk)
    with store_scope(desk.store_id):
        add_note(arjun, only_conversation(), text="Good", client_key="note")
        reply(arjun, only_conversation(), text="It left", client_key="two")
    pass_time()
    with store_scope(desk.store_id):
        assert Draft.objects.get().held == Draft.Held.CUSTOMER_WROTE


def test_it_is_held_back_when_its_writer_may_not_answer_any_more(desk: Desk) -> None:
    schedule(desk)
    with store_scope(desk.store_id):
        type(desk.member).objects.filter(pk=desk.member.pk).update(is_active=False)
    pass_time()
    with store_scope(desk.store_id):
        assert (Draft.objects.get().held, len(said(only_conversation()))) == (Draft.Held.REFUSED, 1)


def test_what_is_written_meanwhile_stays_a_draft(desk: Desk) -> None:
    schedule(desk)
    with store_scope(desk.store_id):
        save_draft(desk.actor, only_conversation(), kind="reply", text="And one more thing")
    pass_time()
    with store_scope(desk.store_id):
        found = drafts_of(desk.actor, only_conversation()).reply
    assert found is not None
    assert found.text == "And one more thing"


def test_another_time_holds_and_the_first_does_nothing(desk: Desk) -> None:
    draft = schedule(desk)
    with store_scope(desk.store_id):
        change_time(desk.actor, draft, leaves_at=now() + 5 * HOUR)
    pass_time()
    with store_scope(desk.store_id):
        assert len(said(only_conversation())) == 1
    pass_time(6)
    with store_scope(desk.store_id):
        assert len(said(only_conversation())) == 2


def test_taken_back_it_is_a_draft_and_loses_nothing_that_was_begun(desk: Desk) -> None:
    arjun = actor_of(make_colleague(desk.shop, "arjun@example.com"))
    draft = schedule(desk)
    with store_scope(desk.store_id):
        save_draft(desk.actor, only_conversation(), kind="reply", text="Begun")
        take_back_later(arjun, draft)
        found = drafts_of(desk.actor, only_conversation()).reply
        assert found is not None
        assert (found.text, found.earlier_text) == ("Aaj nikla hai", "Begun")
    pass_time()
    with store_scope(desk.store_id):
        assert len(said(only_conversation())) == 1


def test_the_same_form_waits_once_and_a_time_that_is_over_is_refused(desk: Desk) -> None:
    assert schedule(desk).pk == schedule(desk).pk
    with store_scope(desk.store_id), pytest.raises(BadInput):
        schedule_reply(desk.actor, only_conversation(), text="x", leaves_at=now(), client_key="two")


def test_only_its_writer_sends_it_and_only_once(desk: Desk) -> None:
    draft = schedule(desk)
    arjun = actor_of(make_colleague(desk.shop, "arjun@example.com"))
    reader = actor_of(make_colleague(desk.shop, "reads@example.com", Role.READER))
    with store_scope(desk.store_id):
        with pytest.raises(NotFound):
            send_now(arjun, draft)
        with pytest.raises(Forbidden):
            take_back_later(reader, draft)
        send_now(desk.actor, draft)
        with pytest.raises(Conflict):
            send_now(desk.actor, draft)
    assert [text for _direction, text in said_in(desk)].count("Aaj nikla hai") == 1


def said_in(desk: Desk) -> list[tuple[str, str]]:
    with store_scope(desk.store_id):
        return said(only_conversation())
