"""Files: what those of messages and of drafts are, with a link to what is in them, and such as are put in to be sent."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar
from uuid import UUID

from ninja import Query, Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes import Shape
from saath.api.shapes.files import FileNamed
from saath.conversations.actions.uploads import keep_upload
from saath.conversations.models import Attachment, DraftFile, Upload
from saath.conversations.queries.conversations import get_attachment
from saath.conversations.queries.drafts import get_draft_file
from saath.conversations.queries.uploads import get_upload
from saath.core.errors import NotFound
from saath.files.links import signed_url

router = Router(tags=["files"])
LINK_SECONDS = 600


class File(Shape):
    """A file; `size` is in octets. `url` opens it without a token for ten minutes, and for five more at most."""

    lets_in: ClassVar[bool] = True
    id: UUID
    name: str
    size: int
    content_type: str
    url: str


@reads(router, "/files/{uuid:id}", File, scope="files:read")
def get_file(request: ApiRequest, id: UUID) -> File:
    """Get a file of a message or of a draft, or one that you put in, by its id, with a link to download it."""
    return _shape(_file(request, id))


@writes(router, "POST", "/files", File, scope="files:write", status=201, takes_file=True)
def put_file_in(request: ApiRequest, asked: Query[FileNamed]) -> Created:
    """Put a file in, as it is or in a form, to be named in `file_ids` of answers, notes and drafts.

    The colleague of the token may name it for a day, as often as they like. What was named nowhere is removed within ten days.
    """
    kept = keep_upload(request.actor, file=request.upload)
    return Created(_shape(kept), f"files/{kept.public_id}")


def _shape(found: Attachment | DraftFile | Upload) -> File:
    return File(
        id=found.public_id,
        name=found.name,
        size=found.file.size,
        content_type=found.file.content_type,
        url=signed_url(found.file, name=found.name, seconds=LINK_SECONDS),
    )


def _file(request: ApiRequest, id: UUID) -> Attachment | DraftFile | Upload:
    for find in (get_attachment, get_draft_file):
        with suppress(NotFound):
            return find(request.actor, id)
    return get_upload(request.actor, id)
