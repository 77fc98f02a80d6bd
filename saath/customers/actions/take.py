"""Customers come in from the shop's own system: again and again, in any order, one or a thousand at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from saath.core.mail_addresses import BadAddress, canonical_key
from saath.core.phone_numbers import phone_key
from saath.customers.data import CustomerData
from saath.customers.events import CUSTOMER_CHANGED
from saath.customers.meeting import Person, Way, meet
from saath.customers.models import Customer, CustomerTag, CustomerTagging, Identity
from saath.customers.models.customer import ASKED
from saath.customers.tags import key_of_tag, plain_tag
from saath.customers.weighing import weigh
from saath.tenancy.actor import Actor
from saath.tenancy.many_rows import MANY, insert_where_missing, plan_anew, update_rows
from saath.tenancy.transactions import action
from saath.timeline.emit import emit_all
from saath.timeline.kinds import Happened

VERB = "customer.edit"


@dataclass(frozen=True, slots=True)
class TakenCustomers:
    """What became of those who were told of, by key: their public ids, and who is new and who changed."""

    ids: Mapping[str, UUID]
    new: frozenset[str] = field(default_factory=frozenset)
    changed: frozenset[str] = field(default_factory=frozenset)


@action
def take_customers(actor: Actor, *, namespace: str, told: Sequence[CustomerData]) -> TakenCustomers:
    """Write down customers as one source tells of them; an older telling, or the same again, changes nothing.

    `namespace` is the source's world of keys. Who has no key there yet is known by the mail address, else by the number.
    Whoever calls lets no two come at once for one source. Give at most a thousand. Raises `Forbidden`, `BadInput`.
    """
    actor.require(VERB)
    newest = _newest(told)
    people = {key: _person(namespace, data) for key, data in newest.items()}
    identities, met = meet(actor, people, is_news=True)
    if len(met) >= MANY:
        plan_anew()
    fresh = [data for key, data in newest.items() if _is_news(data, identities[key])]
    theirs = {data.key: identities[data.key] for data in fresh}
    held = Customer.objects.select_for_update(of=("self",)).filter(
        pk__in={identity.customer_id for identity in theirs.values()}
    )
    customers = {each.pk: each for each in held.order_by("pk")}
    changes = {data.key: _change(customers[theirs[data.key].customer_id], data) for data in fresh}
    update_rows(list(customers.values()), "name", "language", "language_evidence")
    _keep_versions(theirs, newest)
    _tag(customers, {theirs[data.key].customer_id: data.tags for data in fresh if data.tags})
    weigh(*customers)
    new_customers = {customer.pk for customer in met}
    is_new = {key for key, identity in identities.items() if identity.customer_id in new_customers}
    changed = {key for key, names in changes.items() if names and key not in is_new}
    emit_all(
        actor,
        CUSTOMER_CHANGED,
        [
            Happened(customers[theirs[key].customer_id], changed=sorted(changes[key]))
            for key in sorted(changed)
        ],
    )
    ids = {key: identity.customer.public_id for key, identity in identities.items()}
    return TakenCustomers(ids, frozenset(is_new), frozenset(changed))


def _newest(told: Iterable[CustomerData]) -> dict[str, CustomerData]:
    newest: dict[str, CustomerData] = {}
    for data in told:
        if data.key not in newest or data.version > newest[data.key].version:
            newest[data.key] = data
    return newest


def _person(namespace: str, data: CustomerData) -> Person:
    """Return by what somebody is known; a number says who they are only where there is no address: families share one."""
    ways: list[Way] = [(namespace, data.key, data.email or data.phone or data.name)]
    also: list[Way] = []
    if key := _email_key(data.email):
        ways.append(("email", key, data.email.strip()))
    if key := phone_key(data.phone):
        (also if len(ways) > 1 else ways).append(("phone", key, data.phone))
    return Person(data.name, ways, also)


def _email_key(written: str) -> str:
    try:
        return canonical_key(written) if written.strip() else ""
    except BadAddress:
        return ""


def _is_news(data: CustomerData, identity: Identity) -> bool:
    return identity.version is None or data.version > (identity.version, identity.digest)


def _change(customer: Customer, data: CustomerData) -> set[str]:
    """Set what is told of a customer in hand, and return what has changed."""
    told = {name: value for name in ("name", "language") if (value := getattr(data, name))}
    changed = {name for name, value in told.items() if getattr(customer, name) != value}
    for name in changed:
        setattr(customer, name, told[name])
    if "language" in changed:
        customer.language_evidence = ASKED
    return changed | ({"tags"} if data.tags else set())


def _keep_versions(identities: Mapping[str, Identity], told: Mapping[str, CustomerData]) -> None:
    for key, identity in identities.items():
        identity.version, identity.digest = told[key].version
    update_rows(list(identities.values()), "version", "digest")


def _tag(customers: Mapping[int, Customer], wanted: Mapping[int, Sequence[str]]) -> None:
    """Put tags on customers, making those that are new."""
    names = {key_of_tag(name): plain_tag(name) for tags in wanted.values() for name in tags}
    if not names:
        return
    insert_where_missing([CustomerTag(name=name, key=key) for key, name in sorted(names.items())])
    tags = {tag.key: tag.pk for tag in CustomerTag.objects.filter(key__in=names)}
    insert_where_missing(
        [
            CustomerTagging(customer_id=customer, tag_id=tags[key])
            for customer in sorted(wanted)
            for key in sorted({key_of_tag(name) for name in wanted[customer]})
        ]
    )
