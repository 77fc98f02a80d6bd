"""Policies: who is answered how fast, in the order in which they are tried."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes import Page, Shift
from saath.api.shapes.policies import (
    ChangedPolicy,
    NewPolicy,
    Policy,
    PolicyPreview,
    ProposedPolicy,
    policy_shape,
    preview_shape,
)
from saath.api.writing import Single
from saath.customers.tags import get_customer_tag
from saath.promises.policies.actions import add_policy as make
from saath.promises.policies.actions import change_policy as change
from saath.promises.policies.actions import move_policy as move
from saath.promises.policies.actions import remove_policy as take_away
from saath.promises.policies.actions import restore_policy as bring_back
from saath.promises.policies.actions import switch_policy as switch
from saath.promises.policies.content import Content, content_of
from saath.promises.policies.preview import preview_policy as look
from saath.promises.policies.queries import get_policy as find
from saath.promises.policies.queries import list_policies as list_kept
from saath.promises.policies.queries import list_removed
from saath.tenancy.actor import Actor

router = Router(tags=["policies"])
READ, WRITE = "settings:read", "settings:write"
POLICY = Single(hold=find, show=lambda _request, held: policy_shape(held))


@reads(router, "/policies", Page[Policy], scope=READ)
def list_policies(request: ApiRequest, removed: bool = False) -> Page[Policy]:
    """List the policies in the order in which they are tried: the first that fits counts.

    `removed=true` lists those that were removed and can be restored.
    """
    found = (list_removed if removed else list_kept)(request.actor)
    return Page(items=[policy_shape(each) for each in found], next_cursor=None)


@reads(router, "/policies/{uuid:id}", Policy, scope=READ)
def get_policy(request: ApiRequest, id: UUID) -> Policy:
    """Get a policy."""
    return policy_shape(find(request.actor, id))


@writes(router, "POST", "/policies", Policy, scope=WRITE, status=201)
def add_policy(request: ApiRequest, body: NewPolicy) -> Created:
    """Make a policy, tried after all others, for what begins from now on."""
    made = make(request.actor, content=_content(request.actor, body.model_dump()))
    return Created(policy_shape(find(request.actor, made.public_id)), f"policies/{made.public_id}")


@writes(router, "POST", "/policies/preview", PolicyPreview, scope=WRITE)
def preview_policy(request: ApiRequest, body: ProposedPolicy) -> PolicyPreview:
    """Look at what a policy would have done; nothing is saved."""
    sent = body.model_dump()
    instead_of = sent.pop("instead_of_id")
    before = find(request.actor, instead_of) if instead_of else None
    found = look(request.actor, content=_content(request.actor, sent), instead_of=before)
    return preview_shape(found, list_kept(request.actor))


@writes(router, "PATCH", "/policies/{uuid:id}", Policy, scope=WRITE, single=POLICY)
def change_policy(request: ApiRequest, id: UUID, body: ChangedPolicy) -> Policy:
    """Change a policy for what begins from now on; what runs keeps the time that was promised."""
    found = find(request.actor, id)
    sent = _named(request.actor, body.model_dump(exclude_unset=True))
    if "customer_tag" in sent:
        sent["needs_tag"] = False
    content = replace(content_of(found), **sent)
    change(request.actor, found, content=content, version=found.version)
    return get_policy(request, id)


@writes(router, "POST", "/policies/{uuid:id}/move", scope=WRITE, single=POLICY)
def move_policy(request: ApiRequest, id: UUID, body: Shift) -> None:
    """Let a policy change places with the one before or after it."""
    move(request.actor, find(request.actor, id), up=body.to == "up")


@writes(router, "POST", "/policies/{uuid:id}/switch-on", Policy, scope=WRITE, single=POLICY)
def switch_policy_on(request: ApiRequest, id: UUID) -> Policy:
    """Let a policy count, for what begins from now on."""
    switch(request.actor, find(request.actor, id), is_active=True)
    return get_policy(request, id)


@writes(router, "POST", "/policies/{uuid:id}/switch-off", Policy, scope=WRITE, single=POLICY)
def switch_policy_off(request: ApiRequest, id: UUID) -> Policy:
    """Let a policy count no more, for what begins from now on."""
    switch(request.actor, find(request.actor, id), is_active=False)
    return get_policy(request, id)


@writes(router, "DELETE", "/policies/{uuid:id}", scope=WRITE, single=POLICY)
def remove_policy(request: ApiRequest, id: UUID) -> None:
    """Take a policy away; for 30 days it can come back."""
    take_away(request.actor, find(request.actor, id))


@writes(router, "POST", "/policies/{uuid:id}/restore", Policy, scope=WRITE)
def restore_policy(request: ApiRequest, id: UUID) -> Policy:
    """Bring a removed policy back, tried after all others."""
    bring_back(request.actor, find(request.actor, id, is_removed=True))
    return get_policy(request, id)


def _content(actor: Actor, sent: dict[str, Any]) -> Content:
    return Content(**_named(actor, sent))


def _named(actor: Actor, sent: dict[str, Any]) -> dict[str, Any]:
    """Return what was sent with its tag found."""
    if "customer_tag_id" in sent:
        tag_id = sent.pop("customer_tag_id")
        sent["customer_tag"] = get_customer_tag(actor, tag_id) if tag_id else None
    return sent
