"""Customers of the demo who are there twice: one of whom the shop's page is sure, and one about whom a colleague wonders."""

from __future__ import annotations

from saath.conversations.models import Conversation
from saath.customers.actions.recognise import recognise
from saath.customers.actions.suggest import suggest_same
from saath.customers.evidence import Evidence, Kind
from saath.customers.models import Identity
from saath.tenancy.actor import Actor

NOTICED = Actor.system("the demo's shop noticed it")
KINDS = (Kind.SIGNED, Kind.ADDED)


def notice_who_is_there_twice() -> None:
    """Let those who wait longest be known at work too, as somebody else so far."""
    waiting = Conversation.objects.waiting_for_us().select_related("identity__customer").order_by("due_at")
    theirs = {each.identity.customer_id: each.identity for each in waiting[:10]}
    for identity, kind in zip(theirs.values(), KINDS, strict=False):
        other = _at_work(identity)
        evidence = Evidence(kind, other.address)
        suggest_same(NOTICED, identity.customer, other=other.customer, evidence=evidence)


def _at_work(identity: Identity) -> Identity:
    address = f"{identity.address.partition('@')[0]}@office.example"
    return recognise(
        NOTICED, namespace="email", key=address, address=address, name=identity.name, is_proved=True
    )
