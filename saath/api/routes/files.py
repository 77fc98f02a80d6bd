"""Files of messages and of drafts: what they are, and a link to what is in them."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from saath.api.operations import reads
from saath.api.request import ApiRequest
from saath.api.shapes import Shape
from saath.conversations.models import Attachment, DraftFile
from saath.conversations.queries.conversations import get_attachment
from saath.conversations.queries.drafts import get_draft_file
from saath.core.errors import NotFound
from saath.files.links import signed_url

router = Router(tags=["files"])
LINK_SECONDS = 600


class File(Shape):
    """A file; `size` is in octets. `url` opens it without a token for ten minutes, and for five more at most."""

    id: UUID
    name: str
    size: int
    content_type: str
    url: str


@reads(router, "/files/{uuid:id}", File, scope="files:read")
def get_file(request: ApiRequest, id: UUID) -> File:
    """Get a file of a message or of a draft, by the id that stands there, with a link to download it."""
    found = _file(request, id)
    return File(
        id=found.public_id,
        name=found.name,
        size=found.file.size,
        content_type=found.file.content_type,
        url=signed_url(found.file, name=found.name, seconds=LINK_SECONDS),
    )


def _file(request: ApiRequest, id: UUID) -> Attachment | DraftFile:
    try:
        return get_attachment(request.actor, id)
    except NotFound:
        return get_draft_file(request.actor, id)
