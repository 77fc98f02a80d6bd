"""Notes about a customer: whose they are, where they go, and that nothing is lost at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.core.clock import now
from saath.core.errors import BadInput, Forbidden
from saath.customers.actions.merge import merge_customers, undo_merge
from saath.customers.actions.notes import LONGEST_NOTE, pin_note, remove_note, restore_note, write_note
from saath.customers.models import Customer, CustomerNote
from saath.customers.notes import notes_of
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.purge import purge_expired
from saath.tenancy.retention import PURGE_AFTER
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
SUNITA, VERMA = "sunita@example.in", "verma@example.in"


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    for address in (SUNITA, VERMA):
        arrive(mail(sender=address, subject=address))
    return desk


def by(address: str) -> Customer:
    return Customer.objects.get(identities__key=address)


def texts(desk: Desk, customer: Customer) -> list[str]:
    return [each.text for each in notes_of(desk.actor, customer)]


def test_pinned_notes_come_first_and_each_says_who_wrote_it(desk: Desk) -> None:
    with store_scope(desk.store_id):
        sunita = by(SUNITA)
        pinned = write_note(desk.actor, sunita, text=" Hears badly ", is_pinned=True)
        write_note(desk.actor, sunita, text="Likes silk")
        write_note(desk.actor, sunita, text="Has a cat")
        assert texts(desk, sunita) == ["Hears badly", "Has a cat", "Likes silk"]
        assert notes_of(desk.actor, sunita)[0].written_by == desk.member
        pin_note(desk.actor, pinned, is_pinned=False)
        assert texts(desk, sunita) == ["Has a cat", "Likes silk", "Hears badly"]


def test_one_that_was_taken_away_comes_back_for_a_month(desk: Desk) -> None:
    with store_scope(desk.store_id):
        note = write_note(desk.actor, by(SUNITA), text="Likes silk")
        remove_note(desk.actor, note)
        assert texts(desk, by(SUNITA)) == []
        restore_note(desk.actor, note)
        assert texts(desk, by(SUNITA)) == ["Likes silk"]
        remove_note(desk.actor, note)
    purge_expired(now() + PURGE_AFTER + timedelta(minutes=1))
    with store_scope(desk.store_id):
        assert not CustomerNote.objects.exists()


def test_they_go_along_when_two_are_one_and_what_was_written_since_stays(desk: Desk) -> None:
    with store_scope(desk.store_id):
        sunita, ravi = by(SUNITA), by(VERMA)
        write_note(desk.actor, ravi, text="His")
        move = merge_customers(desk.actor, ravi, into=sunita)
        write_note(desk.actor, ravi, text="Since")
        assert texts(desk, sunita) == ["Since", "His"]
        undo_merge(desk.actor, move)
        assert (texts(desk, sunita), texts(desk, ravi)) == (["Since"], ["His"])


@pytest.mark.parametrize("text", ["", "  \n", "x" * (LONGEST_NOTE + 1)])
def test_no_words_and_too_many_are_refused(desk: Desk, text: str) -> None:
    with store_scope(desk.store_id), pytest.raises(BadInput):
        write_note(desk.actor, by(SUNITA), text=text)


def test_readers_read_and_write_nothing(desk: Desk) -> None:
    reader = actor_of(make_colleague(desk.shop, "hemal@example.com", Role.READER))
    with store_scope(desk.store_id):
        note = write_note(desk.actor, by(SUNITA), text="Likes silk")
        assert len(notes_of(reader, by(SUNITA))) == 1
        with pytest.raises(Forbidden):
            write_note(reader, by(SUNITA), text="No")
        for act in (remove_note, restore_note):
            with pytest.raises(Forbidden):
                act(reader, note)
        with pytest.raises(Forbidden):
            pin_note(reader, note, is_pinned=True)
