"""Giving a photo the form that a browser shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saath.files import events
from saath.files.actions.store import record_file
from saath.files.models import StoredFile
from saath.files.storage import SavedBytes
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

if TYPE_CHECKING:  # Pillow comes with it
    from saath.files.pictures import Picture


@action
def record_picture(actor: Actor, original: StoredFile, *, picture: Picture, saved: SavedBytes) -> StoredFile:
    """Tie our re-encoding to the photo that it was made of. Raises QuotaExceeded."""
    file = record_file(actor, saved=saved, name=original.name, kind=StoredFile.Kind.PICTURE)
    file.width, file.height, file.content_type = picture.width, picture.height, picture.content_type
    file.save(update_fields=["width", "height", "content_type"])
    original.picture = file
    original.save(update_fields=["picture"])
    emit(actor, events.PHOTO_PICTURED, subject=original, changed=("picture",))
    return file
