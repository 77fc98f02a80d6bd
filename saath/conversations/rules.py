"""Decisions about conversations. Pure: facts and the time come in, an answer goes out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

# An answer without any thread header still belongs to a conversation with the same subject this long.
SUBJECT_WINDOW = timedelta(days=14)
LAST_TEXT_LENGTH = 240

# The same words without id and date are a repeat for this long, and a second message after twice as long.
REPEAT_WINDOW = timedelta(hours=1)

# Mails alone take a solved conversation up again so often a day; then a person of the store has to write first.
REOPENINGS = 5
REOPENINGS_WITHIN = timedelta(days=1)

# "Re:", "Fwd:" and what mail programs make of them in other languages.
_PREFIX = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|sv|antw|ref|उत्तर|अग्रे|જવાબ)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A conversation that a mail may belong to, and whether its sender has taken part in it."""

    conversation_id: int
    is_senders: bool


@dataclass(frozen=True, slots=True)
class SubjectCandidate:
    """An earlier conversation of the same sender."""

    conversation_id: int
    subject: str
    last_message_at: datetime


def thread_of(
    *,
    by_token: int | None,
    by_chain: Iterable[Candidate],
    by_subject: Iterable[SubjectCandidate],
    subject: str,
    is_sender_proved: bool,
    now: datetime,
) -> int | None:
    """Return the conversation that a mail continues, or None when it opens a new one.

    In this order: a token that we signed for the sender; the Message-ID chain (RFC 5322, 3.6.4), where they took part;
    the same subject of the same, proved sender within 14 days. A ticket number alone never threads.
    """
    if by_token is not None:
        return by_token
    for candidate in by_chain:
        if candidate.is_senders:
            return candidate.conversation_id
    if is_sender_proved and is_answer_subject(subject):
        wanted = bare_subject(subject)
        for earlier in by_subject:
            if bare_subject(earlier.subject) == wanted and now - earlier.last_message_at <= SUBJECT_WINDOW:
                return earlier.conversation_id
    return None


def keys_of_mail(
    provider_id: str | None, fingerprint: str, *, is_dated: bool, received_at: datetime
) -> tuple[str, ...]:
    """Return the keys under which the same mail may be filed, the one for this mail first.

    A mail without Message-ID is known by its hash. One without a date as well may be a client's second try, or a
    customer who asks the same again: it is a repeat of what came in the same or the last hour.
    """
    if provider_id:
        return (provider_id[:255],)
    if is_dated:
        return (f"{fingerprint}@no-id",)
    hours = (received_at, received_at - REPEAT_WINDOW)
    return tuple(f"{fingerprint}.{hour.astimezone(UTC):%Y%m%d%H}@no-id" for hour in hours)


def bare_subject(subject: str) -> str:
    """Return a subject without its answer prefixes, for comparison."""
    return " ".join(_PREFIX.sub("", subject).casefold().split())


def is_answer_subject(subject: str) -> bool:
    """Tell whether a subject says that it answers something."""
    return _PREFIX.match(subject) is not None


def preview(text: str) -> str:
    """Return the beginning of a text on one line, for lists."""
    line = " ".join(text[: LAST_TEXT_LENGTH * 4].split())
    return line if len(line) <= LAST_TEXT_LENGTH else line[: LAST_TEXT_LENGTH - 1] + "…"


def may_reveal(*, direction: str, is_automatic: bool, is_sender_proved: bool | None) -> bool:
    """Tell whether something about a customer's orders may be told or done on the word of one message.

    Anybody can write any sender. So only what a person wrote in from a proved sender counts; where nobody asked for a
    proof there is none.
    """
    return direction == "in" and not is_automatic and is_sender_proved is True


def wakes(state: str, *, is_automatic: bool) -> bool:
    """Tell whether a message of the customer makes it our turn: automatic mail never does, spam stays spam."""
    return not is_automatic and state != "spam"


def count_reopening(since: datetime | None, times: int, *, now: datetime) -> tuple[datetime, int] | None:
    """Return since when and how often mails alone have taken a conversation up, one more counted; None where it is enough.

    A responder that answers whatever is said when something is solved would otherwise go on for ever.
    """
    if since is None or now - since >= REOPENINGS_WITHIN:
        since, times = now, 0
    return (since, times + 1) if times < REOPENINGS else None


def needs_reason(*, owner_id: int | None, to_id: int | None, giver_id: int | None) -> bool:
    """Tell whether giving a conversation to somebody is handing it around: it has an owner, and the giver does not take it.

    Taking over, giving what nobody has, and putting back into the queue need no reason.
    """
    return owner_id is not None and to_id is not None and to_id not in (owner_id, giver_id)
