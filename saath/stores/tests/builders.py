"""Shops and people for tests, made by the actions that make them in life."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.test import Client

from saath.accounts.actions.people import create_person
from saath.accounts.models import Person
from saath.stores.actions.invitations import accept_invitation, invite_member
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.tenancy.actor import Actor
from saath.tenancy.models import Domain, Store
from saath.tenancy.scope import store_scope

TEST = Actor.system("test")
PASSWORD = "five cushions on a swing"


@dataclass(frozen=True)
class Shop:
    """A shop with its staff host."""

    store: Store
    host: str


def make_shop(slug: str = "paanch-takiye", name: str = "Paanch Takiye") -> Shop:
    """A shop with the host `<slug>.test`."""
    store = Store.objects.create(name=name, slug=slug)
    host = f"{slug}.test"
    Domain.objects.create(store=store, purpose=Domain.Purpose.STAFF, host=host)
    return Shop(store, host)


def make_person(email: str = "meera@example.com", name: str = "Meera Joshi") -> Person:
    """Somebody with an account."""
    return create_person(TEST, email=email, name=name, password_hash=make_password(PASSWORD))


def make_member(shop: Shop, person: Person, role: Role = Role.MEMBER) -> Member:
    """A seat for a person, by way of an invitation."""
    with store_scope(shop.store.pk):
        invitation = invite_member(TEST, email=person.email, role=role)
        return accept_invitation(TEST, invitation, person=person)


def make_colleague(shop: Shop, email: str, role: Role = Role.MEMBER) -> Member:
    """A new person with a seat."""
    return make_member(shop, make_person(email, email.partition("@")[0].title()), role)


def actor_with(member: Member) -> Actor:
    """The actor of a seat."""
    return actor_of(member)


def browser_of(member: Member | Person | None, shop: Shop) -> Client:
    """A browser on the shop's staff host, signed in unless nobody is given."""
    client = Client(headers={"host": shop.host})
    if member is not None:
        client.force_login(member.person if isinstance(member, Member) else member)
    return client
