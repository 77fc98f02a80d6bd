"""Imports: moving in from another help desk."""

from __future__ import annotations

from uuid import UUID

from ninja import Query, Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes import Page
from saath.api.shapes.files import FileNamed
from saath.api.shapes.imports import Import, ImportRemark, Matching, import_shape, remark_shape
from saath.api.writing import Single
from saath.imports.actions.bringing import bring_in, check_bringing, pause_bringing, resume_bringing
from saath.imports.choices import choices_of
from saath.imports.models import Bringing
from saath.imports.queries import first_remarks, get_bringing, hold_bringing, newest_bringings
from saath.imports.receiving import receive_saved

router = Router(tags=["imports"])
RUN = "import:run"


def _as_shape(request: ApiRequest, held: Bringing) -> Import:
    return import_shape(held)


IMPORT = Single(hold=hold_bringing, show=_as_shape)


@reads(router, "/imports", Page[Import], scope=RUN)
def list_imports(request: ApiRequest) -> Page[Import]:
    """List the files of other help desks, the newest first: twenty at most."""
    return Page(items=[import_shape(each) for each in newest_bringings(request.actor)], next_cursor=None)


@reads(router, "/imports/{uuid:id}", Import, scope=RUN)
def get_import(request: ApiRequest, id: UUID) -> Import:
    """Get a file and how far it is."""
    return import_shape(get_bringing(request.actor, id))


@reads(router, "/imports/{uuid:id}/remarks", Page[ImportRemark], scope=RUN)
def list_remarks(request: ApiRequest, id: UUID) -> Page[ImportRemark]:
    """List the first twenty things that are not taken over as they are."""
    found = first_remarks(request.actor, get_bringing(request.actor, id))
    return Page(items=[remark_shape(each.remark) for each in found], next_cursor=None)


@writes(router, "POST", "/imports", Import, scope=RUN, status=201, takes_file=True)
def begin_import(request: ApiRequest, asked: Query[FileNamed]) -> Created:
    """Bring an export of another help desk, which is looked through first; nothing comes in yet."""
    begun = receive_saved(request.actor, saved=request.upload.saved, name=request.upload.name)
    return Created(import_shape(begun), f"imports/{begun.public_id}")


@writes(router, "POST", "/imports/{uuid:id}/check", Import, scope=RUN, single=IMPORT)
def check_import(request: ApiRequest, id: UUID, body: Matching) -> Import:
    """Say what becomes of the other desk's words, and have the file checked; nothing comes in yet."""
    bringing = get_bringing(request.actor, id)
    return import_shape(check_bringing(request.actor, bringing, choices=body.over(choices_of(bringing))))


@writes(router, "POST", "/imports/{uuid:id}/bring-in", Import, scope=RUN, single=IMPORT)
def bring_import_in(request: ApiRequest, id: UUID) -> Import:
    """Have a checked file come in, silently; what is here already is not doubled."""
    return import_shape(bring_in(request.actor, get_bringing(request.actor, id)))


@writes(router, "POST", "/imports/{uuid:id}/pause", Import, scope=RUN, single=IMPORT)
def pause_import(request: ApiRequest, id: UUID) -> Import:
    """Let what comes in stop after the part that is being written."""
    return import_shape(pause_bringing(request.actor, get_bringing(request.actor, id)))


@writes(router, "POST", "/imports/{uuid:id}/resume", Import, scope=RUN, single=IMPORT)
def resume_import(request: ApiRequest, id: UUID) -> Import:
    """Let what was paused go on."""
    return import_shape(resume_bringing(request.actor, get_bringing(request.actor, id)))
