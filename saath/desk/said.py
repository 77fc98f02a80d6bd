"""A message as a thread shows it. It is rendered once and kept by all that it shows, so that it is never stale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from saath.channels.registry import adapter_class
from saath.conversations.automatic_words import why_in_words
from saath.conversations.models import Delivery, Message
from saath.conversations.queries.thread import FileRow, MessageRow
from saath.desk.shaped import shaped

KEPT_MESSAGES = 1_000
# A longer one would push too many others out.
LONGEST_KEPT_TEXT = 8_000
# Stands where a delivery that still moves goes: its buttons belong to one reader, so they are kept by nobody.
DELIVERY = "\ue001"
SETTLED = (None, Delivery.State.SENT, Delivery.State.UNDONE)


@dataclass(frozen=True, slots=True)
class Said:
    """All that is shown of one message; `is_doubtful` says that nothing proves its sender, `report` what mail servers told.

    `asked_of` is who outside is asked with it, `is_by_link` says that somebody outside wrote it by a link,
    `went_to` is the customer's other address that it went to, `about` the number of the order that they chose with it, `why` for
    what a machine wrote it.
    """

    pk: int
    public_id: UUID
    direction: str
    who: str
    is_automatic: bool
    is_doubtful: bool
    text: str
    folded_text: str
    rich: str
    language: str
    has_original: bool
    created_at: datetime
    delivery_state: str | None
    sent_at: datetime | None
    report: str
    files: tuple[FileRow, ...]
    is_cut: bool
    has_raw: bool
    copied_to: str
    forwarded_to: str
    asked_aside: str
    asked_of: str
    is_by_link: bool
    went_to: str
    about: str
    why: str

    @property
    def shaped(self) -> SafeString:
        """Return the words with their marks as HTML, which was cleaned when they were written; '' where they have none."""
        return shaped(self.rich)

    @property
    def is_settled(self) -> bool:
        """Whether nothing about the delivery can change any more, or there is none."""
        return self.delivery_state in SETTLED


@dataclass(frozen=True, slots=True)
class Article:
    """A message in HTML: `rest` follows what is shown of a delivery that still moves, and is empty without one."""

    html: SafeString
    rest: SafeString
    is_moving: bool


def article_of(message: MessageRow, zone: ZoneInfo, *, channel: str) -> Article:
    """Return a message as it is shown in the language of the page; `channel` is by what it came or went."""
    said = said_of(message, channel=channel)
    is_long = len(said.text) + len(said.folded_text) + len(said.rich) > LONGEST_KEPT_TEXT
    return (_render if is_long else _kept)(said, zone, get_language() or "en")


def said_of(message: MessageRow, *, channel: str) -> Said:
    """Return what is shown of a message; `channel` is by what it came or went."""
    delivery = message.delivery
    return Said(
        pk=message.id,
        public_id=message.public_id,
        direction=message.direction,
        who=message.who or _named_in(message, "answers") or _nobody(message),
        is_automatic=message.is_automatic,
        is_doubtful=_is_doubtful(message),
        text=message.text,
        folded_text=message.folded_text,
        rich=message.rich,
        language=message.language,
        has_original=message.html_id is not None,
        created_at=message.created_at,
        delivery_state=delivery.state if delivery else None,
        sent_at=delivery.sent_at if delivery else None,
        report=delivery.report_words if delivery else "",
        files=message.files,
        is_cut=message.is_cut,
        has_raw=_came(message) and adapter_class(channel).capabilities.has_raw_mail,
        copied_to=", ".join(each["name"] or each["address"] for each in message.sent_to or () if each["cc"]),
        forwarded_to=_forwarded_to(message),
        asked_aside=message.asked_aside,
        asked_of=_named_in(message, "question"),
        is_by_link=bool(_named_in(message, "answers")),
        went_to=message.went_to,
        about=message.about,
        why=why_in_words(message.sent_to) if message.is_automatic else "",
    )


def _named_in(message: MessageRow, part: str) -> str:
    """Return the name of who outside is asked by a note ("question") or answers with it by a link ("answers"), else ''."""
    return next((each["name"] for each in message.sent_to or () if part in each), "")


def _forwarded_to(message: MessageRow) -> str:
    """Return who outside was asked with a message, '' where it is none of that kind."""
    is_forwarded = message.direction == Message.Direction.NOTE and not message.asked_aside
    is_forwarded = is_forwarded and bool(message.delivery) and not _named_in(message, "question")
    return message.sent_to[0]["address"] if is_forwarded and message.sent_to else ""


def _is_doubtful(message: MessageRow) -> bool:
    return _came(message) and not message.is_automatic and message.is_sender_proved is False


def _came(message: MessageRow) -> bool:
    """Tell whether somebody outside the shop wrote it."""
    return message.direction == Message.Direction.IN or bool(message.asked_aside)


def _nobody(message: MessageRow) -> str:
    """Return who wrote what no colleague wrote here: Saath by itself, or somebody of the shop with another program."""
    if message.direction == Message.Direction.IN:
        return ""
    return "Saath" if message.is_automatic else gettext("Sent elsewhere")


def _render(said: Said, zone: ZoneInfo, language: str) -> Article:
    context = {"message": said, "zone": zone, "page_language": language, "place_of_delivery": DELIVERY}
    html = get_template("desk/_message.html").render(context)
    if said.is_settled:
        return Article(SafeString(html), SafeString(""), is_moving=False)
    before, _place, after = html.rpartition(DELIVERY)
    # Both come out of an escaping template.
    return Article(mark_safe(before), mark_safe(after), is_moving=True)  # noqa: S308


_kept = lru_cache(maxsize=KEPT_MESSAGES)(_render)
