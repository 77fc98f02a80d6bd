"""What the chat on a shop's pages looks like outside."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Shape, Whole, Yes
from saath.api.shapes.words import Code, Words, words_of
from saath.chats.forms import LONGEST_WORDS, MOST_CHATS_EACH
from saath.chats.opener_rules import (
    LONGEST_PATH,
    LONGEST_SECONDS,
    SHORTEST_SECONDS,
)
from saath.chats.opener_rules import (
    LONGEST_WORDS as LONGEST_LINE,
)
from saath.chats.queries.beside import VisitorBeside
from saath.chats.queries.openers import CountedOpener
from saath.chats.queries.page_of_settings import ChatPage
from saath.chats.sites import MOST_SITES
from saath.tenancy.models import Store

SHORTEST_WAIT, LONGEST_WAIT = 30, 3600
OpenerKind = Literal["after", "stuck"]
Said = dict[Code, Annotated[str, Field(max_length=LONGEST_WORDS)]]
Lines = dict[Code, Annotated[str, Field(max_length=LONGEST_LINE)]]
Site = Annotated[str, Field(max_length=300, examples=["https://www.shop.in"])]
ChatsEach = Annotated[Whole, Field(ge=1, le=MOST_CHATS_EACH)]
WaitSeconds = Annotated[Whole, Field(ge=SHORTEST_WAIT, le=LONGEST_WAIT)]
Seconds = Annotated[Whole, Field(ge=SHORTEST_SECONDS, le=LONGEST_SECONDS)]
Path = Annotated[str, Field(min_length=1, max_length=LONGEST_PATH, examples=["/checkout"])]


class Chat(Shape):
    """The chat on the shop's pages: where it is, how it looks, and what it promises.

    `greeting` is said while somebody is there, `away` while nobody is. It is not offered beyond the longest wait.
    `script_url` is what the pages load. With `has_identity_secret` the shop's server says who is signed in.
    """

    id: UUID
    is_on: bool
    sites: list[str]
    colour: str
    greeting: Words
    away: Words
    chats_each: int
    longest_wait_seconds: int
    has_identity_secret: bool
    script_url: str


class ChangedChat(Input):
    """What is to be different; what is left out stays. An empty colour is the shop's own, an empty text has our words."""

    is_on: Yes | None = None
    sites: Annotated[list[Site], Field(min_length=1, max_length=MOST_SITES)] | None = None
    colour: Annotated[str, Field(max_length=7, examples=["#1d4e79"])] | None = None
    greeting: Said | None = None
    away: Said | None = None
    chats_each: ChatsEach | None = None
    longest_wait_seconds: WaitSeconds | None = None


class ChatSecret(Shape):
    """The secret with which the shop's own server says who is signed in; it is told this one time."""

    secret: str


class Opener(Shape):
    """A message that the shop's pages show by themselves, on a path in which a star stands for anything.

    `after` is after so long on the page, `stuck` after so long without progress. `shown`, `opened` and `written` count what
    came of it.
    """

    id: UUID
    path: str
    kind: OpenerKind
    seconds: int
    texts: Words
    is_on: bool
    shown: int
    opened: int
    written: int


class NewOpener(Input):
    """Where a message is to show itself, when, and with which words; a language without a text has ours."""

    path: Path
    kind: OpenerKind = "after"
    seconds: Seconds = 30
    texts: Lines = Field(default_factory=dict)
    is_on: Yes = False


class ChangedOpener(Input):
    """What is to be different of it; what is left out stays."""

    path: Path | None = None
    kind: OpenerKind | None = None
    seconds: Seconds | None = None
    texts: Lines | None = None
    is_on: Yes | None = None


class ChatVisitor(Shape):
    """Who writes from the shop's page: where they are, and whether they are shut out."""

    language: str
    page_url: str | None
    came_from_url: str | None
    last_seen_at: datetime
    is_blocked: bool
    greeted_with: str


def chat_shape(store: Store, shown: ChatPage) -> Chat:
    """Return the settings of the chat as programs see them."""
    settings = shown.settings
    return Chat(
        id=store.public_id,
        is_on=settings.is_on,
        sites=settings.sites,
        colour=shown.colour,
        greeting=words_of(texts_of(shown, "greeting")),
        away=words_of(texts_of(shown, "away")),
        chats_each=settings.chats_each,
        longest_wait_seconds=settings.longest_wait_seconds,
        has_identity_secret=bool(settings.identity_secret),
        script_url=f"{shown.origin}/chat.js" if shown.origin else "",
    )


def texts_of(shown: ChatPage, part: str) -> dict[str, str]:
    """Return the words of a part of the chat by language."""
    named = f"{part}_"
    return {name.removeprefix(named): text for name, text in shown.words.items() if name.startswith(named)}


def opener_shape(shown: CountedOpener) -> Opener:
    """Return a message that shows itself as programs see it."""
    opener = shown.opener
    return Opener(
        id=opener.public_id,
        path=opener.path,
        kind=opener.kind,  # type: ignore[arg-type]  # a choice of the model
        seconds=opener.seconds,
        texts=words_of(shown.text.versions),
        is_on=opener.is_on,
        shown=shown.shown,
        opened=shown.opened,
        written=shown.written,
    )


def visitor_shape(shown: VisitorBeside) -> ChatVisitor:
    """Return who writes from the page as programs see them."""
    return ChatVisitor(
        language=shown.language,
        page_url=shown.page.url if shown.page else None,
        came_from_url=shown.came_from.url if shown.came_from else None,
        last_seen_at=shown.last_seen_at,
        is_blocked=shown.is_blocked,
        greeted_with=shown.greeted_with,
    )
