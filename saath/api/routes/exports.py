"""Everything of the shop as one file."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes import Page
from saath.api.shapes.exports import Export, Link, export_shape
from saath.exports.actions import export
from saath.exports.queries import get_export as get
from saath.exports.queries import newest_exports

router = Router(tags=["exports"])
SCOPE = "export:run"


@reads(router, "/exports", Page[Export], scope=SCOPE)
def list_exports(request: ApiRequest) -> Page[Export]:
    """List the ten newest exports."""
    return Page(items=[export_shape(each.run) for each in newest_exports(request.actor)], next_cursor=None)


@reads(router, "/exports/{uuid:id}", Export, scope=SCOPE)
def get_export(request: ApiRequest, id: UUID) -> Export:
    """Get an export, to see how far it is."""
    return export_shape(get(request.actor, id))


@writes(router, "POST", "/exports", Export, scope=SCOPE, status=201)
def run_export(request: ApiRequest) -> Created:
    """Have everything of the shop written into a file.

    It is made in the background; while one is being made there is no second: 409.
    """
    made = export.run_export(request.actor)
    return Created(export_shape(made), f"exports/{made.public_id}")


@writes(router, "POST", "/exports/{uuid:id}/fetch", Link, scope=SCOPE)
def fetch_export(request: ApiRequest, id: UUID) -> Link:
    """Get a link to the file of an export, which works for ten minutes. That it was fetched stands in the audit."""
    return Link(url=export.fetch_export(request.actor, get(request.actor, id)))


@writes(router, "DELETE", "/exports/{uuid:id}", scope=SCOPE)
def remove_export(request: ApiRequest, id: UUID) -> None:
    """Delete the file of an export now."""
    export.remove_export(request.actor, get(request.actor, id))
