"""What a visitor hands in, and whether it can be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from saath.channels.chat import FILE_BYTES, MOST_FILES, ChatAdapter
from saath.chats.models import Visitor
from saath.chats.rules import NOWHERE, Page, is_key, words_of
from saath.conversations.limits import Enclosed, check_answer
from saath.conversations.models import Message
from saath.conversations.parts import SavedFile
from saath.core.errors import BadInput


@dataclass(frozen=True, slots=True)
class Post:
    """What a visitor writes. `key` is the widget's own name for it, by which a repeat is known; files are on disk already.

    `order` is which of their orders it is about.
    """

    key: str
    text: str
    files: Sequence[SavedFile] = ()
    page: Page = NOWHERE
    language: str = ""
    opener: UUID | None = None
    order: UUID | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """The message of a post, and whether it is there since this very post."""

    message: Message
    is_new: bool


def delivery_key(visitor: Visitor, key: str) -> str:
    """Return by what the ledger knows a post again: a widget's own name for it, and whose browser it is."""
    return f"chat:{visitor.pk}:{key}"


def check_post(post: Post) -> None:
    """Raise `BadInput` in words where a post cannot be taken."""
    enclosed = [Enclosed(each.name, each.saved.size, each.saved.content_type) for each in post.files]
    check_given(post.key, post.text, enclosed)


def check_given(key: str, text: str, files: Sequence[Enclosed]) -> None:
    """Raise `BadInput` in words where what is handed in cannot be taken; asked before any of its files is kept."""
    if not is_key(key):
        raise BadInput(field="key")
    if not words_of(text) and not files:
        raise BadInput(
            _("There is nothing to send yet."),
            what_is_safe="",
            what_to_do=_("Write a line, or add a picture."),
            field="text",
        )
    check_answer(ChatAdapter.capabilities, text=words_of(text), files=files)


def check_uploads(sizes: Sequence[int]) -> None:
    """Raise `BadInput` where so many or so large files come with one message; asked before any of them is kept."""
    if len(sizes) > MOST_FILES:
        raise BadInput(
            _("At most %(n)d files fit into one message.") % {"n": MOST_FILES},
            what_is_safe=_("Nothing was sent."),
            what_to_do=_("Send the others in another message."),
            field="files",
        )
    if any(size > FILE_BYTES for size in sizes):
        raise BadInput(
            _("A file may have %(n)d MB.") % {"n": FILE_BYTES // 1_000_000},
            what_is_safe=_("Nothing was sent."),
            what_to_do=_("Send a smaller one, or a photo of it."),
            field="files",
        )
