"""What the page shows of what Saath says by itself: the decisions, whom it would have reached of late, and what was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models.functions import Left

from saath.conversations.here import is_here
from saath.conversations.models import Conversation, Message, Rating, Solution, Suppression
from saath.conversations.thanks import read_thanks
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.core.paging import Page, page_of
from saath.promises.models import OwnWord, OwnWordSettings
from saath.promises.reminders.rules import BAD_STARS, Uttered, closed_at, reminded_at
from saath.promises.reminders.settings import own_word_settings
from saath.promises.reminders.stages import closing_after
from saath.tenancy.actor import Actor

# The page tells of this stretch, from so many conversations of each state at most, the newest first.
WINDOW = timedelta(days=7)
MOST_LOOKED_AT = 150
MOST_NAMED = 5
LOOKED_AT = (Conversation.State.PENDING, Conversation.State.OPEN, Conversation.State.SOLVED)
THANKS_LETTERS = 300


@dataclass(frozen=True, slots=True)
class Would:
    """Whom something would have reached, and when."""

    at: datetime
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a kind would have reached within the window, the newest first; `is_more` where only the newest were looked at."""

    would: tuple[Would, ...] = ()
    is_more: bool = False

    @property
    def count(self) -> int:
        """How many customers it would have reached."""
        return len({each.conversation.customer_id for each in self.would})

    @property
    def named(self) -> tuple[Would, ...]:
        """The newest of them."""
        return self.would[:MOST_NAMED]


@dataclass(frozen=True, slots=True)
class _Recent:
    """Conversations of late, with what people said in each."""

    conversations: Sequence[Conversation]
    said: Mapping[int, Sequence[Uttered]]
    thanked: frozenset[int]
    is_cut: bool = field(default=False)


def get_own_words(actor: Actor) -> OwnWordSettings:
    """Return what the shop in scope lets Saath say by itself. Raises `Forbidden`."""
    actor.require("store.settings")
    return own_word_settings()


def reaches(actor: Actor, settings: OwnWordSettings) -> dict[str, Reach]:
    """Return whom each kind would have reached in the last week, as if it had been on; nothing is sent. Raises `Forbidden`.

    A few statements, whatever the shop has; what it could not know, a flood or a closed window, is left out of account.
    """
    actor.require("store.settings")
    at = now()
    recent = _recent(at - WINDOW - closing_after(settings) - settings.thank_after)
    silent = [each for each in recent.conversations if _may_wait(each)]
    reminded, closed = [], []
    for each in silent:
        said = recent.said.get(each.pk, ())
        if each.pk not in recent.thanked and not is_here(each.account.channel):
            reminded += [
                Would(due, each)
                for due in reminded_at(said, at, after=settings.remind_after, times=settings.remind_times)
            ]
        closed += [Would(due, each) for due in closed_at(said, at, after=closing_after(settings))]
    found = {
        OwnWord.Kind.REMINDER: reminded,
        OwnWord.Kind.CLOSING: closed,
        OwnWord.Kind.THANKS: list(_thanked(recent.conversations, settings, at)),
    }
    return {kind: _reach(would, at, is_more=recent.is_cut) for kind, would in found.items()}


def own_words_page(actor: Actor, *, cursor: str = "", limit: int = 20) -> Page[OwnWord]:
    """Return what Saath said and closed by itself, newest first. Raises `Forbidden`, `BadInput` for another cursor."""
    actor.require("conversation.read")
    said = OwnWord.objects.select_related("conversation__identity__customer", "message", "solution")
    return page_of(said, order=("-created_at", "-id"), cursor=cursor, limit=limit)


def get_own_word(actor: Actor, public_id: UUID) -> OwnWord:
    """Return one thing that Saath did by itself. Raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    found = OwnWord.objects.select_related(
        "conversation__identity__customer", "message", "solution", "answer"
    ).filter(public_id=public_id)
    word = found.first()
    if word is None:
        raise NotFound()
    return word


def _reach(would: Sequence[Would], at: datetime, *, is_more: bool) -> Reach:
    of_late = [each for each in would if at - WINDOW < each.at <= at]
    return Reach(tuple(sorted(of_late, key=lambda each: each.at, reverse=True)), is_more)


def _recent(since: datetime) -> _Recent:
    found: list[Conversation] = []
    is_cut = False
    for state in LOOKED_AT:
        newest = Conversation.objects.filter(state=state, last_message_at__gte=since)
        newest = newest.select_related("account", "identity__customer").order_by("-last_message_at", "-pk")
        of_state = list(newest[: MOST_LOOKED_AT + 1])
        is_cut |= len(of_state) > MOST_LOOKED_AT
        found += of_state[:MOST_LOOKED_AT]
    proved = [each for each in found if each.identity.proved_at is not None]
    keys = [each.identity.key for each in proved]
    dead = set(Suppression.objects.filter(key__in=keys).values_list("namespace", "key"))
    kept = [each for each in proved if (each.identity.namespace, each.identity.key) not in dead]
    said, thanked = _said([each.pk for each in kept], since)
    return _Recent(kept, said, thanked, is_cut)


def _said(ids: Sequence[int], since: datetime) -> tuple[dict[int, list[Uttered]], frozenset[int]]:
    """Return what people said in conversations, and in which the customer's last words were thanks."""
    said: dict[int, list[Uttered]] = defaultdict(list)
    last: dict[int, str] = {}
    rows = Message.objects.filter(conversation__in=ids, created_at__gte=since, is_automatic=False)
    rows = rows.exclude(direction=Message.Direction.NOTE).order_by("created_at", "pk")
    for pk, at, direction, text in rows.values_list(
        "conversation", "created_at", "direction", Left("text", THANKS_LETTERS + 1)
    ):
        is_ours = direction == Message.Direction.OUT
        said[pk].append(Uttered(at, is_ours=is_ours))
        if not is_ours:
            last[pk] = text
    thanked = (pk for pk, text in last.items() if len(text) <= THANKS_LETTERS and read_thanks(text))
    return said, frozenset(thanked)


def _may_wait(conversation: Conversation) -> bool:
    return conversation.update_due_at is None and conversation.aside_due_at is None


def _thanked(
    conversations: Sequence[Conversation], settings: OwnWordSettings, at: datetime
) -> Iterator[Would]:
    """Yield who would have been thanked, each customer once."""
    by_id = {each.pk: each for each in conversations if not is_here(each.account.channel)}
    bad = set(
        Rating.objects.filter(solution__conversation__in=by_id, stars__lte=BAD_STARS).values_list(
            "solution", flat=True
        )
    )
    solved = Solution.objects.filter(
        conversation__in=by_id,
        solved_at__gte=at - WINDOW - settings.thank_after,
        is_quiet=False,
        reopened_at=None,
        withdrawn_at=None,
    ).exclude(asked_in__is_automatic=True)
    seen: set[int] = set()
    for solution in solved.order_by("solved_at"):
        conversation = by_id[solution.conversation_id]
        if solution.pk not in bad and conversation.customer_id not in seen:
            seen.add(conversation.customer_id)
            yield Would(solution.solved_at + settings.thank_after, conversation)
