"""The customers, one customer's page, and two who are one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.customers.actions.know import know_by
from saath.customers.models import Customer, CustomerNote, Identity
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
VERMA = "verma@example.in"


@pytest.fixture
def two(desk: Desk, conversation: Conversation) -> tuple[Customer, Customer]:
    """Sunita, who has a conversation, and Ravi, who wrote from another address."""
    arrive(mail("A pillow?", sender=f"Ravi Verma <{VERMA}>", subject="Pillow"))
    with store_scope(desk.store_id):
        return conversation.customer, Customer.objects.get(identities__key=VERMA)


def page(browser: Client, name: str, *args: object, **query: str) -> str:
    response = browser.get(reverse(f"desk:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_list_has_everybody_and_the_search_finds_by_name_address_and_reference(
    colleague: Client, two: tuple[Customer, Customer]
) -> None:
    sunita, ravi = two
    assert all(str(each.public_id) in page(colleague, "customers") for each in two)
    for words in ("Verma", "ravi pillow", VERMA, ravi.reference):
        found = page(colleague, "customers", q=words)
        assert str(ravi.public_id) in found
    assert str(sunita.public_id) not in page(colleague, "customers", q=ravi.reference)
    assert "Nobody was found" in page(colleague, "customers", q="zzzz")


def test_a_page_tells_of_their_conversations_and_how_they_are_known(
    colleague: Client, two: tuple[Customer, Customer]
) -> None:
    shown = page(colleague, "record", two[1].public_id)
    assert VERMA in shown
    assert "Pillow" in shown
    assert "Order PT-20418" not in shown


def test_two_are_put_together_after_a_look_and_taken_apart_again(
    colleague: Client, desk: Desk, two: tuple[Customer, Customer]
) -> None:
    sunita, ravi = two
    looked = colleague.get(
        reverse("desk:look_up", args=[sunita.public_id]), {"q": ravi.reference.lower()}, follow=True
    )
    assert "Is this one person?" in looked.content.decode()
    address = reverse("desk:look", args=[sunita.public_id, ravi.public_id])
    assert looked.request["PATH_INFO"] == address
    done = colleague.post(address, follow=True).content.decode()
    assert f"Customer {ravi.reference} is part of this one now" in done
    assert "Pillow" in done
    assert colleague.get(reverse("desk:record", args=[ravi.public_id]))["Location"] == reverse(
        "desk:record", args=[sunita.public_id]
    )
    assert str(ravi.public_id) not in page(colleague, "customers")
    undo = next(line for line in done.split('action="') if line.startswith("/customers/moves/"))
    colleague.post(undo.partition('"')[0])
    assert "Pillow" not in page(colleague, "record", sunita.public_id)
    assert "Pillow" in page(colleague, "record", ravi.public_id)


def test_a_reference_that_reads_like_a_telephone_number_names_its_customer(
    colleague: Client, desk: Desk, two: tuple[Customer, Customer]
) -> None:
    sunita, ravi = two
    with store_scope(desk.store_id):
        Customer.objects.filter(pk=ravi.pk).update(reference="823-3PGM")
    for typed in ("823-3pgm", "823 3PGM"):
        looked = colleague.get(reverse("desk:look_up", args=[sunita.public_id]), {"q": typed}, follow=True)
        assert "Is this one person?" in looked.content.decode(), typed


def test_what_cannot_be_done_is_said(colleague: Client, two: tuple[Customer, Customer]) -> None:
    sunita, ravi = two
    refused = colleague.get(reverse("desk:look_up", args=[sunita.public_id]), {"q": "nobody"})
    assert "There is no customer by that reference" in refused.content.decode()
    address = reverse("desk:look", args=[sunita.public_id, ravi.public_id])
    colleague.post(address)
    assert "One of them was put together" in colleague.post(address).content.decode()
    assert "They are one already" in page(colleague, "look", sunita.public_id, ravi.public_id)


def test_an_address_that_is_anothers_is_looked_at_or_called_somebody_elses(
    colleague: Client, desk: Desk, conversation: Conversation, two: tuple[Customer, Customer]
) -> None:
    sunita, ravi = two
    added = colleague.post(reverse("desk:add_address", args=[conversation.public_id]), {"address": VERMA})
    assert "Perhaps the same person" in added.content.decode()
    shown = page(colleague, "record", sunita.public_id)
    assert "A colleague wanted to add verma@example.in" in shown
    no = next(part for part in shown.split('action="') if "/two/" in part.partition('"')[0]).partition('"')[0]
    after = colleague.post(no, follow=True).content.decode()
    assert "They stay two" in after
    assert "Perhaps the same person" not in after
    colleague.post(f"{no}undo/")
    assert "Perhaps the same person" in page(colleague, "record", ravi.public_id)


def test_an_address_of_somebody_else_becomes_theirs(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        other = know_by(desk.actor, conversation.customer, namespace="email", key="x@y.in", address="x@y.in")
    done = colleague.post(reverse("desk:split_off", args=[other.public_id]), follow=True).content.decode()
    assert "with what was said from there" in done
    with store_scope(desk.store_id):
        assert Identity.objects.get(key="x@y.in").customer_id != conversation.customer_id
        first = Identity.objects.get(customer=conversation.customer)
    refused = colleague.post(reverse("desk:split_off", args=[first.public_id])).content.decode()
    assert "nothing would stay" in refused


@pytest.mark.parametrize(("role", "status"), [(Role.OWNER, 200), (Role.READER, 403), (None, 302)])
def test_who_may_look_and_who_may_put_together(
    desk: Desk, two: tuple[Customer, Customer], role: Role | None, status: int
) -> None:
    member = make_colleague(desk.shop, "someone@example.com", role) if role else None
    browser = browser_of(member, desk.shop)
    sunita, ravi = two
    seen = 200 if member else 302
    assert browser.get(reverse("desk:customers")).status_code == seen
    record = browser.get(reverse("desk:record", args=[sunita.public_id]))
    assert record.status_code == seen
    assert "Put together with another" in record.content.decode() or status != 200
    assert browser.get(reverse("desk:look", args=[sunita.public_id, ravi.public_id])).status_code == status
    assert browser.get(reverse("desk:look_up", args=[sunita.public_id])).status_code in (
        {403} if role == Role.READER else {409, 302}
    )


def test_the_list_and_a_page_cost_the_same_however_much_there_is(
    colleague: Client, desk: Desk, two: tuple[Customer, Customer]
) -> None:
    def statements(name: str, *args: object) -> int:
        page(colleague, name, *args)
        with CaptureQueriesContext(connection) as asked:
            page(colleague, name, *args)
        return len(asked)

    before = statements("customers"), statements("record", two[1].public_id)
    for number in range(6):
        arrive(mail("Again", sender=VERMA, subject=f"Pillow {number}"))
        arrive(mail("Hello", sender=f"new{number}@example.in", subject=f"New {number}"))
    assert (statements("customers"), statements("record", two[1].public_id)) == before
    assert before[0] <= 8
    assert before[1] <= 12


def test_a_note_is_pinned_beside_the_conversation_and_taken_away_with_a_way_back(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    with store_scope(desk.store_id):
        record = conversation.customer.public_id
    address = reverse("desk:add_customer_note", args=[record])
    assert "Write something first" in colleague.post(address, {"text": " "}).content.decode()
    shown = colleague.post(address, {"text": "Hears badly", "is_pinned": "1"}, follow=True).content.decode()
    assert "Hears badly" in shown
    beside = reverse("desk:customer", args=["now", conversation.public_id])
    assert "Hears badly" in colleague.get(beside).content.decode()
    with store_scope(desk.store_id):
        note = CustomerNote.objects.get().public_id
    colleague.post(reverse("desk:pin_note", args=[note]), {"pin": "0"})
    assert "Hears badly" not in colleague.get(beside).content.decode()
    gone = colleague.post(reverse("desk:remove_note", args=[note]), follow=True).content.decode()
    assert "It can be brought back" in gone
    assert "Hears badly" not in gone
    colleague.post(reverse("desk:restore_note", args=[note]))
    assert "Hears badly" in page(colleague, "record", record)
