"""The original form of a mail, with its own pictures put back in place."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from saath.channels.email.clean import show_pictures
from saath.conversations.models import Attachment, IntakeItem, Message
from saath.core.errors import NotFound
from saath.files.links import content_origin, signed_url
from saath.files.queries import open_file
from saath.tenancy.actor import Actor

# A page of a message shows no more files than a person looks through.
LISTED_FILES = 2_000
SHOWER = Actor.system("a signed link to one original")


def original_html(public_id: UUID) -> str:
    """Return the sanitised HTML of a message whose signed link was shown; raises `NotFound`.

    Pictures from other hosts are not fetched: they would tell the sender that, when and where the mail was read.
    """
    message = Message.objects.select_related("html").filter(public_id=public_id).first()
    if message is None or message.html is None:
        raise NotFound()
    with open_file(SHOWER, message.html) as opened:
        html = opened.read().decode()
    pictures = _pictures(message)
    return show_pictures(html, url_of=pictures.get)


def receipt_of(actor: Actor, message: Message) -> IntakeItem:
    """Return the first receipt of a message, with the mail as it came; raises `Forbidden`, `NotFound` where none is."""
    actor.require("conversation.read")
    receipts = IntakeItem.objects.filter(
        message=message, raw__isnull=False, raw__deleted_at=None
    ).select_related("raw")
    receipt = receipts.order_by("id").first()
    if receipt is None:
        raise NotFound()
    return receipt


def files_of(actor: Actor, message: Message) -> Sequence[Attachment]:
    """Return all files of a message; raises `Forbidden`."""
    actor.require("conversation.read")
    return list(
        Attachment.objects.filter(message=message).select_related("file").order_by("id")[:LISTED_FILES]
    )


def _pictures(message: Message) -> dict[str, str]:
    """Return links to the re-encoded inline pictures of a message by their Content-ID."""
    origin = content_origin()
    inline = Attachment.objects.filter(message=message).exclude(content_id="").select_related("file__picture")
    return {
        picture.content_id: signed_url(picture.file.picture, name=picture.name, seconds=600, origin=origin)
        for picture in inline
        if picture.file.picture is not None
    }
