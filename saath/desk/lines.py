"""A thread as it is read: messages, what happened between them, and the days.

Each is rendered once and kept by all that it shows, so that it is never stale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from saath.channels.base import ChannelSign
from saath.conversations.models import Conversation, Message, Switch
from saath.conversations.models.rating import MOST
from saath.conversations.queries.checklists import name_of_list
from saath.conversations.queries.surroundings import ActRow, ReadTo
from saath.conversations.queries.thread import OF_CHECKLISTS, MessageRow, ThreadPage
from saath.core.clock import now
from saath.core.money import Money
from saath.core.names import in_words
from saath.desk.channels import sign_of
from saath.desk.said import article_of
from saath.orders.acts.commands import Kind as ActKind
from saath.orders.models.act import said_of
from saath.promises.routing.told import reasons_told
from saath.tenancy.nested import moment_of
from saath.timeline.models import Event
from saath.ui.kept import plain_part
from saath.ui.language import page_language

KEPT_DAYS = KEPT_EVENTS = 1_000


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a thread in HTML, and by which `channel` it came, '' for what did not.

    Where `message` is set, its delivery still moves: it is shown here, then `rest`.
    """

    at: datetime
    html: SafeString
    message: MessageRow | None = None
    rest: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class ToldPromise:
    """What was promised, by when, and what became of it."""

    kind: str
    due_at: datetime
    state: str
    kept_at: datetime | None

    @classmethod
    def of(cls, found: Mapping[str, str | None]) -> ToldPromise:
        """Return what the database told of a promise."""
        due_at, kept_at = (moment_of(found[name]) for name in ("due_at", "kept_at"))
        return cls(found["kind"] or "", due_at or now(), found["state"] or "", kept_at)


@dataclass(frozen=True, slots=True)
class ToldAside:
    """Who outside was asked, by when, and what became of it."""

    name: str
    kind: str
    due_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def of(cls, found: Mapping[str, str | None]) -> ToldAside:
        """Return what the database told of a question."""
        due_at, answered_at, ended_at = (
            moment_of(found[name]) for name in ("due_at", "answered_at", "ended_at")
        )
        return cls(found["name"] or "", found["kind"] or "", due_at or now(), answered_at, ended_at)


@dataclass(frozen=True, slots=True)
class ToldSwitch:
    """By which channel and to which address an answer went instead of where the customer had written, and why."""

    sign: ChannelSign
    address: str
    why: str

    @classmethod
    def of(cls, found: Mapping[str, str | None], page: ThreadPage) -> ToldSwitch:
        """Return what the database told of a switch; without an address it went back to where the conversation began."""
        why = found["words"] or str(Switch.Reason(found["reason"] or "other").label)
        address = found["address"] or page.conversation.identity.address
        return cls(sign_of(found["channel"] or ""), address, why)


@dataclass(frozen=True, slots=True)
class ToldRating:
    """How many of five stars a customer gave, and their words."""

    stars: int
    words: str

    @property
    def shown_stars(self) -> str:
        """Return the stars as they are seen."""
        return "★" * self.stars + "☆" * (MOST - self.stars)


@dataclass(frozen=True, slots=True)
class ToldSale:
    """Which order came of what was offered here, and what it comes to."""

    number: str
    total: Money

    @property
    def shown_total(self) -> str:
        """Return what it comes to, in the language of the page."""
        return self.total.format(page_language())


