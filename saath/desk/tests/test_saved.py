"""Saved replies in the composer, with and without JavaScript."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saath.conversations.models import Conversation, Draft, Message
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.core.clock import now
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague
from saath.tenancy.scope import store_scope
from saath.writing.deeds import Becomes, Deeds
from saath.writing.models import InsertedInDraft, SavedReply, SavedUse
from saath.writing.tests.builders import save_reply

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true"}
# Who asks and where, the conversation, and three for the menu; a value that nothing has asked for yet takes its own.
BUDGET, VALUES = 7, 4


@pytest.fixture
def refund(desk: Desk) -> SavedReply:
    with store_scope(desk.store_id):
        save_reply("Parcel is at the hub", "Your parcel is at the hub. {{my.name}}", folder="Delivery")
        texts = {
            "en": "Dear {{customer.name|there}}, the refund left. {{shop.hours}}",
            "hi": "पैसे वापस भेज दिए।",
        }
        return save_reply("Refund sent", texts=texts, deeds=Deeds(("refund",), becomes=Becomes.SOLVED))


def menu(browser: Client, conversation: Conversation, query: str = "") -> str:
    return browser.get(
        reverse("desk:saved", args=[conversation.public_id]), {"q": query}, headers=HTMX
    ).content.decode()


def send(browser: Client, conversation: Conversation, text: str, *saved: str, **more: str) -> str:
    form = {"text": text, "client_key": "k", "saved": list(saved), **more}
    address = reverse("desk:answer", args=[conversation.public_id])
    return browser.post(address, form, headers=HTMX).content.decode()


@pytest.mark.parametrize("query", ["refund", "रिफंड", "રિફંડ", "rifand", "ref"])
def test_a_reply_is_found_in_any_script(
    colleague: Client, conversation: Conversation, refund: SavedReply, query: str
) -> None:
    found = menu(colleague, conversation, query)
    assert "Refund sent" in found
    assert "Parcel is at the hub" not in found


def test_what_the_customer_wrote_about_stands_first(
    colleague: Client, conversation: Conversation, refund: SavedReply
) -> None:
    found = menu(colleague, conversation)
    assert found.index("Parcel is at the hub") < found.index("Refund sent"), "the mail asks for a parcel"
    assert "For what Sunita Verma wrote" in found


def test_a_reply_comes_in_the_language_of_the_customer_and_a_fallback_says_so(
    colleague: Client, desk: Desk, conversation: Conversation, refund: SavedReply
) -> None:
    found = menu(colleague, conversation, "refund")
    assert "पैसे वापस" in found, "a customer who writes Hindi in Latin letters gets Hindi"
    assert "The customer writes in other letters" in found
    assert "Also: tag refund, solve" in found


def test_the_menu_keeps_its_budget_however_many_there_are(
    colleague: Client, desk: Desk, conversation: Conversation, refund: SavedReply
) -> None:
    address = reverse("desk:saved", args=[conversation.public_id])
    colleague.get(address, headers=HTMX)
    with CaptureQueriesContext(connection) as few:
        colleague.get(address, headers=HTMX)
    with store_scope(desk.store_id):
        for number in range(30):
            save_reply(f"Reply {number}", f"Number {number} {{{{shop.hours}}}} {{{{shop.name}}}}")
    with CaptureQueriesContext(connection) as many:
        colleague.get(address, headers=HTMX)
    assert len(few) <= BUDGET
    assert len(many) <= BUDGET + VALUES


def test_what_goes_with_a_reply_is_done_on_sending_and_undone_by_the_toast(
    colleague: Client, desk: Desk, conversation: Conversation, refund: SavedReply
) -> None:
    send(colleague, conversation, "The refund left.", f"{refund.public_id}.en")
    with store_scope(desk.store_id):
        conversation.refresh_from_db()
        assert conversation.state == "solved"
        message = Message.objects.get(direction="out")
        assert SavedUse.objects.get().message == message
    shown = colleague.post(reverse("desk:undo", args=[message.public_id]), headers=HTMX).content.decode()
    assert "The refund left.</textarea>" in shown
    assert f'value="{refund.public_id}.en" checked' in shown, "the composer is as it was"
    with store_scope(desk.store_id):
        conversation.refresh_from_db()
        assert conversation.state == "open"


def test_an_answer_with_a_gap_stays_in_the_composer_with_all_that_is_in_it(
    colleague: Client, desk: Desk, conversation: Conversation, refund: SavedReply
) -> None:
    shown = send(colleague, conversation, "Dear {{customer.name}}", f"{refund.public_id}.en")
    assert "Something is left to fill in: {{customer.name}}." in shown
    assert "Dear {{customer.name}}</textarea>" in shown
    assert f'value="{refund.public_id}.en" checked' in shown
    with store_scope(desk.store_id):
        assert not Message.objects.filter(direction="out").exists()


def test_a_note_may_have_gaps_and_does_nothing_along(
    colleague: Client, desk: Desk, conversation: Conversation, refund: SavedReply
) -> None:
    send(colleague, conversation, "{{customer.name}}?", f"{refund.public_id}.en", kind="note")
    with store_scope(desk.store_id):
        conversation.refresh_from_db()
        assert conversation.state == "open"
        assert not SavedUse.objects.exists()


@pytest.mark.parametrize("value", ["", "x", "x.en", "00000000-0000-0000-0000-000000000000.en", "\x00.en"])
def test_what_is_no_saved_reply_is_left_out(
    colleague: Client, desk: Desk, conversation: Conversation, value: str
) -> None:
    send(colleague, conversation, "Kal", value)
    with store_scope(desk.store_id):
        assert Message.objects.get(direction="out").text == "Kal"


def test_a_macro_runs_at_once_and_its_toast_undoes_it(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        macro = save_reply("Close", deeds=Deeds(("done",), becomes=Becomes.SOLVED))
    response = colleague.post(
        reverse("desk:run_saved", args=[conversation.public_id, macro.public_id]), headers=HTMX
    )
    with store_scope(desk.store_id):
        conversation.refresh_from_db()
        assert conversation.state == "solved"
    colleague.post(json.loads(response["HX-Trigger"])["toast"]["undoUrl"], headers=HTMX)
    with store_scope(desk.store_id):
        conversation.refresh_from_db()
        assert conversation.state == "open"


def test_without_javascript_a_reply_is_laid_in_by_a_link(
    colleague: Client, conversation: Conversation, refund: SavedReply
) -> None:
    page = colleague.get(reverse("desk:saved", args=[conversation.public_id])).content.decode()
    link = reverse("desk:lay_in", args=[conversation.public_id, refund.public_id])
    assert link in page
    shown = colleague.get(link).content.decode()
    assert "पैसे वापस भेज दिए।</textarea>" in shown
    assert f'value="{refund.public_id}.hi" checked' in shown


def test_who_may_not_answer_and_who_is_not_here_gets_no_menu(
    desk: Desk, conversation: Conversation, refund: SavedReply
) -> None:
    address = reverse("desk:saved", args=[conversation.public_id])
    reader = browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    assert reader.get(address).status_code == 403
    assert browser_of(None, desk.shop).get(address).status_code == 302
    run = reverse("desk:run_saved", args=[conversation.public_id, refund.public_id])
    assert reader.post(run).status_code == 403


def test_words_of_a_customer_reach_the_menu_escaped(
    colleague: Client, desk: Desk, refund: SavedReply
) -> None:
    arrive(mail("refund?", sender="<b>Bad</b> Boy <bad@example.in>", subject="x"))
    with store_scope(desk.store_id):
        other = Conversation.objects.get(subject="x")
        save_reply("<i>Name</i>", "{{customer.name}} <script>", actor=TEST)
    found = menu(colleague, other, "name")
    assert "<script>" not in found
    assert "<i>Name" not in found


def test_an_answer_that_waits_is_taken_back_with_its_saved_reply(
    colleague: Client, desk: Desk, conversation: Conversation, refund: SavedReply
) -> None:
    leaves_at = (now() + timedelta(hours=1)).isoformat()
    send(colleague, conversation, "The refund left.", f"{refund.public_id}.en", leaves_at=leaves_at)
    with store_scope(desk.store_id):
        draft = Draft.objects.leaving().get()
    shown = colleague.post(reverse("desk:later_back", args=[draft.public_id]), headers=HTMX).content.decode()
    assert "The refund left.</textarea>" in shown
    assert f'value="{refund.public_id}.en" checked' in shown


def keep(browser: Client, conversation: Conversation, text: str, *saved: str, **more: str) -> None:
    """Keep a draft as the page does at a pause."""
    given = {"kind": "reply", "text": text, "saved": list(saved), **more}
    browser.post(reverse("desk:draft", args=[conversation.public_id]), given, headers=HTMX)


def shown(browser: Client, conversation: Conversation) -> str:
    return browser.get(reverse("desk:thread", args=["now", conversation.public_id])).content.decode()


def test_a_saved_reply_stays_with_the_draft_until_it_is_taken_out(
    colleague: Client, conversation: Conversation, refund: SavedReply
) -> None:
    chip = f'value="{refund.public_id}.en" checked'
    keep(colleague, conversation, "The refund left.", f"{refund.public_id}.en", window="a")
    page = shown(colleague, conversation)
    assert chip in page
    assert "tag refund, solve" in page, "what will be done along is said again"
    keep(colleague, conversation, "The refund left!", window="a")
    assert chip not in shown(colleague, conversation)


def test_a_colleague_who_loads_a_draft_gets_what_goes_along_and_an_earlier_text_has_nothing(
    colleague: Client, desk: Desk, conversation: Conversation, refund: SavedReply
) -> None:
    chip = f'value="{refund.public_id}.en" checked'
    keep(colleague, conversation, "The refund left.", f"{refund.public_id}.en")
    arjun = browser_of(make_colleague(desk.shop, "arjun@example.com"), desk.shop)
    assert chip not in shown(arjun, conversation)
    with store_scope(desk.store_id):
        theirs = Draft.objects.get()
    given = {"text": "Mine", "kind": "reply"}
    assert (
        chip
        in arjun.post(
            reverse("desk:load_draft", args=[theirs.public_id]), given, headers=HTMX
        ).content.decode()
    )
    with store_scope(desk.store_id):
        own = Draft.objects.exclude(pk=theirs.pk).get()
    swapped = arjun.post(reverse("desk:swap_draft", args=[own.public_id]), headers=HTMX).content.decode()
    assert "Mine</textarea>" in swapped
    assert chip not in swapped
    assert chip in shown(colleague, conversation)


def test_what_was_taken_back_is_a_draft_with_its_saved_reply_and_nothing_is_left_when_it_is_sent(
    colleague: Client, desk: Desk, conversation: Conversation, refund: SavedReply
) -> None:
    send(colleague, conversation, "The refund left.", f"{refund.public_id}.en")
    with store_scope(desk.store_id):
        message = Message.objects.get(direction="out")
    colleague.post(reverse("desk:undo", args=[message.public_id]), headers=HTMX)
    assert f'value="{refund.public_id}.en" checked' in shown(colleague, conversation)
    send(colleague, conversation, "The refund left.", f"{refund.public_id}.en", client_key="again")
    with store_scope(desk.store_id):
        assert SavedUse.objects.filter(message__client_key="again").count() == 1
        assert not InsertedInDraft.objects.exists()


def test_words_that_become_a_note_take_nothing_along(
    colleague: Client, desk: Desk, conversation: Conversation, refund: SavedReply
) -> None:
    keep(colleague, conversation, "Asked them.", f"{refund.public_id}.en", kind="note")
    with store_scope(desk.store_id):
        assert not InsertedInDraft.objects.exists()


@pytest.mark.parametrize("queue", ["", "nowhere"])
def test_a_menu_of_no_queue_is_not_found(colleague: Client, conversation: Conversation, queue: str) -> None:
    address = reverse("desk:saved", args=[conversation.public_id])
    assert colleague.get(address, {"queue": queue}).status_code == 404
