"""What Saath says by itself: decided, listed, and taken back."""

from __future__ import annotations

from uuid import UUID

from ninja import Query, Router

from saath.api.operations import reads, writes
from saath.api.places import places
from saath.api.request import ApiRequest
from saath.api.routes.conversations import READ as CONVERSATIONS
from saath.api.routes.conversations import WRITE as CONVERSATIONS_WRITE
from saath.api.routes.settings import READ, WRITE
from saath.api.shapes import Page, Paging
from saath.api.shapes.own_words import (
    ChangedOwnText,
    ChangedOwnWordKind,
    Kind,
    OwnText,
    OwnWord,
    OwnWordKind,
    TextName,
    kind_shape,
    own_word_shape,
    text_shape,
)
from saath.api.shapes.words import named
from saath.core.errors import BadInput
from saath.promises.reminders.actions.deciding import decide_own_words
from saath.promises.reminders.actions.silent import undo_closing as take_back
from saath.promises.reminders.kinds import KINDS
from saath.promises.reminders.queries import get_own_word, get_own_words, own_words_page
from saath.promises.wording.queries import get_text, list_texts
from saath.stores.actions.texts import word_languages
from saath.stores.texts import local_texts
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

router = Router(tags=["settings"])
PLACES = {"text": "texts"}


@reads(router, "/own_words/kinds", Page[OwnWordKind], scope=READ)
def list_own_word_kinds(request: ApiRequest) -> Page[OwnWordKind]:
    """List what Saath may say by itself, and what the shop decided of each."""
    return Page(items=_kinds(request), next_cursor=None)


@writes(router, "PUT", "/own_words/kinds/{kind}", OwnWordKind, scope=WRITE)
def decide_own_word_kind(request: ApiRequest, kind: Kind, body: ChangedOwnWordKind) -> OwnWordKind:
    """Decide whether Saath says something by itself, and when. Its words are worded with the other texts."""
    strange = sorted(body.times.keys() - {*KINDS[kind].times})
    if strange:
        raise BadInput(field=f"times/{strange[0]}")
    with places({name: f"times/{name}" for name in KINDS[kind].times}):
        decide_own_words(request.actor, kind=kind, is_on=body.is_on, values=body.times)
    return next(each for each in _kinds(request) if each.kind == kind)


@reads(router, "/own_words/texts", Page[OwnText], scope=READ)
def list_own_texts(request: ApiRequest) -> Page[OwnText]:
    """List every text that customers get without anybody writing it."""
    lines = list_texts(request.actor)
    words = local_texts(Store.objects.get(pk=current_store_id()), [line.about.key for line in lines])
    items = [text_shape(line.about, words[line.about.key.name], is_own=line.is_own) for line in lines]
    return Page(items=items, next_cursor=None)


@writes(router, "PUT", "/own_words/texts/{name}", OwnText, scope=WRITE)
def word_own_text(request: ApiRequest, name: TextName, body: ChangedOwnText) -> OwnText:
    """Word a text, or go back to ours by sending none."""
    shown = get_text(request.actor, name)
    with places(PLACES):
        word_languages(
            request.actor, shown.about.key, texts=dict.fromkeys(shown.languages, "") | named(body.texts)
        )
    shown = get_text(request.actor, name)
    return text_shape(shown.about, shown.words, is_own=shown.is_own)


@reads(router, "/own_words", Page[OwnWord], scope=CONVERSATIONS)
def list_own_words(request: ApiRequest, asked: Query[Paging]) -> Page[OwnWord]:
    """List what Saath said and closed by itself, newest first."""
    page = own_words_page(request.actor, cursor=asked.cursor, limit=asked.limit)
    return Page(items=[own_word_shape(row) for row in page.rows], next_cursor=page.next_cursor or None)


@reads(router, "/own_words/{uuid:id}", OwnWord, scope=CONVERSATIONS)
def get_own_word_said(request: ApiRequest, id: UUID) -> OwnWord:
    """Get one thing that Saath did by itself."""
    return own_word_shape(get_own_word(request.actor, id))


@writes(router, "POST", "/own_words/{uuid:id}/undo", OwnWord, scope=CONVERSATIONS_WRITE)
def undo_closing(request: ApiRequest, id: UUID) -> OwnWord:
    """Take a closing back: the conversation waits for its customer again."""
    take_back(request.actor, get_own_word(request.actor, id))
    return own_word_shape(get_own_word(request.actor, id))


def _kinds(request: ApiRequest) -> list[OwnWordKind]:
    settings = get_own_words(request.actor)
    return [kind_shape(about, settings) for about in KINDS.values()]
