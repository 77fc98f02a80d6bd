"""Invitations that nobody answered forget their addresses."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from saath.core.clock import now
from saath.stores.actions.invitations import invite_member
from saath.stores.models import Invitation
from saath.stores.rules import INVITATION_KEPT, Role
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.purge import purge_expired
from saath.tenancy.scope import store_scope


@pytest.fixture
def shop(db: None) -> Iterator[Store]:
    """A shop in whose scope the test runs."""
    store = Store.objects.create(name="Paanch Takiye", slug="paanch-takiye")
    with store_scope(store.pk):
        yield store


def test_two_unanswered_invitations_forget_their_addresses(shop: Store) -> None:
    system = Actor.system("test")
    for address in ("a@example.org", "b@example.org"):
        invite_member(system, email=address, role=Role.MEMBER)
    purge_expired(now() + INVITATION_KEPT + timedelta(days=1))
    assert set(Invitation.objects.values_list("email", "email_key")) == {("", "")}
