"""Files that are put in before anybody says with what they go."""

from __future__ import annotations

from saath.conversations.models import Upload
from saath.conversations.parts import SavedFile
from saath.core.errors import Forbidden
from saath.files.actions import record_file
from saath.files.models import StoredFile
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action


@action
def keep_upload(actor: Actor, *, file: SavedFile) -> Upload:
    """Keep a file that its sender may name in what they write within a day. Raises `Forbidden`, `QuotaExceeded`."""
    actor.require("conversation.reply")
    if actor.member_id is None:
        raise Forbidden()
    stored = record_file(actor, name=file.name, saved=file.saved, kind=StoredFile.Kind.ATTACHMENT)
    return Upload.objects.create(member_id=actor.member_id, file=stored, name=file.name[:200])
