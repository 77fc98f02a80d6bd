"""What the shop's own fields know of a conversation, and of a customer."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field, StringConstraints

from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import CONVERSATION, READ, WRITE, held
from saath.api.shapes import Input, Page, Shape, Whole
from saath.conversations.actions.fields import fill_conversation as fill
from saath.conversations.actions.fields import unfill_conversation as unfill
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.queries.fields import known_beside
from saath.customers.together import get_customer
from saath.fields.actions.filling import fill_customer as fill_theirs
from saath.fields.actions.filling import unfill_customer as unfill_theirs
from saath.fields.filling import Known
from saath.fields.queries import known_of

router = Router(tags=["fields"])
Written = Annotated[str, StringConstraints(max_length=5_000)]


class KnownField(Shape):
    """A field of the shop with what is known: `value` as it is kept, `said` as people read it.

    `version` counts its changes, `changed_by` made the last of them.
    """

    field_id: UUID
    name: str
    kind: str
    value: str
    said: str
    is_required: bool
    version: int
    changed_by: str


class Filling(Input):
    """Values by the ids of their fields, '' for nothing. With `was` what others changed since is left alone."""

    values: dict[UUID, Written] = Field(min_length=1, max_length=100)
    was: dict[UUID, Written] | None = Field(None, max_length=100)


class Filled(Shape):
    """All that is known now, and what was left alone because somebody else had changed it."""

    fields: list[KnownField]
    left_alone: list[KnownField]


class Unfilling(Input):
    """The versions that the changes made which are to be undone, by field."""

    versions: dict[UUID, Whole] = Field(min_length=1, max_length=100)


@reads(router, "/conversations/{uuid:id}/fields", Page[KnownField], scope=READ)
def list_fields_of_conversation(request: ApiRequest, id: UUID) -> Page[KnownField]:
    """List what the shop's own fields know of a conversation, those with nothing too."""
    return Page(items=_known(request, id), next_cursor=None)


@writes(router, "PATCH", "/conversations/{uuid:id}/fields", Filled, scope=WRITE, single=CONVERSATION)
def fill_conversation(request: ApiRequest, id: UUID, body: Filling) -> Filled:
    """Write what is known of a conversation."""
    filled = fill(request.actor, held(request, id), values=body.values, was=body.was)
    return Filled(fields=_known(request, id), left_alone=[field_shape(each) for each in filled.conflicts])


@writes(router, "POST", "/conversations/{uuid:id}/fields/undo", Filled, scope=WRITE, single=CONVERSATION)
def unfill_conversation(request: ApiRequest, id: UUID, body: Unfilling) -> Filled:
    """Undo the changes that made these versions; where somebody has changed one since: 409."""
    unfill(request.actor, held(request, id), versions=body.versions)
    return Filled(fields=_known(request, id), left_alone=[])


@reads(router, "/customers/{uuid:id}/fields", Page[KnownField], scope="customers:read")
def list_fields_of_customer(request: ApiRequest, id: UUID) -> Page[KnownField]:
    """List what the shop's own fields know of a customer."""
    return Page(items=_known_of(request, id), next_cursor=None)


@writes(router, "PATCH", "/customers/{uuid:id}/fields", Filled, scope="customers:write")
def fill_customer(request: ApiRequest, id: UUID, body: Filling) -> Filled:
    """Write what is known of a customer."""
    customer = get_customer(request.actor, id)
    filled = fill_theirs(request.actor, customer, values=body.values, was=body.was)
    return Filled(fields=_known_of(request, id), left_alone=[field_shape(each) for each in filled.conflicts])


@writes(router, "POST", "/customers/{uuid:id}/fields/undo", Filled, scope="customers:write")
def unfill_customer(request: ApiRequest, id: UUID, body: Unfilling) -> Filled:
    """Undo the changes that made these versions; where somebody has changed one since: 409."""
    unfill_theirs(request.actor, get_customer(request.actor, id), versions=body.versions)
    return Filled(fields=_known_of(request, id), left_alone=[])


def field_shape(known: Known) -> KnownField:
    """Return a field with what is known as programs see it."""
    return KnownField(
        field_id=known.field.public_id,
        name=known.field.name,
        kind=known.field.kind,
        value=known.value,
        said=known.said,
        is_required=known.field.is_required,
        version=known.version,
        changed_by=known.by,
    )


def _known(request: ApiRequest, public_id: UUID) -> list[KnownField]:
    found = known_beside(request.actor, get_conversation(request.actor, public_id))
    return [field_shape(each) for each in found.conversation]


def _known_of(request: ApiRequest, public_id: UUID) -> list[KnownField]:
    customer = get_customer(request.actor, public_id)
    return [field_shape(each) for each in known_of(request.actor, customer)]
