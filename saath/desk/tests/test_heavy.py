"""A heavy mail slows no page: a thread shows its beginning, and all of it has a page of its own."""

from __future__ import annotations

import re
from email.message import EmailMessage

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saath.accounts.models import AuditEntry, AuditKind
from saath.conversations.actions.triage import assign_conversation
from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.stores.tests.builders import browser_of
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
LINE = "A line that says a little about a parcel that has not come.\n"
MOST_OCTETS = 60_000


def with_files(number: int) -> EmailMessage:
    """Compose a mail with that many small files."""
    message = mail("See the files")
    for each in range(number):
        message.add_attachment(f"{each}".encode(), maintype="text", subtype="plain", filename=f"f{each}.txt")
    return message


def opened(heavy: EmailMessage) -> tuple[Desk, Client, Conversation]:
    """Let a mail arrive at a shop and return who may look at it."""
    desk = make_desk()
    arrive(heavy)
    with store_scope(desk.store_id):
        return desk, browser_of(desk.member, desk.shop), only_conversation()


def thread(client: Client, conversation: Conversation) -> tuple[str, int]:
    """Return the page of a conversation and how many statements it took."""
    address = reverse("desk:thread", args=["now", conversation.public_id])
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address).content.decode()
    own = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return page, sum(not query["sql"].startswith(own) for query in captured.captured_queries)


def test_five_megabytes_of_text_are_cut_and_reached_by_a_link() -> None:
    _desk, client, conversation = opened(mail(LINE * 85_000))
    page, statements = thread(client, conversation)
    assert (len(page) < MOST_OCTETS, statements <= 8) == (True, True)
    link = re.search(r'href="(/messages/[^"]*/whole/)"', page)
    assert link is not None
    whole = client.get(link[1]).content.decode()
    assert (len(whole) > 2 * len(page), "/attachments/" in whole) == (True, True)


def test_of_a_thousand_files_some_are_shown_and_all_are_reached() -> None:
    desk, client, conversation = opened(with_files(1_000))
    page, statements = thread(client, conversation)
    assert (len(page) < MOST_OCTETS, statements <= 8) == (True, True)
    link = re.search(r'href="(/messages/[^"]*/whole/)"', page)
    assert link is not None
    with store_scope(desk.store_id):
        kept = Message.objects.get().attachments.count()
    assert client.get(link[1]).content.decode().count("/attachments/") == kept > 20


def test_files_and_names_together_stay_within_the_budget() -> None:
    desk, client, conversation = opened(with_files(3))
    with store_scope(desk.store_id):
        assign_conversation(desk.actor, conversation, to=desk.member)
    page, statements = thread(client, conversation)
    assert ("Meera took it" in page, statements) == (True, 7)


def test_a_calendar_part_is_read_as_lines() -> None:
    invitation = mail("Come and see")
    invitation.add_attachment(
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Fitting\r\nDTSTART:20261201T100000Z\r\nEND:VEVENT\r\n"
        b"END:VCALENDAR\r\n",
        maintype="text",
        subtype="calendar",
        filename="invite.ics",
    )
    _desk, client, conversation = opened(invitation)
    assert "Fitting" in thread(client, conversation)[0]


def test_the_mail_is_downloaded_from_the_content_host() -> None:
    desk, client, conversation = opened(mail("Raw words"))
    Domain.objects.create(store=desk.shop.store, purpose="content", host="content.test")
    page, _ = thread(client, conversation)
    link = re.search(r'href="(/messages/[^"]*/raw/)"', page)
    assert link is not None
    assert re.match(r"https?://[^/]+/f/", client.get(link[1])["Location"])
    with store_scope(desk.store_id):
        assert AuditEntry.objects.filter(kind=AuditKind.RAW_MAIL_SEEN).count() == 1
    outsider = make_desk("other", "hello@other.test", "arjun@example.com")
    assert browser_of(outsider.member, desk.shop).get(link[1]).status_code == 404


def test_what_we_wrote_has_no_mail_to_download(desk: Desk, colleague: Client) -> None:
    with store_scope(desk.store_id):
        note = Message.objects.create(
            conversation=only_conversation(),
            direction="note",
            text="x",
            sent_at=only_conversation().created_at,
        )
    assert colleague.get(reverse("desk:raw", args=[note.public_id])).status_code == 404
