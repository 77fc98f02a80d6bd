"""Drafts whose words leave, or are to leave, while another window still shows them as unfinished."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from threading import Barrier

import pytest
from django.db import connections

from saath.conversations.actions.drafts import (
    add_draft_files,
    bring_draft_back,
    discard_draft,
    save_draft,
    swap_draft,
)
from saath.conversations.actions.later import schedule_reply
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.models import Draft
from saath.conversations.parts import save_uploads
from saath.conversations.queries.drafts import drafts_of, get_draft, knows_draft
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.stores.queries import actor_of
from saath.stores.tests.builders import make_colleague
from saath.tenancy.purge import purge_expired
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TIMES = 5


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    arrive(mail())
    return found


def schedule(desk: Desk, text: str, *, is_drafted: bool = True, after: timedelta = HOUR) -> Draft:
    return schedule_reply(
        desk.actor,
        only_conversation(),
        text=text,
        leaves_at=now() + after,
        client_key="one",
        is_drafted=is_drafted,
    )


def test_an_answer_that_waits_is_not_put_away_by_who_still_sees_a_draft(desk: Desk) -> None:
    arjun = actor_of(make_colleague(desk.shop, "arjun@example.com"))
    with store_scope(desk.store_id):
        draft = save_draft(desk.actor, only_conversation(), kind="reply", text="Kal")
        assert draft is not None
        seen = get_draft(arjun, draft.public_id)
        schedule(desk, "Kal tak")
        for deed in (discard_draft, bring_draft_back):
            with pytest.raises(Conflict):
                deed(arjun, seen)
        with pytest.raises(Conflict):
            swap_draft(desk.actor, draft)
        assert [each.text for each in drafts_of(arjun, only_conversation()).leaving] == ["Kal tak"]


def test_a_late_pause_makes_no_second_draft_of_what_waits_to_leave(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        save_draft(desk.actor, conversation, kind="reply", text="Kal", window="desk", client_key="one")
        schedule(desk, "Kal tak")
        late = save_draft(
            desk.actor, conversation, kind="reply", text="Kal tak", window="desk", client_key="one"
        )
        assert (late, Draft.objects.count()) == (None, 1)


def test_discarding_counts_from_the_words_as_they_are(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        first = save_draft(desk.actor, conversation, kind="reply", text="Kal", window="desk")
        assert first is not None
        seen = get_draft(desk.actor, first.public_id)
        newer = save_draft(desk.actor, conversation, kind="reply", text="Kal tak", window="desk")
        assert newer is not None
        assert discard_draft(desk.actor, seen).version > newer.version


def test_what_is_sent_is_known_by_its_window_its_version_or_its_words(desk: Desk) -> None:
    with store_scope(desk.store_id):
        draft = save_draft(desk.actor, only_conversation(), kind="reply", text="Kal", window="desk")
        assert draft is not None

        def knows(*, version: int = 0, window: str = "phone", text: str = "Yes") -> bool:
            return knows_draft(
                desk.actor, only_conversation(), kind="reply", version=version, window=window, text=text
            )

        assert [knows(), knows(window="desk"), knows(version=draft.version), knows(text="Kal tak")] == [
            False, True, True, True,
        ]  # fmt: skip


def test_sending_from_one_window_leaves_the_words_of_another(desk: Desk) -> None:
    with store_scope(desk.store_id):
        for kind in ("reply", "note"):
            save_draft(desk.actor, only_conversation(), kind=kind, text="From the phone", window="phone")
        reply(desk.actor, only_conversation(), text="Yes", client_key="two", is_drafted=False)
        add_note(desk.actor, only_conversation(), text="Done", client_key="three", is_drafted=False)
        found = drafts_of(desk.actor, only_conversation())
        assert found.reply is not None
        assert found.note is not None
        assert (found.reply.text, found.note.text) == ("From the phone", "From the phone")


def test_sending_later_from_one_window_leaves_the_words_of_another(desk: Desk) -> None:
    with store_scope(desk.store_id):
        save_draft(desk.actor, only_conversation(), kind="reply", text="From the phone", window="phone")
        photo = save_uploads([("photo.txt", BytesIO(b"pillow"))])
        add_draft_files(desk.actor, only_conversation(), kind="reply", files=photo)
        schedule(desk, "Yes", is_drafted=False)
        found = drafts_of(desk.actor, only_conversation())
        assert found.reply is not None
        assert (found.reply.text, [each.name for each in found.reply.files]) == (
            "From the phone",
            ["photo.txt"],
        )
        assert [(each.text, each.files) for each in found.leaving] == [("Yes", [])]


def test_an_answer_that_waits_as_long_as_it_may_is_not_forgotten_before(desk: Desk) -> None:
    with store_scope(desk.store_id):
        schedule(desk, "Happy new year", after=timedelta(days=90) - HOUR)
    purge_expired(now() + timedelta(days=100))
    with store_scope(desk.store_id):
        assert Draft.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_pause_in_the_moment_of_sending_leaves_no_draft_behind(desk: Desk) -> None:
    together = Barrier(2)

    def begin(act: Callable[[], object]) -> None:
        try:
            with store_scope(desk.store_id):
                together.wait()
                act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        for number in range(TIMES):
            key = f"key{number}"

            def pause(key: str = key) -> object:
                return save_draft(desk.actor, only_conversation(), kind="reply", text="Kal", client_key=key)

            def send(key: str = key) -> object:
                return reply(desk.actor, only_conversation(), text="Kal tak", client_key=key)

            list(threads.map(begin, [pause, send]))
            with store_scope(desk.store_id):
                assert (Draft.objects.count(), only_conversation().draft_marks) == (0, "")


def test_what_another_window_had_written_outlives_what_is_sent_and_an_emptied_composer(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        save_draft(desk.actor, conversation, kind="reply", text="From the phone", window="phone")
        newest = save_draft(desk.actor, conversation, kind="reply", text="From the desk", window="desk")
        assert newest is not None
        reply(desk.actor, conversation, text="From the desk", client_key="desk")
        [left] = Draft.objects.all()
        assert (left.text, left.earlier_text) == ("", "From the phone")
        save_draft(desk.actor, conversation, kind="reply", text="", seen_version=left.version)
        assert swap_draft(desk.actor, Draft.objects.get()).text == "From the phone"
        save_draft(desk.actor, conversation, kind="reply", text="", seen_version=Draft.objects.get().version)
        assert not Draft.objects.exists()


def test_what_another_window_had_written_outlives_what_is_to_leave_later(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        save_draft(desk.actor, conversation, kind="reply", text="From the phone", window="phone")
        save_draft(desk.actor, conversation, kind="reply", text="From the desk", window="desk")
        waiting = schedule(desk, "From the desk")
        assert Draft.objects.exclude(pk=waiting.pk).get().text == "From the phone"


def test_what_was_shown_and_put_aside_is_no_draft_when_the_other_text_is_sent(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        save_draft(desk.actor, conversation, kind="reply", text="From the phone", window="phone")
        newest = save_draft(desk.actor, conversation, kind="reply", text="From the desk", window="desk")
        assert newest is not None
        chosen = swap_draft(desk.actor, newest)
        reply(desk.actor, conversation, text=chosen.text, client_key="desk")
        assert (Draft.objects.count(), only_conversation().draft_marks) == (0, "")


def test_what_was_shown_and_put_aside_is_no_draft_when_the_other_text_is_to_leave_later(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        save_draft(desk.actor, conversation, kind="reply", text="From the phone", window="phone")
        newest = save_draft(desk.actor, conversation, kind="reply", text="From the desk", window="desk")
        assert newest is not None
        waiting = schedule(desk, swap_draft(desk.actor, newest).text)
        assert Draft.objects.get() == waiting


def test_what_another_window_writes_after_one_was_chosen_is_kept_again(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        save_draft(desk.actor, conversation, kind="reply", text="From the phone", window="phone")
        newest = save_draft(desk.actor, conversation, kind="reply", text="From the desk", window="desk")
        assert newest is not None
        swap_draft(desk.actor, newest)
        save_draft(desk.actor, conversation, kind="reply", text="From the tablet", window="tablet")
        reply(desk.actor, conversation, text="From the tablet", client_key="tablet")
        assert Draft.objects.get().earlier_text == "From the phone"


def test_what_was_discarded_does_not_come_back_as_a_draft_when_something_else_is_sent(desk: Desk) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        first = save_draft(desk.actor, conversation, kind="reply", text="Never mind", window="desk")
        assert first is not None
        discard_draft(desk.actor, first)
        newest = save_draft(desk.actor, conversation, kind="reply", text="It is on its way", window="desk")
        assert newest is not None
        assert newest.earlier_text == "Never mind"
        reply(desk.actor, conversation, text="It is on its way", client_key="desk")
        assert (Draft.objects.count(), only_conversation().draft_marks) == (0, "")
