"""Durable work for colleagues: promises that are about to be missed, and digests of what they missed."""

from __future__ import annotations

from django_tasks import task

from saath.jobs import enqueue
from saath.promises.clocks.queries import clock_of_event
from saath.stores.models import Member
from saath.team.actions import hearing
from saath.team.actions.escalating import escalate
from saath.team.concerning import TELLER
from saath.team.digest import mail_digest
from saath.team.models import Missed
from saath.team.queries import wishes_of
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

ESCALATION = Actor.system("a promise is about to be missed")


@task()
def take_step(event_id: int) -> None:
    """React to a clock that has come to a step of the shop's chain."""
    clock = clock_of_event(event_id)
    if clock is not None:
        escalate(ESCALATION, clock)


@task()
def forget_devices(event_id: int) -> None:
    """React to a colleague who leaves: their browsers hear of nothing any more."""
    member = Member.objects.filter(public_id=Event.objects.get(pk=event_id).subject).first()
    if member is not None:
        hearing.remove_devices_of(TELLER, member)


@task()
def digest_every_store() -> None:
    """Queue for every store the digests that are due."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            enqueue(digest_store, key="digests")


@task()
def digest_store() -> None:
    """Queue for each colleague who missed something the mail that tells of it."""
    for member_id in Missed.objects.values_list("member_id", flat=True).distinct():
        enqueue(digest_member, member_id, key=f"digest {member_id}")


@task()
def digest_member(member_id: int) -> None:
    """Mail to one colleague what they missed, if it is time and anything is left of it."""
    member = Member.objects.select_related("person", "store").filter(pk=member_id).first()
    if member is not None:
        mail_digest(member, wishes_of([member_id])[member_id].digest)
