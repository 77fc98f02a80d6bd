"""A file as it is brought: what it is, before anything of it is kept."""

from __future__ import annotations

from itertools import islice
from typing import IO, BinaryIO, cast

from django.utils.translation import gettext as _

from saath.core.errors import BadInput
from saath.files import storage
from saath.imports.actions.bringing import begin_bringing
from saath.imports.items import Item, items_of
from saath.imports.models import Bringing
from saath.imports.opening import Upload
from saath.imports.sources.registry import MAIL, origin_of, recognised
from saath.tenancy.actor import Actor

# So many things of a file tell where it is from.
LOOKED_AT = 200


def receive(actor: Actor, stream: IO[bytes], *, name: str, max_bytes: int) -> Bringing:
    """Keep a file of another help desk, and have it looked through. `max_bytes` is how large it may be.

    Raises `Forbidden`, `FileNotKept`, `BadInput` for one that is from none that we know.
    """
    stream.seek(0, 2)
    size = stream.tell()
    stream.seek(0)
    upload = Upload(cast(BinaryIO, stream), name, size)
    source, origin = _where_from(upload)
    stream.seek(0)
    saved = storage.save(stream, max_bytes=max_bytes)
    octets = sum(member.size for member in upload.members)
    return begin_bringing(actor, saved=saved, name=name, source=source, origin=origin, octets=octets)


def receive_saved(actor: Actor, *, saved: storage.SavedBytes, name: str) -> Bringing:
    """Do what `receive` does with a file that is on disk already. Raises `Forbidden`, `FileNotKept`, `BadInput`."""
    with storage.open_bytes(saved.sha256) as stream:
        upload = Upload(stream, name, saved.size)
        source, origin = _where_from(upload)
    octets = sum(member.size for member in upload.members)
    return begin_bringing(actor, saved=saved, name=name, source=source, origin=origin, octets=octets)


def _where_from(upload: Upload) -> tuple[str, str]:
    """Return from which help desk a file is, and which account there."""
    if upload.is_mail():
        return MAIL, ""
    items = [item for item in islice(items_of(upload), LOOKED_AT) if isinstance(item, Item)]
    source = recognised(items)
    if source is None:
        raise BadInput(
            _("Nothing in this file is known to come from another help desk."),
            what_is_safe=_("Nothing was kept."),
            what_to_do=_(
                "Bring a JSON export of Zendesk, Freshdesk, Chatwoot or Intercom, a ZIP of it, or an mbox."
            ),
            field="file",
        )
    return source.name, origin_of(source, items)
