"""Making, changing, ordering and removing policies. What runs keeps its time; what begins afterwards has the new one."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext as _

from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, NotFound
from saath.promises.models import Policy
from saath.promises.policies.content import MOST_POLICIES, Content, checked, written
from saath.promises.policies.events import (
    POLICY_ADDED,
    POLICY_CHANGED,
    POLICY_REMOVED,
    POLICY_RESTORED,
)
from saath.promises.policies.queries import open_in_a_year
from saath.tenancy.actor import Actor
from saath.tenancy.retention import PURGE_AFTER
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VERB = "store.settings"


@action
def add_policy(actor: Actor, *, content: Content) -> Policy:
    """Make a policy, tried after all others; raises `Forbidden`, `BadInput`."""
    actor.require(VERB)
    content = checked(content, open_seconds=open_in_a_year(content.channel))
    policy = Policy.objects.create(place=_last_place(), **written(content))
    emit(actor, POLICY_ADDED, subject=policy)
    return policy


@action
def change_policy(actor: Actor, policy: Policy, *, content: Content, version: int) -> Policy:
    """Change a policy for what begins from now on.

    Raises `Forbidden`, `BadInput`, `NotFound`, `Conflict` where somebody changed it since `version`.
    """
    actor.require(VERB)
    fresh = _held(policy)
    if fresh.version != version:
        raise Conflict()
    content = checked(content, before=fresh, open_seconds=open_in_a_year(content.channel))
    now_written = written(content)
    changed = [name for name, value in now_written.items() if getattr(fresh, name) != value]
    for name in changed:
        setattr(fresh, name, now_written[name])
    return _save(actor, fresh, *changed) if changed else fresh


@action
def switch_policy(actor: Actor, policy: Policy, *, is_active: bool) -> Policy:
    """Let a policy count or not, for what begins from now on; raises `Forbidden`, `NotFound`."""
    actor.require(VERB)
    fresh = _held(policy)
    if fresh.is_active == is_active:
        return fresh
    fresh.is_active = is_active
    return _save(actor, fresh, "is_active")


@action
def move_policy(actor: Actor, policy: Policy, *, up: bool) -> None:
    """Let a policy change places with the one before or after it; raises `Forbidden`, `NotFound`."""
    actor.require(VERB)
    rows = list(Policy.objects.kept().select_for_update(of=("self",)))
    at = next((index for index, row in enumerate(rows) if row.pk == policy.pk), None)
    if at is None:
        raise NotFound()
    rows.insert(max(0, at - 1) if up else at + 1, rows.pop(at))
    moved = [(place, row) for place, row in enumerate(rows, start=1) if row.place != place]
    for place, row in moved:
        Policy.objects.filter(pk=row.pk).update(place=place)
    if moved:
        emit(actor, POLICY_CHANGED, subject=policy, changed=["place"])


@action
def remove_policy(actor: Actor, policy: Policy) -> None:
    """Take a policy away, for 30 days so that it can come back; raises `Forbidden`, `NotFound`."""
    actor.require(VERB)
    fresh = _held(policy)
    fresh.deleted_at = now()
    fresh.save(update_fields=["deleted_at"])
    emit(actor, POLICY_REMOVED, subject=fresh)


@action
def restore_policy(actor: Actor, policy: Policy) -> Policy:
    """Bring a removed policy back, tried after all others; raises `Forbidden`, `BadInput`, `NotFound`."""
    actor.require(VERB)
    rows = Policy.objects.select_for_update(of=("self",))
    fresh = rows.filter(pk=policy.pk, deleted_at__gt=now() - PURGE_AFTER).first()
    if fresh is None:
        raise NotFound()
    fresh.place, fresh.deleted_at = _last_place(), None
    fresh.save(update_fields=["place", "deleted_at"])
    emit(actor, POLICY_RESTORED, subject=fresh)
    return fresh


def _last_place() -> int:
    """Return the place after the last; raises `BadInput` where there are as many as one can look through."""
    kept = Policy.objects.kept()
    if kept.count() >= MOST_POLICIES:
        raise BadInput(_("There are as many policies as a person can look through. Remove one first."))
    return (kept.aggregate(last=Max("place"))["last"] or 0) + 1


def _held(policy: Policy) -> Policy:
    rows = Policy.objects.select_for_update(of=("self",)).select_related("customer_tag")
    fresh = rows.filter(pk=policy.pk, deleted_at=None).first()
    if fresh is None:
        raise NotFound()
    return fresh


def _save(actor: Actor, policy: Policy, *names: str) -> Policy:
    policy.version += 1
    policy.save(update_fields=[*names, "version"])
    emit(actor, POLICY_CHANGED, subject=policy, changed=names)
    return policy
