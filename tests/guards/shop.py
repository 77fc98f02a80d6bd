"""Two shops as a guard needs them: hosts, nothing else."""

from __future__ import annotations

from saath.accounts.models import Person
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.tenancy.models import Domain, Store
from saath.tenancy.scope import store_scope

PURPOSES = ("staff", "shopper", "content")


def open_shop(slug: str) -> Store:
    """Make a shop with a host for each purpose: `staff.<slug>.localhost` and so on."""
    store = Store.objects.create(name=slug.title(), slug=slug)
    for purpose in PURPOSES:
        Domain.objects.create(store=store, purpose=purpose, host=f"{purpose}.{slug}.localhost")
    return store


def hire(store: Store, email: str) -> Person:
    """Make a person who owns the shop."""
    person = Person.objects.create(email=email, email_key=email, name=email.split("@")[0])
    with store_scope(store.pk):
        Member.objects.create(person=person, role=Role.OWNER, display_name=person.name)
    return person
