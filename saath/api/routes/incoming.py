"""What came in and what became of it, and whose mail is let in."""

from __future__ import annotations

from uuid import UUID

from ninja import Query, Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes import Page, Paging
from saath.api.shapes.incoming import (
    Arrival,
    ArrivalsAsked,
    NewRule,
    Rule,
    SuppressedAddress,
    arrival_shape,
    rule_shape,
    suppressed_shape,
)
from saath.conversations.actions import release
from saath.conversations.actions import sender_rules as deciding
from saath.conversations.actions.suppression import allow_address as allow
from saath.conversations.queries.incoming import get_sender_rule, incoming_mail
from saath.conversations.queries.ledger import get_intake_item
from saath.conversations.queries.ledger_page import Wanted
from saath.conversations.queries.ledger_page import list_arrivals as list_rows
from saath.conversations.queries.suppressed import get_suppression, suppressed_addresses

router = Router(tags=["incoming"])
READ, WRITE = "conversations:read", "conversations:write"
SETTINGS_READ, SETTINGS_WRITE = "settings:read", "settings:write"


@reads(router, "/arrivals", Page[Arrival], scope=READ)
def list_arrivals(request: ApiRequest, asked: Query[ArrivalsAsked]) -> Page[Arrival]:
    """List what came in, newest first: every mail, post and delivery, whatever became of it."""
    wanted = Wanted(asked.state or "", asked.source or "", asked.day)
    page = list_rows(request.actor, wanted, zone=request.store.zone, cursor=asked.cursor, limit=asked.limit)
    return Page(items=[arrival_shape(each) for each in page.rows], next_cursor=page.next_cursor or None)


@reads(router, "/arrivals/{uuid:id}", Arrival, scope=READ)
def get_arrival(request: ApiRequest, id: UUID) -> Arrival:
    """Get one thing that came in."""
    return arrival_shape(get_intake_item(request.actor, id))


@writes(router, "POST", "/arrivals/{uuid:id}/read_again", Arrival, scope=WRITE)
def read_again(request: ApiRequest, id: UUID) -> Arrival:
    """Read a thing again that failed, or that waits and was forgotten."""
    release.read_again(request.actor, get_intake_item(request.actor, id))
    return get_arrival(request, id)


@writes(router, "POST", "/arrivals/{uuid:id}/release", Arrival, scope=WRITE)
def release_arrival(request: ApiRequest, id: UUID) -> Arrival:
    """Let a mail in that a rule kept out; mail of its sender is let in from now on."""
    release.release_item(request.actor, get_intake_item(request.actor, id))
    return get_arrival(request, id)


@reads(router, "/sender_rules", Page[Rule], scope=SETTINGS_READ)
def list_sender_rules(request: ApiRequest, asked: Query[Paging]) -> Page[Rule]:
    """List whose mail is always let in, or never, newest first."""
    page = incoming_mail(request.actor, cursor=asked.cursor, limit=asked.limit).rules
    return Page(items=[rule_shape(each) for each in page.rows], next_cursor=page.next_cursor or None)


@reads(router, "/sender_rules/{uuid:id}", Rule, scope=SETTINGS_READ)
def get_rule(request: ApiRequest, id: UUID) -> Rule:
    """Get a sender rule."""
    return rule_shape(get_sender_rule(request.actor, id))


@writes(router, "POST", "/sender_rules", Rule, scope=SETTINGS_WRITE, status=201)
def add_sender_rule(request: ApiRequest, body: NewRule) -> Created:
    """Let in everything from an address or a domain, or nothing."""
    made = deciding.add_sender_rule(request.actor, kind=body.kind, sender=body.sender)
    return Created(rule_shape(made), f"sender_rules/{made.public_id}")


@writes(router, "DELETE", "/sender_rules/{uuid:id}", scope=SETTINGS_WRITE)
def remove_sender_rule(request: ApiRequest, id: UUID) -> None:
    """Judge a sender's mail by itself again."""
    deciding.remove_sender_rule(request.actor, get_sender_rule(request.actor, id))


@reads(router, "/suppressed_addresses", Page[SuppressedAddress], scope=SETTINGS_READ)
def list_suppressed_addresses(request: ApiRequest, asked: Query[Paging]) -> Page[SuppressedAddress]:
    """List the addresses to which machines write no more, newest first."""
    page = suppressed_addresses(request.actor, cursor=asked.cursor, limit=asked.limit).page
    return Page(items=[suppressed_shape(each) for each in page.rows], next_cursor=page.next_cursor or None)


@writes(router, "DELETE", "/suppressed_addresses/{uuid:id}", scope=SETTINGS_WRITE)
def allow_address(request: ApiRequest, id: UUID) -> None:
    """Let machines write to an address again."""
    allow(request.actor, get_suppression(request.actor, id))
