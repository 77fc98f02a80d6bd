"""What the shop promises: versions, the draft of the next, who has read which, and how it was kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes import Page
from saath.api.shapes.standards import (
    ChangedDraft,
    KeptPromises,
    NewDraft,
    Standard,
    StandardReading,
    kept_shape,
    reading_shape,
    standard_shape,
)
from saath.api.writing import Single
from saath.core.errors import BadInput
from saath.promises.standards.actions import (
    begin_draft,
    change_draft,
    confirm_reading,
    discard_draft,
    publish_standard,
)
from saath.promises.standards.content import content_of
from saath.promises.standards.kept import kept_lately
from saath.promises.standards.queries import (
    get_draft,
    get_published,
    get_version,
    list_versions,
    readers_of,
)

router = Router(tags=["standards"])
READ, WRITE = "settings:read", "settings:write"
# What is in force is for every colleague to read, and to say so.
READ_PUBLISHED, SAY_SO = "conversations:read", "conversations:write"
DRAFT = Single(hold=lambda actor, _none: get_draft(actor), show=lambda _request, held: standard_shape(held))


@reads(router, "/standards", Page[Standard], scope=READ_PUBLISHED)
def list_standards(request: ApiRequest) -> Page[Standard]:
    """List the published versions, the one in force first: a hundred at most."""
    return Page(items=[standard_shape(each) for each in list_versions(request.actor)], next_cursor=None)


@reads(router, "/standards/{uuid:id}", Standard, scope=READ_PUBLISHED)
def get_standard(request: ApiRequest, id: UUID) -> Standard:
    """Get a published version."""
    return standard_shape(get_version(request.actor, id))


@reads(router, "/standards/kept", KeptPromises, scope=READ_PUBLISHED)
def get_kept_promises(request: ApiRequest) -> KeptPromises:
    """Get how promises were kept in the last thirty days."""
    request.actor.require("conversation.read")
    return kept_shape(kept_lately(request.store))


@reads(router, "/standards/draft", Standard, scope=READ)
def get_standard_draft(request: ApiRequest) -> Standard:
    """Get the draft of the next version."""
    return standard_shape(get_draft(request.actor))


@writes(router, "POST", "/standards/draft", Standard, scope=WRITE, status=201)
def begin_standard_draft(request: ApiRequest, body: NewDraft) -> Created:
    """Begin the next version, like the one in force or an older one; there is one draft at most."""
    request.actor.require("store.settings")
    like = get_published(body.like) if body.like is not None else None
    return Created(standard_shape(begin_draft(request.actor, like=like)), "standards/draft")


@writes(router, "PATCH", "/standards/draft", Standard, scope=WRITE, single=DRAFT)
def change_standard_draft(request: ApiRequest, body: ChangedDraft) -> Standard:
    """Change the draft."""
    draft = get_draft(request.actor)
    with _named():
        content = body.over(content_of(draft))
        return standard_shape(change_draft(request.actor, draft, content=content, version=draft.version))


@writes(router, "DELETE", "/standards/draft", scope=WRITE, single=DRAFT)
def discard_standard_draft(request: ApiRequest) -> None:
    """Give the draft up; what is in force stays."""
    draft = get_draft(request.actor)
    discard_draft(request.actor, draft, version=draft.version)


@writes(router, "POST", "/standards/draft/publish", Standard, scope=WRITE, single=DRAFT)
def publish_standard_draft(request: ApiRequest) -> Standard:
    """Put the draft in force: it never changes again, and colleagues are asked to read it."""
    draft = get_draft(request.actor)
    with _named():
        return standard_shape(publish_standard(request.actor, draft, version=draft.version))


@writes(router, "POST", "/standards/{uuid:id}/read", scope=SAY_SO)
def confirm_standard_reading(request: ApiRequest, id: UUID) -> None:
    """Say that one has read the version in force."""
    confirm_reading(request.actor, get_version(request.actor, id))


@reads(router, "/standards/{uuid:id}/readings", Page[StandardReading], scope=READ)
def list_standard_readings(request: ApiRequest, id: UUID) -> Page[StandardReading]:
    """List the colleagues, each with when they have read a version."""
    readers = readers_of(request.actor, get_version(request.actor, id))
    return Page(items=[reading_shape(each) for each in readers], next_cursor=None)


@contextmanager
def _named() -> Iterator[None]:
    """Let what an action refuses name the place in the body."""
    try:
        yield
    except BadInput as error:
        error.field = _place(error.field)
        raise


def _place(field: str) -> str:
    if field.startswith("row"):
        row, column = field.removeprefix("row").split("_")[:2]
        return f"handling/{row}/{column}"
    for name in ("first_answer", "next_answer", "solution"):
        if field.startswith(f"{name}_"):
            return f"channels/{field.removeprefix(f'{name}_')}/{name}_seconds"
    if field.endswith(("_en", "_hi", "_gu")):
        return f"texts/{field[:-3]}/{field[-2:]}"
    return field