@dataclass(frozen=True, slots=True)
class ToldAct:
    """What was done to an order, and how far it was when the event told of it."""

    kind: str
    step: str
    amount: Money
    number: str
    words: str

    @classmethod
    def of(cls, row: ActRow, event: Event) -> ToldAct:
        """Return what the database told of an act."""
        return cls(
            row.kind, event.changed[0] if event.changed else "", row.amount, row.number, said_of(row.words)
        )

    @property
    def what(self) -> str:
        """Return what is done, in the language of the page."""
        return str(ActKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of an event; `by` and `to` name who did it and who got the conversation, `promise` what was promised,
    `aside` who outside was asked, `why` and `summary` with which words it was handed over, `solved_with` what solved it,
    `other` and `other_id` which other conversation it is about, `is_by_itself` that no person did it, `field` which of the shop's
    own fields, `problem_id` which problem, `checklist` which checklist, `switched` where an answer
    went instead, `rating` how the customer found our help, `sale` what came of what was offered, `act` what was done to an
    order, `because` why it was given to whom it was, or to nobody, and `outcome` which of these, `word_id` what
    Saath did by itself, `priority` how urgent it became.
    """

    public_id: UUID
    kind: str
    created_at: datetime
    by: str
    to: str
    promise: ToldPromise | None = None
    aside: ToldAside | None = None
    why: str = ""
    summary: str = ""
    other: str = ""
    customer: str = ""
    solved_with: str = ""
    other_id: str = ""
    field: str = ""
    problem_id: str = ""
    checklist: str = ""
    switched: ToldSwitch | None = None
    is_by_itself: bool = False
    rating: ToldRating | None = None
    sale: ToldSale | None = None
    act: ToldAct | None = None
    outcome: str = ""
    because: str = ""
    word_id: str = ""
    priority: str = ""

    @property
    def resolution(self) -> str:
        """Return what solved it, in the language of the page."""
        return str(Conversation.Resolution(self.solved_with).label) if self.solved_with else ""


@dataclass(frozen=True, slots=True)
class SeenTo:
    """Up to which message the customer has seen what we wrote, and when."""

    message_id: int
    at: datetime


def lines_of(page: ThreadPage, zone: ZoneInfo, seen: SeenTo | None = None) -> list[Line]:
    """Return messages and events in the order of time, with a line where a new day begins.

    `seen` is how far the customer has read, where their channel tells.
    """
    said = sorted([*_said(page, zone, seen), *_told(page, zone)], key=lambda line: line.at)
    begun = "" if page.next_cursor else page.conversation.subject
    return list(_joined(_with_seams(said, page.conversation.account.channel, zone, begun)))


def _said(page: ThreadPage, zone: ZoneInfo, seen: SeenTo | None) -> Iterator[Line]:
    first_new, read_to, last_seen = _first_new(page), _read_to(page), _last_seen(page, seen)
    for message in page.messages:
        channel = message.channel or page.conversation.account.channel
        article = article_of(message, zone, channel=channel)
        html = article.html
        if message is first_new:
            html = plain_part("desk/_first_new.html", page_language()) + html
        moving = message if article.is_moving else None
        yield Line(message.created_at, html, moving, article.rest, channel)
        if seen is not None and message is last_seen:
            name = page.conversation.identity.display_name
            yield Line(
                message.created_at, _seen_by(message.public_id.hex, name, seen.at, zone, page_language())
            )
        if message.id in read_to:
            readers = read_to[message.id]
            yield Line(message.created_at, _read_by(message.public_id.hex, readers, zone, page_language()))


def _told(page: ThreadPage, zone: ZoneInfo) -> Iterator[Line]:
    reasons = reasons_told(page.events)
    for event in page.events:
        if event.kind in OF_CHECKLISTS and not _stands(event, page):
            continue
        told = _what_is_told(event, page)
        if why := reasons.get(event.public_id):
            told = replace(told, outcome=why.outcome, because=why.words)
        yield Line(event.created_at, _event(told, zone, page_language()))


def _stands(event: Event, page: ThreadPage) -> bool:
    """Tell whether the checklist of an event is still on the conversation, and finished where the event says so."""
    told = page.around.checklists.get(event.refs.get("checklist", ""))
    is_put = event.kind == "conversation.checklist_put"
    return told is not None and (is_put or told.finished_event_id == event.pk)


def _what_is_told(event: Event, page: ThreadPage) -> Told:
    by = page.around.names.of_person.get(event.actor_person_id or 0, "")
    to = page.around.names.of_seat.get(event.refs.get("member", ""), "")
    found, asked = getattr(event, "promised", None), getattr(event, "asked_aside", None)
    promise = ToldPromise.of(found) if found else None
    other_id = event.refs.get("conversation", "")
    switched, rated = getattr(event, "switched", None), getattr(event, "rated", None)
    sold = getattr(event, "sold", None)
    fields = [page.around.fields[ref] for ref in event.refs.values() if ref in page.around.fields]
    told = Told(
        event.public_id,
        event.kind,
        event.created_at,
        by,
        to,
        promise,
        ToldAside.of(asked) if asked else None,
        customer=page.conversation.identity.display_name,
        solved_with=getattr(event, "solved_with", None) or "",
        other=page.around.others.get(other_id, ""),
        other_id=other_id,
        field=", ".join(map(in_words, fields)),
        checklist=_checklist(event, page),
        problem_id=event.refs.get("problem", ""),
        switched=ToldSwitch.of(switched, page) if switched else None,
        is_by_itself=event.actor_kind == "system",
        word_id=event.refs.get("word", ""),
        priority=event.changed[-1] if event.kind == "conversation.prioritized" else "",
        rating=ToldRating(rated["stars"], rated["words"]) if rated else None,
        sale=ToldSale(sold["number"], Money(sold["minor"], sold["currency"])) if sold else None,
        act=ToldAct.of(acted, event) if (acted := page.around.acts.get(event.refs.get("act", ""))) else None,
    )
    handover = page.around.handovers.get(event.refs.get("handover", ""))
    return replace(told, why=handover.why, summary=handover.summary) if handover else told


def _checklist(event: Event, page: ThreadPage) -> str:
    told = page.around.checklists.get(event.refs.get("checklist", ""))
    return name_of_list(told.names) if told else ""


def _with_seams(lines: Iterable[Line], channel: str, zone: ZoneInfo, subject: str) -> Iterator[Line]:
    """Add a seam where a day begins or the channel changes, which only messages do.

    The first says what it is about, where the conversation begins with it.
    """
    today, language, day = now().astimezone(zone).date(), page_language(), None
    for line in lines:
        of_day, by = line.at.astimezone(zone).date(), line.channel or channel
        if (of_day, by) != (day, channel):
            yield Line(line.at, _day(line.at, sign_of(by), zone, today, language, subject))
            subject = ""
        day, channel = of_day, by
        yield line


def _joined(lines: Iterable[Line]) -> Iterator[Line]:
    """Put what has settled into one stretch, up to the next delivery that moves."""
    before: list[str] = []
    for line in lines:
        before.append(line.html)
        if line.message is not None:
            yield Line(line.at, _together(before), line.message, line.rest)
            before = []
    if before:
        yield Line(line.at, _together(before))


def _together(parts: Iterable[str]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308  # every part comes out of an escaping template


@lru_cache(maxsize=KEPT_DAYS)
def _day(
    at: datetime, sign: ChannelSign, zone: ZoneInfo, today: date, language: str, subject: str
) -> SafeString:
    context = {"at": at, "sign": sign, "zone": zone, "subject": subject}
    return SafeString(get_template("desk/_day.html").render(context))


@lru_cache(maxsize=KEPT_EVENTS)
def _event(told: Told, zone: ZoneInfo, language: str) -> SafeString:
    return SafeString(get_template("desk/_event.html").render({"event": told, "zone": zone}))


def _first_new(page: ThreadPage) -> MessageRow | None:
    """Return the first message of somebody else that the reader has not seen, unless nothing was seen before it."""
    unseen = (m for m in page.messages if m.id > page.seen_to and not _is_own(m, page))
    return next(unseen, None) if page.seen_to else None


def _last_seen(page: ThreadPage, seen: SeenTo | None) -> MessageRow | None:
    """Return the last of our answers that the customer has seen, where it is the last of all that it could be here."""
    if seen is None:
        return None
    answers = (m for m in reversed(page.messages) if m.direction == Message.Direction.OUT)
    found = next((m for m in answers if m.id <= seen.message_id), None)
    return found if page.is_newest or found is not page.messages[-1] else None


def _is_own(message: MessageRow, page: ThreadPage) -> bool:
    """Tell whether the reader wrote it, or Saath did by itself: neither is news."""
    return message.author_id == page.reader_id if message.author_id else message.is_automatic


def _read_to(page: ThreadPage) -> dict[int, tuple[ReadTo, ...]]:
    """Return who has read up to which message of a page and no further, by the message's id.

    Who wrote it has seen it: that needs no saying. Who has read on is told where they are.
    """
    found: dict[int, list[ReadTo]] = defaultdict(list)
    for reading in page.readings:
        last = next((m for m in reversed(page.messages) if m.id <= reading.message_id), None)
        is_on_page = last is not None and (page.is_newest or last is not page.messages[-1])
        if last is not None and is_on_page and last.author_id != reading.member_id:
            found[last.id].append(reading)
    return {message_id: tuple(readers) for message_id, readers in found.items()}


@lru_cache(maxsize=KEPT_EVENTS)
def _seen_by(message: str, name: str, at: datetime, zone: ZoneInfo, language: str) -> SafeString:
    context = {"message": message, "name": name, "at": at, "zone": zone}
    return SafeString(get_template("desk/_seen_by.html").render(context))


@lru_cache(maxsize=KEPT_EVENTS)
def _read_by(message: str, readers: tuple[ReadTo, ...], zone: ZoneInfo, language: str) -> SafeString:
    context = {"message": message, "readers": readers, "zone": zone}
    return SafeString(get_template("desk/_read_by.html").render(context))
