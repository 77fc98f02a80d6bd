"""The pages of moving in: who leads sees, matches, checks and brings; nobody else does anything."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, work
from saath.imports.models import Bringing
from saath.imports.tests.builders import lines_of, zendesk_ticket
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague, make_shop
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(desk: Desk) -> Client:
    """A browser of somebody who leads."""
    return browser_of(make_colleague(desk.shop, "lead@example.in", role=Role.MANAGER), desk.shop)


def choose(browser: Client, octets: bytes, name: str = "export.json") -> str:
    """Choose a file and return its page."""
    begun = browser.post(reverse("imports:all"), {"file": SimpleUploadedFile(name, octets)})
    assert begun.status_code == 302, begun.content.decode()
    work()
    return str(begun["Location"])


def test_a_file_is_looked_at_matched_checked_and_brought_in(desk: Desk, manager: Client) -> None:
    missing = {"id": 5, "file_name": "lost.jpg", "content_url": "https://x.zendesk.com/5"}
    ticket = zendesk_ticket()
    ticket["comments"][0]["attachments"] = [missing]
    page = choose(manager, lines_of([ticket, zendesk_ticket(35437, status="open", tags=["=cmd", "late"])]))
    shown = manager.get(page).content.decode()
    assert "2 conversations" in shown
    assert "Kab tak aayega mera parcel?" in shown
    assert "Asha Patel" in shown
    form = {"agent-0": str(desk.member.public_id), "status-1": "out", "tag-0": "slow", "account": "nonsense"}
    assert manager.post(f"{page}check/", form).status_code == 302
    work()
    shown = manager.get(page).content.decode()
    assert "1 stays out, as was chosen" in shown
    assert "A file is not in the archive" in shown
    report = b"".join(manager.get(f"{page}report/")).decode("utf-8-sig")
    assert next(row[2] for row in csv.reader(io.StringIO(report)) if row[0] == "35436") == "lost.jpg"
    with store_scope(desk.store_id):
        assert not Conversation.objects.exists()
    assert manager.post(f"{page}in/").status_code == 302
    work()
    assert "1 new" in manager.get(page).content.decode()
    with store_scope(desk.store_id):
        brought = Conversation.objects.get()
        assert brought.assignee_id == desk.member.pk
        assert set(brought.taggings.values_list("tag__name", flat=True)) == {"slow", "parcel"}


def test_what_is_no_export_is_refused_and_nothing_is_kept(desk: Desk, manager: Client) -> None:
    for octets in (b"\x89PNG\r\n\0\0\0", b'{"a": 1}', b"PK\x03\x04broken", b""):
        refused = manager.post(reverse("imports:all"), {"file": SimpleUploadedFile("a.json", octets)})
        assert refused.status_code == 422
    assert manager.post(reverse("imports:all"), {}).status_code == 422
    with store_scope(desk.store_id):
        assert not Bringing.objects.exists()


def test_it_can_be_paused_and_goes_on(desk: Desk, manager: Client) -> None:
    page = choose(manager, lines_of([zendesk_ticket()]))
    manager.post(f"{page}check/", {})
    work()
    manager.post(f"{page}in/")
    manager.post(f"{page}pause/")
    work()
    assert "Go on" in manager.get(page).content.decode()
    with store_scope(desk.store_id):
        assert not Conversation.objects.exists()
    manager.post(f"{page}resume/")
    work()
    with store_scope(desk.store_id):
        assert Conversation.objects.count() == 1


def test_only_who_leads_moves_in(desk: Desk, manager: Client) -> None:
    page = choose(manager, lines_of([zendesk_ticket()]))
    colleague = browser_of(make_colleague(desk.shop, "plain@example.in"), desk.shop)
    other = make_shop("another", "Another")
    stranger = browser_of(make_colleague(other, "boss@example.in", role=Role.OWNER), other)
    nobody = browser_of(None, desk.shop)
    for path in ("", "report/"):
        assert colleague.get(page + path).status_code == 403
        assert stranger.get(page + path).status_code == 404
        assert nobody.get(page + path).status_code == 302
    for path in ("check/", "in/", "pause/", "resume/"):
        assert colleague.post(page + path).status_code == 403
        assert stranger.post(page + path).status_code == 404
    assert colleague.get(reverse("imports:all")).status_code == 403
    assert colleague.post(reverse("imports:all"), {}).status_code == 403
