"""Unfinished words: kept, shared with colleagues, and never lost to another window."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest

from saath.conversations.actions.drafts import (
    add_draft_files,
    bring_draft_back,
    discard_draft,
    load_draft,
    remove_draft_file,
    save_draft,
    swap_draft,
)
from saath.conversations.actions.reply import add_note, reply, undo_reply
from saath.conversations.drafting import DraftState, states_of
from saath.conversations.models import Attachment, Draft, DraftFile
from saath.conversations.parts import save_uploads
from saath.conversations.queries.drafts import drafts_of, get_draft, own_draft_files
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.core.clock import now
from saath.core.errors import BadInput, Forbidden, NotFound
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.purge import purge_expired
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    arrive(mail())
    return found


def colleague(desk: Desk, email: str = "arjun@example.com", role: Role = Role.MEMBER) -> Actor:
    return actor_of(make_colleague(desk.shop, email, role))


def test_a_draft_is_kept_and_marked_for_its_writer_alone(desk: Desk) -> None:
    arjun = colleague(desk)
    with store_scope(desk.store_id):
        conversation = only_conversation()
        save_draft(desk.actor, conversation, kind="reply", text="आपका पार्सल")
        marks = only_conversation().draft_marks
        mine, theirs = (
            drafts_of(desk.actor, only_conversation()),
            drafts_of(arjun, only_conversation()),
        )
    assert states_of(marks, desk.actor.member_id) == (DraftState.REPLY,)
    assert states_of(marks, arjun.member_id) == ()
    assert mine.reply is not None
    assert (mine.reply.text, mine.of_others) == ("आपका पार्सल", ())
    assert theirs.reply is None
    assert [each.writer_name for each in theirs.of_others] == [desk.member.display_name]


def test_an_answer_and_a_note_are_two_drafts(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        save_draft(desk.actor, conversation, kind="reply", text="To Sunita")
        save_draft(desk.actor, conversation, kind="note", text="To the team")
        found = drafts_of(desk.actor, only_conversation())
    assert found.reply is not None
    assert found.note is not None
    assert (found.reply.text, found.note.text) == ("To Sunita", "To the team")


def test_the_newer_of_two_windows_wins_and_the_older_words_are_kept(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        first = save_draft(desk.actor, conversation, kind="reply", text="From the phone", window="phone")
        assert first is not None
        second = save_draft(desk.actor, conversation, kind="reply", text="From the desk", window="desk")
        assert second is not None
        assert (second.text, second.earlier_text) == ("From the desk", "From the phone")
        swapped = swap_draft(desk.actor, second)
    assert (swapped.text, swapped.earlier_text) == ("From the phone", "From the desk")


def test_one_window_writing_on_displaces_nothing(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        save_draft(desk.actor, conversation, kind="reply", text="Good day", window="desk")
        again = save_draft(desk.actor, conversation, kind="reply", text="Hello", window="desk")
    assert again is not None
    assert (again.text, again.earlier_text, again.version) == ("Hello", "", 2)


def test_an_old_window_that_was_emptied_takes_nothing_away(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        save_draft(desk.actor, conversation, kind="reply", text="Kept", window="desk")
        left = save_draft(desk.actor, conversation, kind="reply", text=" ", window="phone", seen_version=0)
        assert left is not None
        assert left.text == "Kept"
        gone = save_draft(desk.actor, conversation, kind="reply", text="", seen_version=left.version)
        marks = only_conversation().draft_marks
    assert (gone, marks) == (None, "")


def test_what_is_sent_is_no_draft_any_more(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        save_draft(desk.actor, conversation, kind="reply", text="Kal tak")
        save_draft(desk.actor, conversation, kind="note", text="Ask the courier")
        reply(desk.actor, conversation, text="Kal tak", client_key="one")
        assert only_conversation().draft_marks == f"{desk.member.pk}:note"
        late = save_draft(desk.actor, conversation, kind="reply", text="Kal tak", client_key="one")
        add_note(desk.actor, conversation, text="Ask the courier", client_key="two")
        assert (late, Draft.objects.count(), only_conversation().draft_marks) == (None, 0, "")


def test_an_answer_taken_back_is_a_draft_again_with_its_files(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        add_draft_files(
            desk.actor, conversation, kind="reply", files=save_uploads([("bill.txt", BytesIO(b"Rs 100"))])
        )
        kept = own_draft_files(desk.actor, conversation, [str(DraftFile.objects.get().public_id)])
        message = reply(desk.actor, conversation, text="See there", client_key="one", kept=kept)
        assert Attachment.objects.get(message=message).name == "bill.txt"
        assert DraftFile.objects.count() == 0
        undo_reply(desk.actor, message)
        found = drafts_of(desk.actor, only_conversation()).reply
    assert found is not None
    assert (found.text, [each.name for each in found.files]) == ("See there", ["bill.txt"])


def test_a_colleague_loads_a_draft_and_loses_nothing_of_their_own(desk: Desk) -> None:
    arjun = colleague(desk)
    with store_scope(desk.store_id):
        conversation = only_conversation()
        theirs = save_draft(desk.actor, conversation, kind="reply", text="Meera's words")
        assert theirs is not None
        save_draft(arjun, conversation, kind="reply", text="Arjun's words")
        own = load_draft(arjun, get_draft(arjun, theirs.public_id))
        still = get_draft(desk.actor, theirs.public_id)
    assert (own.text, own.earlier_text, still.text) == ("Meera's words", "Arjun's words", "Meera's words")


def test_a_discarded_draft_can_be_brought_back(desk: Desk) -> None:
    arjun = colleague(desk)
    with store_scope(desk.store_id):
        conversation = only_conversation()
        draft = save_draft(desk.actor, conversation, kind="reply", text="Half a sentence")
        assert draft is not None
        discard_draft(arjun, get_draft(arjun, draft.public_id))
        assert drafts_of(desk.actor, only_conversation()).reply is None
        bring_draft_back(arjun, get_draft(arjun, draft.public_id))
        back = drafts_of(desk.actor, only_conversation()).reply
    assert back is not None
    assert back.text == "Half a sentence"


def test_writing_after_a_discarding_keeps_what_was_discarded(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        draft = save_draft(desk.actor, conversation, kind="reply", text="Old")
        assert draft is not None
        discard_draft(desk.actor, draft)
        new = save_draft(desk.actor, only_conversation(), kind="reply", text="New")
    assert new is not None
    assert (new.text, new.earlier_text, new.discarded_at) == ("New", "Old", None)


def test_files_past_the_channels_limit_are_refused_before_sending(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        big = save_uploads([("film.bin", BytesIO(b"\x01" * 20_000_001))])
        with pytest.raises(BadInput):
            add_draft_files(desk.actor, conversation, kind="reply", files=big)
        assert DraftFile.objects.count() == 0
        add_draft_files(desk.actor, conversation, kind="note", files=big)
        remove_draft_file(desk.actor, DraftFile.objects.get())
        assert (Draft.objects.count(), only_conversation().draft_marks) == (0, "")


def test_nobody_changes_anothers_draft_nor_writes_without_the_right(desk: Desk) -> None:
    arjun, reader = colleague(desk), colleague(desk, "reads@example.com", Role.READER)
    with store_scope(desk.store_id):
        conversation = only_conversation()
        draft = save_draft(desk.actor, conversation, kind="reply", text="Mine")
        assert draft is not None
        with pytest.raises(NotFound):
            swap_draft(arjun, draft)
        for deed in (discard_draft, load_draft, swap_draft):
            with pytest.raises(Forbidden):
                deed(reader, draft)
        with pytest.raises(Forbidden):
            save_draft(reader, conversation, kind="note", text="No")
    other = make_desk("other", "hello@other.test", "other@example.com")
    with store_scope(other.store_id), pytest.raises(NotFound):
        get_draft(other.actor, draft.public_id)


def test_a_draft_is_forgotten_after_half_a_year(desk: Desk) -> None:
    with store_scope(desk.store_id):
        save_draft(desk.actor, only_conversation(), kind="reply", text="Some day")
    purge_expired(now() + timedelta(days=179))
    with store_scope(desk.store_id):
        assert Draft.objects.count() == 1
    purge_expired(now() + timedelta(days=181))
    with store_scope(desk.store_id):
        assert Draft.objects.count() == 0
