"""Choosing what to hear of, and where."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput
from saath.core.push.encryption import are_keys
from saath.core.push.sending import may_be_endpoint
from saath.core.text import is_storable
from saath.stores.models import Member
from saath.team.events import DEVICE_ADDED, DEVICE_REMOVED, HEARING_CHANGED
from saath.team.models import Hearing, PushDevice
from saath.team.queries import own_seat
from saath.team.rules import Quiet, Wish
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

MOST_DEVICES = 10


@action
def choose_hearing(actor: Actor, *, wish: Wish) -> Hearing:
    """Keep what the actor wants to hear of; raises `Forbidden`, `BadInput` for quiet times without times."""
    if wish.quiet is Quiet.TIMES and (wish.quiet_from is None or wish.quiet_to is None):
        raise BadInput(_("Say from when until when."), field="quiet_from")
    facts = {
        "kinds": {kind: list(ways) for kind, ways in wish.kinds.items()},
        "quiet": wish.quiet.value,
        "quiet_from": wish.quiet_from,
        "quiet_to": wish.quiet_to,
        "digest": wish.digest.value,
        "shows_words": wish.shows_words,
        "changed_at": now(),
    }
    kept, _is_new = Hearing.objects.update_or_create(member_id=own_seat(actor), defaults=facts)
    emit(actor, HEARING_CHANGED, subject=kept)
    return kept


@action
def add_device(actor: Actor, *, endpoint: str, p256dh: str, auth: str, label: str) -> PushDevice:
    """Let a browser take pushed messages; one that somebody else used before is theirs no more.

    Raises `Forbidden`, `BadInput` for an address or keys that no browser gives, and for an eleventh device.
    """
    seat = own_seat(actor)
    if not may_be_endpoint(endpoint) or not are_keys(p256dh, auth) or not is_storable(label + endpoint):
        raise BadInput(_("This browser cannot be told of anything."), field="endpoint")
    key = hashlib.sha256(endpoint.encode()).hexdigest()
    if PushDevice.objects.filter(member_id=seat).exclude(key=key).count() >= MOST_DEVICES:
        raise BadInput(_("Ten devices are told already."), field="endpoint")
    facts = {"member_id": seat, "endpoint": endpoint, "p256dh": p256dh, "auth": auth, "label": label[:80]}
    device, _is_new = PushDevice.objects.update_or_create(key=key, defaults=facts)
    emit(actor, DEVICE_ADDED, subject=device)
    return device


@action
def remove_device(actor: Actor, device: PushDevice) -> None:
    """Tell a browser of nothing any more; raises `Forbidden` for a colleague's."""
    if actor.kind != "system" and device.member_id != own_seat(actor):
        actor.require("store.members")
    emit(actor, DEVICE_REMOVED, subject=device)
    device.delete()


@action
def remove_devices_of(actor: Actor, member: Member) -> None:
    """Tell somebody who has left of nothing any more."""
    actor.require("store.members")
    for device in PushDevice.objects.filter(member=member):
        remove_device(actor, device)
