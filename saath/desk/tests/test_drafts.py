"""Drafts in the composer: who may keep, load and put away what, and what works without scripts."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saath.conversations.actions.drafts import save_draft
from saath.conversations.models import Attachment, Conversation, Draft, DraftFile, Message
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.tests.builders import Desk, make_desk
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def arjun(desk: Desk) -> Client:
    return browser_of(make_colleague(desk.shop, "arjun@example.com"), desk.shop)


def keep(client: Client, conversation: Conversation, **given: str) -> str:
    """Keep a draft as the page does at a pause, and return what it shows."""
    address = reverse("desk:draft", args=[conversation.public_id])
    response = client.post(address, {"kind": "reply", **given}, headers=HTMX)
    assert response.status_code == 200
    return response.content.decode()


def page(client: Client, conversation: Conversation) -> str:
    return client.get(reverse("desk:thread", args=["now", conversation.public_id])).content.decode()


def drafts(desk: Desk) -> list[Draft]:
    with store_scope(desk.store_id):
        return list(Draft.objects.order_by("id"))


def test_a_draft_stands_in_the_field_of_its_writer_and_above_that_of_a_colleague(
    colleague: Client, arjun: Client, desk: Desk, conversation: Conversation
) -> None:
    keep(colleague, conversation, text="Kal tak <b>")
    assert "Kal tak &lt;b&gt;</textarea>" in page(colleague, conversation)
    theirs = page(arjun, conversation)
    assert "Kal tak" not in theirs
    assert f"{desk.member.display_name} has a draft here" in theirs
    row = colleague.get(reverse("desk:queue", args=["now"])).content.decode()
    assert ">Draft</span>" in row
    assert ">Draft</span>" not in arjun.get(reverse("desk:queue", args=["now"])).content.decode()


def test_a_colleagues_draft_is_loaded_put_away_and_brought_back_without_scripts(
    colleague: Client, arjun: Client, desk: Desk, conversation: Conversation
) -> None:
    keep(colleague, conversation, text="Meera's words")
    [draft] = drafts(desk)
    arjun.post(reverse("desk:load_draft", args=[draft.public_id]), {"text": "Mine", "kind": "reply"})
    shown = page(arjun, conversation)
    assert "Meera&#x27;s words</textarea>" in shown
    assert reverse("desk:swap_draft", args=[drafts(desk)[1].public_id]) in shown
    arjun.post(reverse("desk:swap_draft", args=[drafts(desk)[1].public_id]))
    assert "Mine</textarea>" in page(arjun, conversation)

    arjun.post(reverse("desk:discard_draft", args=[draft.public_id]))
    assert "</textarea>" in page(colleague, conversation)
    assert "words</textarea>" not in page(colleague, conversation)
    arjun.post(reverse("desk:draft_back", args=[draft.public_id]))
    assert "words</textarea>" in page(colleague, conversation)


def test_a_pause_shows_how_marked_words_will_look_and_what_another_window_wrote(
    colleague: Client, conversation: Conversation
) -> None:
    plain = keep(colleague, conversation, text="Good day", window="a")
    assert "shown" not in plain
    shaped = keep(colleague, conversation, text="*Bold*", window="b")
    assert "<strong>Bold</strong>" in shaped
    assert "There is an earlier text of yours" in shaped


def test_a_note_that_cannot_be_kept_stays_a_note(colleague: Client, conversation: Conversation) -> None:
    """Its words in a composer that answers would go to the customer at the next press of Send."""
    answer = reverse("desk:answer", args=[conversation.public_id])
    given = {"kind": "note", "text": "x" * 100_001, "client_key": "k"}
    shown = colleague.post(answer, given, headers=HTMX).content.decode()
    assert re.search(r'value="note"[^>]* checked', shown)
    assert not re.search(r'value="reply"[^>]* checked', shown)


def test_files_are_kept_and_go_with_the_answer(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    address = reverse("desk:draft_files", args=[conversation.public_id])
    bill = SimpleUploadedFile("bill.txt", b"Rs 100")
    shown = colleague.post(address, {"kind": "reply", "files": bill}, headers=HTMX).content.decode()
    [public_id] = re.findall(r'name="kept" value="([^"]*)"', shown)
    answer = reverse("desk:answer", args=[conversation.public_id])
    colleague.post(answer, {"text": "", "kept": public_id, "client_key": "k"}, headers=HTMX)
    with store_scope(desk.store_id):
        message = Message.objects.get(client_key="k")
        assert Attachment.objects.get(message=message).name == "bill.txt"
        assert (Draft.objects.count(), DraftFile.objects.count()) == (0, 0)


def test_too_many_octets_are_refused_where_the_file_was_chosen(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    address = reverse("desk:draft_files", args=[conversation.public_id])
    film = SimpleUploadedFile("film.bin", b"\x01" * 20_000_001)
    shown = colleague.post(address, {"kind": "reply", "files": film}, headers=HTMX).content.decode()
    assert 'role="alert"' in shown
    assert drafts(desk) == []


def test_a_reader_and_a_stranger_keep_and_change_nothing(
    colleague: Client, arjun: Client, desk: Desk, conversation: Conversation
) -> None:
    keep(colleague, conversation, text="Mine")
    [draft] = drafts(desk)
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    other = make_desk("other", "hello@other.test", "other@example.com")
    outsider, stranger = browser_of(other.member, desk.shop), browser_of(None, desk.shop)
    deeds = deeds_of(conversation.public_id, draft.public_id)
    for address in deeds:
        given = {"kind": "reply", "text": "x"}
        assert reader.post(address, given).status_code == 403, address
        assert outsider.post(address, given).status_code == 404, address
        assert stranger.post(address, given)["Location"].startswith("/sign-in/"), address
    assert arjun.post(reverse("desk:swap_draft", args=[draft.public_id])).status_code == 404
    assert [each.text for each in drafts(desk)] == ["Mine"]


def deeds_of(conversation: UUID, draft: UUID) -> list[str]:
    of_draft = ["load_draft", "swap_draft", "discard_draft", "draft_back"]
    addresses = [reverse(f"desk:{name}", args=[draft]) for name in of_draft]
    return [*addresses, *(reverse(f"desk:{name}", args=[conversation]) for name in ("draft", "draft_files"))]


def test_a_thread_asks_one_statement_more_where_an_answer_is_begun_for_what_was_laid_into_it(
    desk: Desk, conversation: Conversation, colleague: Client
) -> None:
    page(colleague, conversation)
    with CaptureQueriesContext(connection) as without:
        page(colleague, conversation)
    arjun = actor_of(make_colleague(desk.shop, "arjun@example.com"))
    with store_scope(desk.store_id):
        found = get_conversation(desk.actor, conversation.public_id)
        for actor in (desk.actor, arjun):
            save_draft(actor, found, kind="reply", text="Begun")
            save_draft(actor, found, kind="note", text="Begun")
    with CaptureQueriesContext(connection) as captured:
        page(colleague, conversation)
    assert len(captured) == len(without) + 1


def test_sending_in_one_window_leaves_what_another_has_written_since(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    answer = reverse("desk:answer", args=[conversation.public_id])
    keep(colleague, conversation, text="From the phone", window="phone")
    colleague.post(
        answer, {"text": "Yes", "client_key": "one", "window": "desk", "version": "0"}, headers=HTMX
    )
    assert [draft.text for draft in drafts(desk)] == ["From the phone"]
    sent = {"text": "Shorter", "client_key": "two", "window": "phone", "version": "1"}
    colleague.post(answer, sent, headers=HTMX)
    assert drafts(desk) == []
