"""Endpoints are added, changed, paused, resumed, given other secrets, tried and removed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.core.ids import new_public_id
from saath.core.secrets import SecretText, encrypt
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit
from saath.webhooks.actions._listening import listen, locked, stop
from saath.webhooks.catalogue import TEST
from saath.webhooks.content import Content
from saath.webhooks.events import (
    WEBHOOK_ADDED,
    WEBHOOK_CHANGED,
    WEBHOOK_PAUSED,
    WEBHOOK_REMOVED,
    WEBHOOK_RESUMED,
)
from saath.webhooks.jobs.delivering import set_going
from saath.webhooks.models import Delivery, Endpoint
from saath.webhooks.payload import body_of_test
from saath.webhooks.queries.due import newest_test
from saath.webhooks.rules import FORMER_SECRET_LASTS
from saath.webhooks.signing import new_secret

VERB = "store.settings"
MOST_ENDPOINTS = 20


@dataclass(frozen=True, slots=True)
class Added:
    """An endpoint, and the secret that nobody is shown again."""

    endpoint: Endpoint
    secret: SecretText


@action
def add_endpoint(actor: Actor, *, content: Content) -> Added:
    """Tell a server what happens from now on. Raises `Forbidden`, and `BadInput` for what does not fit or a twenty-first."""
    actor.require(VERB)
    said, secret = content.checked(), new_secret()
    if Endpoint.objects.filter(deleted_at=None).count() >= MOST_ENDPOINTS:
        raise BadInput(
            _("A shop has 20 webhooks at most."), what_to_do=_("Remove one that nobody needs any more.")
        )
    endpoint = Endpoint(
        name=said.name,
        url=said.url,
        kinds=list(said.kinds),
        hears_everything=said.hears_everything,
        secret=encrypt(secret),
    )
    listen(endpoint)
    endpoint.save()
    _tell(actor, endpoint, "added")
    emit(actor, WEBHOOK_ADDED, subject=endpoint)
    return Added(endpoint, SecretText(secret))


@action
def change_endpoint(actor: Actor, endpoint: Endpoint, *, content: Content, version: int) -> Endpoint:
    """Change name, address or events. Raises `Forbidden`, `BadInput`, `NotFound`, and `Conflict` for an old `version`."""
    actor.require(VERB)
    said, fresh = content.checked(), locked(endpoint)
    if fresh.version != version:
        raise Conflict()
    values = {
        "name": said.name,
        "url": said.url,
        "kinds": list(said.kinds),
        "hears_everything": said.hears_everything,
    }
    changed = [name for name, value in values.items() if getattr(fresh, name) != value]
    if not changed:
        return fresh
    for name in changed:
        setattr(fresh, name, values[name])
    fresh.version += 1
    if "url" in changed:
        fresh.failed_times, fresh.failing_since, fresh.hold_until = 0, None, None
        set_going(fresh.pk)
    fresh.save(update_fields=[*changed, "version", "failed_times", "failing_since", "hold_until"])
    _tell(actor, fresh, "changed")
    emit(actor, WEBHOOK_CHANGED, subject=fresh, changed=changed)
    return fresh


@action
def pause_endpoint(actor: Actor, endpoint: Endpoint) -> Endpoint:
    """Send nothing until it is resumed; what is on its way waits. Raises `Forbidden`, `NotFound`."""
    actor.require(VERB)
    fresh = locked(endpoint)
    if fresh.is_listening:
        stop(fresh, Endpoint.Stopped.PAUSED)
        fresh.save(update_fields=["stopped_because", "stopped_at"])
        _tell(actor, fresh, "paused")
        emit(actor, WEBHOOK_PAUSED, subject=fresh)
    return fresh


@action
def resume_endpoint(actor: Actor, endpoint: Endpoint) -> Endpoint:
    """Tell it again what happens, and send what was on its way; what happened meanwhile comes by a replay.

    Raises `Forbidden`, `NotFound`.
    """
    actor.require(VERB)
    fresh = locked(endpoint)
    if not fresh.is_listening:
        listen(fresh)
        fresh.save()
        _tell(actor, fresh, "resumed")
        emit(actor, WEBHOOK_RESUMED, subject=fresh)
        set_going(fresh.pk)
    return fresh


@action
def rotate_secret(actor: Actor, endpoint: Endpoint, *, is_known_to_others: bool = False) -> SecretText:
    """Make another secret and return it, which nobody is shown again.

    Everything is signed by both for 24 hours; where others know the old one, it ends at once.
    Raises `Forbidden`, `NotFound`.
    """
    actor.require(VERB)
    fresh, secret = locked(endpoint), new_secret()
    fresh.former_secret = "" if is_known_to_others else fresh.secret
    fresh.former_secret_until = None if is_known_to_others else now() + FORMER_SECRET_LASTS
    fresh.secret = encrypt(secret)
    fresh.save(update_fields=["secret", "former_secret", "former_secret_until"])
    _tell(actor, fresh, "secret")
    emit(actor, WEBHOOK_CHANGED, subject=fresh, changed=["secret"])
    return SecretText(secret)


@action
def send_test(actor: Actor, endpoint: Endpoint) -> Delivery:
    """Send a signed event of the kind `webhook.test` once, also to one that is paused. Raises `Forbidden`, `NotFound`,
    and `Conflict` while a test is on its way.
    """
    actor.require(VERB)
    fresh, at = locked(endpoint), now()
    before = newest_test(fresh)
    if before is not None and before.state == Delivery.State.WAITING:
        raise Conflict(_("A test is on its way."), what_to_do=_("It ends within seconds."))
    delivery = Delivery.objects.create(
        endpoint=fresh,
        message=new_public_id(),
        kind=TEST,
        body=body_of_test(fresh.public_id, at=at),
        try_at=at,
        happened_at=at,
        is_test=True,
    )
    fresh.newest_test = delivery.public_id
    fresh.save(update_fields=["newest_test"])
    set_going(fresh.pk)
    return delivery


@action
def remove_endpoint(actor: Actor, endpoint: Endpoint) -> None:
    """Send it nothing more and forget its secrets; its log stays for 30 days. Raises `Forbidden`, `NotFound`."""
    actor.require(VERB)
    fresh = locked(endpoint)
    fresh.deleted_at, fresh.secret, fresh.former_secret, fresh.former_secret_until = now(), "", "", None
    fresh.save(update_fields=["deleted_at", "secret", "former_secret", "former_secret_until"])
    _tell(actor, fresh, "removed")
    emit(actor, WEBHOOK_REMOVED, subject=fresh)


def _tell(actor: Actor, endpoint: Endpoint, what: str) -> None:
    detail = {"changed": [f"webhook {what}"], "webhook": str(endpoint.public_id)}
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail=detail)
