"""Those outside whom the shop asks: packers, workshops, suppliers, couriers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Router
from pydantic import Field, StringConstraints

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import WRITE
from saath.api.shapes import Input, Page, Shape
from saath.conversations.actions.outsiders import Entry
from saath.conversations.actions.outsiders import add_outsider as write_in
from saath.conversations.actions.outsiders import change_outsider as change
from saath.conversations.actions.outsiders import remove_outsider as take_out
from saath.conversations.actions.outsiders import restore_outsider as put_back
from saath.conversations.models import Outsider as Row
from saath.conversations.queries.aside import get_outsider as find
from saath.conversations.queries.aside import list_outsiders as book

router = Router(tags=["questions"])
OutsiderKind = Literal["packer", "workshop", "supplier", "courier", "other"]


class Outsider(Shape):
    """Somebody without an account, who is asked by link."""

    id: UUID
    name: str
    kind: OutsiderKind
    address: str
    language: str
    last_asked_at: datetime | None


class NewOutsider(Input):
    """What the book says of somebody; who has no mail address is sent the link by hand."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    kind: OutsiderKind = "other"
    language: Literal["en", "hi", "gu"] = "en"
    address: str = Field("", max_length=320)

    def entry(self) -> Entry:
        """Return it as the action takes it."""
        return Entry(name=self.name, kind=self.kind, language=self.language, address=self.address)


@reads(router, "/outsiders", Page[Outsider], scope=WRITE)
def list_outsiders(request: ApiRequest) -> Page[Outsider]:
    """List the book of those outside, who was asked last first."""
    return Page(items=[_shape(each) for each in book(request.actor)], next_cursor=None)


@writes(router, "POST", "/outsiders", Outsider, scope=WRITE, status=201)
def add_outsider(request: ApiRequest, body: NewOutsider) -> Created:
    """Write somebody into the book; who has the address already is found there."""
    made = write_in(request.actor, entry=body.entry())
    return Created(_shape(made), f"outsiders/{made.public_id}")


@reads(router, "/outsiders/{uuid:id}", Outsider, scope=WRITE)
def get_outsider(request: ApiRequest, id: UUID) -> Outsider:
    """Get somebody of the book."""
    return _shape(find(request.actor, id))


@writes(router, "PUT", "/outsiders/{uuid:id}", Outsider, scope=WRITE)
def change_outsider(request: ApiRequest, id: UUID, body: NewOutsider) -> Outsider:
    """Change what the book says of somebody."""
    return _shape(change(request.actor, find(request.actor, id), entry=body.entry()))


@writes(router, "DELETE", "/outsiders/{uuid:id}", scope=WRITE)
def remove_outsider(request: ApiRequest, id: UUID) -> None:
    """Take somebody out of the book; what they were asked stands."""
    take_out(request.actor, find(request.actor, id))


@writes(router, "POST", "/outsiders/{uuid:id}/restore", Outsider, scope=WRITE)
def restore_outsider(request: ApiRequest, id: UUID) -> Outsider:
    """Put somebody back into the book."""
    return _shape(put_back(request.actor, find(request.actor, id, is_removed=True)))


def _shape(row: Row) -> Outsider:
    return Outsider(
        id=row.public_id,
        name=row.name,
        kind=row.kind,  # type: ignore[arg-type]  # a choice of the model
        address=row.address,
        language=row.language,
        last_asked_at=row.last_asked_at,
    )
