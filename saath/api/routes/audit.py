"""The audit: who could reach what, and since when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Query, Router
from pydantic import Field

from saath.accounts.models import AuditKind
from saath.api.operations import reads
from saath.api.request import ApiRequest
from saath.api.shapes import Page, Paging, Shape
from saath.stores.settings_queries import AuditLine, get_audit

router = Router(tags=["settings"])


class AuditRow(Shape):
    """Something that was done to access or to secrets.

    `person_name` is who did it, null for nobody that we know; `about_name` is the colleague whom it is about. `detail`
    holds ids, roles and names of fields.
    """

    kind: str
    happened_at: datetime
    person_name: str | None
    ip: str | None
    agent: str
    about_name: str | None
    detail: dict[str, Any]


class AuditAsked(Paging):
    """All of it, or one kind."""

    kind: AuditKind | None = Field(None, description="One kind only.")


@reads(router, "/audit", Page[AuditRow], scope="settings:read")
def list_audit(request: ApiRequest, asked: Query[AuditAsked]) -> Page[AuditRow]:
    """List who could reach what, the newest first; it is kept for 400 days."""
    kind = asked.kind.value if asked.kind else ""
    found = get_audit(request.actor, cursor=asked.cursor, kind=kind, limit=asked.limit)
    return Page(items=[_shape(each) for each in found.lines], next_cursor=found.next_cursor or None)


def _shape(line: AuditLine) -> AuditRow:
    entry = line.entry
    return AuditRow(
        kind=entry.kind,
        happened_at=entry.created_at,
        person_name=entry.person.name if entry.person else None,
        ip=entry.ip,
        agent=entry.agent,
        about_name=line.about or None,
        detail=entry.detail,
    )
