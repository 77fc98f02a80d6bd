"""Everything that the page of one conversation shows, newest part first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    F,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject, Left

from saath.conversations.models import (
    Attachment,
    ChannelAccount,
    Conversation,
    Message,
    PromisedUpdate,
    Rating,
    SideQuestion,
    Solution,
    Switch,
    Tag,
)
from saath.conversations.queries.conversations import merged_ids, visible_conversations
from saath.conversations.queries.surroundings import HandoverRow, ReadTo, Surroundings, surroundings_of
from saath.conversations.reporting import words_of_report
from saath.core.paging import open_cursor, seal_cursor
from saath.customers.models import Identity
from saath.orders.models import Order, Sale
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given, GivenIds
from saath.tenancy.nested import NestedRows
from saath.tenancy.prepared import Prepared
from saath.timeline.models import Event

PAGE = 30
# A thread shows this much of one message; the whole of it has a page of its own. Characters, and files.
SHOWN_TEXT, SHOWN_FOLDED, SHOWN_FILES = 12_000, 8_000, 20
# Shaped words are shown whole or, where they are longer, plain.
SHOWN_RICH = 24_000
# What is newer than any message: the newest part of a thread is what comes before it.
NEWEST = 2**63 - 1
LATEST = datetime.max.replace(tzinfo=UTC)
MOMENT = Given("at", DateTimeField())
# Told of both, so by each for itself.
MOVED = (
    "conversation.merged",
    "conversation.merged_away",
    "conversation.unmerged",
    "conversation.split",
    "conversation.split_off",
    "conversation.unsplit",
)
# Told while the checklist is on it, that it is finished only while it is.
OF_CHECKLISTS = ("conversation.checklist_put", "conversation.checklist_finished")
OF_GRIEVANCES = (
    *("opened", "acknowledged", "unacknowledged", "proposed", "redressed", "undecided"),
    *("due", "late", "joined", "parted", "docket_set", "erased", "status_asked"),
)
# What happened to the conversation itself is told between its messages.
TOLD = (
    "conversation.assigned",
    "conversation.handed_over",
    "conversation.routed",
    "conversation.solved",
    "solution.confirmed",
    "solution.refused",
    "solution.thanked",
    "solution.silent",
    "solution.rated",
    "conversation.follows",
    "conversation.followed",
    "conversation.awaits",
    "conversation.reopened",
    *MOVED,
    "conversation.filled",
    *OF_CHECKLISTS,
    "conversation.linked",
    "conversation.unlinked",
    "conversation.sold",
    "conversation.prioritized",
    "conversation.snoozed",
    "conversation.woken",
    "update.promised",
    "update.missed",
    "aside.asked",
    "aside.overdue",
    "conversation.is_spam",
    "conversation.is_wanted",
    "conversation.reopened_too_often",
    "reply.switched",
    "reply.bounced",
    "reply.late",
    "reply.complained",
    "acknowledgement.held_back",
    *(f"grievance.{each}" for each in OF_GRIEVANCES),
    "chat.identified",
    "chat.contact_given",
    "chat.contact_confirmed",
    "chat.mailed",
    "conversation.acted",
    "conversation.closed",
    "conversation.closing_undone",
    "conversation.amends_prepared",
)


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """How far an answer has come, and what mail servers have told of it since."""

    public_id: UUID
    state: str
    reason: str
    sent_at: datetime | None
    report: str
    report_status: str

    @property
    def report_words(self) -> str:
        """Return what was told, in the language of the page."""
        return words_of_report(self.report, self.report_status)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that came with a message; `size` is in bytes."""

    public_id: UUID
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class MessageRow:
    """What a thread shows of a message, the fields down to `author_id` being the first of `MESSAGE_COLUMNS`.

    `who` wrote it: the customer or somebody beside them, a colleague, or nobody. `sent_to` are the recipients of what we
    wrote, `asked_aside` is the address of who answers to us alone. `is_cut` says that there is more of its words, or that
    there are more files. `channel` is by what it came or went and `went_to` to which address of the customer, '' where these
    are the conversation's own. `about` is the number of the order that the customer chose with it, '' for none.
    """

    id: int
    public_id: UUID
    direction: str
    is_automatic: bool
    text: str
    folded_text: str
    rich: str
    language: str
    html_id: int | None
    is_sender_proved: bool | None
    created_at: datetime
    author_id: int | None
    sent_to: list[dict[str, Any]] | None
    who: str
    delivery: DeliveryRow | None
    is_cut: bool
    asked_aside: str
    files: tuple[FileRow, ...]
    channel: str = ""
    went_to: str = ""
    about: str = ""


MESSAGE_COLUMNS = (
    "id",
    "public_id",
    "direction",
    "is_automatic",
    "text_begins",
    "folded_begins",
    "rich_begins",
    "language",
    "html_id",
    "is_sender_proved",
    "created_at",
    "author_id",
    "sent_to",
    "came_by",
    "went_to",
    "about",
    "files",
    "author_name",
    "identity__customer__name",
    "identity__name",
    "identity__address",
    "delivery__public_id",
    "delivery__state",
    "delivery__reason",
    "delivery__sent_at",
    "delivery__report",
    "delivery__report_status",
)
DIRECTION = MESSAGE_COLUMNS.index("direction")
TEXT, FOLDED = MESSAGE_COLUMNS.index("text_begins"), MESSAGE_COLUMNS.index("folded_begins")
RICH = MESSAGE_COLUMNS.index("rich_begins")
OWN_COLUMNS = MESSAGE_COLUMNS.index("came_by")


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A run of messages in the order they were said, the events between them and what is around them, how far the reader
    has seen, and the cursors of older and of newer messages, empty where there are none.
    """

    conversation: Conversation
    messages: tuple[MessageRow, ...]
    events: tuple[Event, ...]
    around: Surroundings
    reader_id: int | None
    seen_to: int
    is_newest: bool
    next_cursor: str
    newer_cursor: str

    @property
    def newest(self) -> str:
        """Return the public id of what was said last of all that is shown, '' where nothing is."""
        newest = max(self.messages, key=lambda message: message.id, default=None)
        return str(newest.public_id) if newest else ""

    @property
    def readings(self) -> tuple[ReadTo, ...]:
        """Return how far the others have read."""
        return tuple(each for each in self.around.readings if each.member_id != self.reader_id)

    def handed_to(self, member_id: int | None) -> HandoverRow | None:
        """Return what was handed over to a member who has it and has neither answered yet nor put it away."""
        if self.conversation.assignee_id != member_id:
            return None
        waiting = (each for each in self.around.handovers.values() if not each.is_settled)
        return next((each for each in waiting if each.given_to_id == member_id), None)


def thread_page(
    actor: Actor, conversation: Conversation, *, cursor: str = "", limit: int = PAGE
) -> ThreadPage:
    """Return the newest messages of a conversation, or the older ones of a cursor; three statements.

    Raises `Forbidden`, `BadInput` for a cursor of another conversation.
    """
    actor.require("conversation.read")
    at, before = open_place(conversation, cursor) if cursor else (LATEST, NEWEST)
    found = messages_before(limit).rows(conversation=conversation.pk, at=at, before=before)
    messages = tuple(message_of(row) for row in reversed(found[:limit]))
    older = seal_place(conversation, messages[0]) if len(found) > limit else ""
    return assembled(actor, conversation, messages, is_newest=not cursor, next_cursor=older)


def assembled(
    actor: Actor,
    conversation: Conversation,
    messages: tuple[MessageRow, ...],
    *,
    is_newest: bool,
    next_cursor: str = "",
    newer_cursor: str = "",
) -> ThreadPage:
    """Return a run of messages with all that is shown around them."""
    events = _events(conversation, messages, is_newest=is_newest)
    around = surroundings_of(actor, conversation, events)
    own = (each.message_id for each in around.readings if each.member_id == actor.member_id)
    return ThreadPage(
        conversation=conversation,
        messages=messages,
        events=events,
        around=around,
        reader_id=actor.member_id,
        seen_to=next(own, 0),
        is_newest=is_newest,
        next_cursor=next_cursor,
        newer_cursor=newer_cursor,
    )


def seal_place(conversation: Conversation, message: MessageRow) -> str:
    """Return where a message stands: by its time, for history may be brought in after what followed it."""
    return seal_cursor(f"thread:{conversation.public_id}", [message.created_at.isoformat(), message.id])


def open_place(conversation: Conversation, cursor: str) -> tuple[datetime, int]:
    """Return the time and id of a place; raises `BadInput` for one of another conversation."""
    at, number = open_cursor(cursor, f"thread:{conversation.public_id}")
    return datetime.fromisoformat(at), number


@cache
def messages_before(limit: int) -> Prepared[tuple[Any, ...]]:
    """Return the query of messages before a place, newest first, one more than `limit`."""
    before = Q(created_at__lt=MOMENT) | Q(created_at=MOMENT, id__lt=Given("before"))
    return Prepared(
        lambda: _shown(before & Q(created_at__lte=MOMENT)).order_by("-created_at", "-id")[: limit + 1]
    )


@cache
def messages_after(limit: int) -> Prepared[tuple[Any, ...]]:
    """Return the query of messages after a place, oldest first, one more than `limit`."""
    after = Q(created_at__gt=MOMENT) | Q(created_at=MOMENT, id__gt=Given("after"))
    return Prepared(
        lambda: _shown(after & Q(created_at__gte=MOMENT)).order_by("created_at", "id")[: limit + 1]
    )


def _shown(place: Q) -> QuerySet[Message, tuple[Any, ...]]:
    return (
        Message.objects.filter(place, conversation=Given("conversation"))
        .annotate(
            # To whom a customer's mail went besides us is no concern of ours, and may be a thousand people.
            sent_to=Case(
                When(direction=Message.Direction.IN, then=Value(None, JSONField())),
                default=F("recipients"),
            ),
            text_begins=Left("text", SHOWN_TEXT + 1),
            folded_begins=Left("folded_text", SHOWN_FOLDED + 1),
            rich_begins=Left("rich", SHOWN_RICH + 1),
            # Joined, colleagues are so few that PostgreSQL would lose the order of the messages over them, and read them all.
            files=_files(),
            came_by=_channel(),
            went_to=_address(),
            about=_order_number(),
            author_name=Coalesce(Subquery(_author().values("display_name")), F("former_author")),
        )
        .values_list(*MESSAGE_COLUMNS)
    )


def _files() -> Case:
    """Return the files of a message; one more than is shown says that there are more."""
    files = Attachment.objects.filter(message=OuterRef("pk")).order_by("id")[: SHOWN_FILES + 1]
    return Case(When(has_attachments=True, then=NestedRows(files, "public_id", "name", "file__size")))


def _channel() -> Case:
    """Return the channel of a message where it is not that of the conversation."""
    channel = ChannelAccount.objects.filter(pk=OuterRef("account_id")).values("channel")
    return Case(When(account__isnull=False, then=Subquery(channel)), output_field=CharField())


def _address() -> Case:
    """Return the customer's address that an answer went to where it is not that of the conversation."""
    address = Identity.objects.filter(pk=OuterRef("goes_to_id")).values("address")
    return Case(When(goes_to__isnull=False, then=Subquery(address)), output_field=CharField())


def _order_number() -> Case:
    """Return the number of the order that the customer chose with a message."""
    number = Order.objects.filter(pk=OuterRef("order_id")).values("number")
    return Case(When(order__isnull=False, then=Subquery(number)), output_field=CharField())


def _author() -> QuerySet[Member]:
    return Member.objects.filter(pk=OuterRef("author_id"))


def message_of(row: tuple[Any, ...]) -> MessageRow:
    """Return a message as the query gives it."""
    came_by, went_to, about, files, author, customer, identity, address, *delivery = row[OWN_COLUMNS:]
    who = customer or identity or address or author or ""
    aside = (address or "") if row[DIRECTION] == Message.Direction.NOTE else ""
    is_cut = len(row[TEXT]) > SHOWN_TEXT or len(row[FOLDED]) > SHOWN_FOLDED
    shown_files = tuple(FileRow(UUID(each[0]), *each[1:]) for each in (files or ())[:SHOWN_FILES])
    has_more = is_cut or len(files or ()) > SHOWN_FILES
    own = list(row[:OWN_COLUMNS])
    own[TEXT], own[FOLDED] = row[TEXT][:SHOWN_TEXT], row[FOLDED][:SHOWN_FOLDED]
    own[RICH] = "" if is_cut or len(row[RICH]) > SHOWN_RICH else row[RICH]
    told = DeliveryRow(*delivery) if delivery[0] else None
    ways = [came_by or "", went_to or ""]
    shown: list[Any] = [*own, who, told, has_more, aside, shown_files, *ways, about or ""]
    return MessageRow(*shown)


def _promised() -> QuerySet[PromisedUpdate, Any]:
    """Return what became of the promise that an event tells, asked with the events: it costs no statement of its own."""
    told = PromisedUpdate.objects.filter(event_id=OuterRef("pk"))
    return told.values_list(JSONObject(kind="kind", due_at="due_at", state="state", kept_at="kept_at"))[:1]


def _solved_with() -> QuerySet[Solution, Any]:
    """Return what solved it where an event tells that it is solved."""
    return Solution.objects.filter(event_id=OuterRef("pk")).values_list("resolution")[:1]


def _asked_aside() -> QuerySet[SideQuestion, Any]:
    """Return whom an event tells to be asked, and what became of it."""
    told = SideQuestion.objects.filter(event_id=OuterRef("pk"))
    shown = JSONObject(
        name="outsider__name",
        kind="outsider__kind",
        due_at="due_at",
        answered_at="answered_at",
        ended_at="ended_at",
    )
    return told.values_list(shown)[:1]


def _switched() -> QuerySet[Switch, Any]:
    """Return where an answer went that an event tells to have gone elsewhere, and why; none where it was taken back."""
    told = Switch.objects.filter(event_id=OuterRef("pk"))
    shown = JSONObject(
        channel="by__channel",
        address="message__goes_to__address",
        reason="reason",
        words="reason_words",
    )
    return told.values_list(shown)[:1]


def _rated() -> QuerySet[Rating, Any]:
    """Return what a customer says of a solution where an event tells it; none where they have changed their mind since."""
    told = Rating.objects.filter(event_id=OuterRef("pk"))
    return told.values_list(JSONObject(stars="stars", words="words"))[:1]


def _sold() -> QuerySet[Sale, Any]:
    """Return the order that an event tells to have come of what was offered here."""
    told = Sale.objects.filter(event_id=OuterRef("pk"))
    return told.values_list(JSONObject(number="order__number", minor="amount_minor", currency="currency"))[:1]


EVENTS = Prepared(
    lambda: (
        Event.objects.filter(
            subject__any_of=GivenIds("subjects"),
            kind__in=TOLD,
            created_at__gte=Given("since", DateTimeField()),
            created_at__lte=Given("until", DateTimeField()),
        )
        .annotate(
            promised=Subquery(_promised()),
            solved_with=Subquery(_solved_with()),
            asked_aside=Case(
                When(kind="aside.asked", then=Subquery(_asked_aside())), output_field=JSONField()
            ),
            switched=Case(When(kind="reply.switched", then=Subquery(_switched())), output_field=JSONField()),
            rated=Case(When(kind="solution.rated", then=Subquery(_rated())), output_field=JSONField()),
            sold=Case(When(kind="conversation.sold", then=Subquery(_sold())), output_field=JSONField()),
        )
        .order_by("-id")[:PAGE]
    )
)


def earlier_conversations(
    actor: Actor, conversation: Conversation, *, limit: int = 5
) -> Sequence[Conversation]:
    """Return the customer's other conversations, newest first."""
    theirs = visible_conversations(actor).filter(customer_id=conversation.customer_id)
    others = theirs.exclude(pk=conversation.pk).exclude(state=Conversation.State.MERGED)
    return list(others.order_by("-last_message_at")[:limit])


def tags_of(actor: Actor, conversation: Conversation) -> Sequence[Tag]:
    """Return the tags of a conversation in the order they were given."""
    actor.require("conversation.read")
    return list(Tag.objects.filter(taggings__conversation=conversation).order_by("taggings__id"))


def _events(
    conversation: Conversation, messages: Sequence[MessageRow], *, is_newest: bool
) -> tuple[Event, ...]:
    if not messages:
        return ()
    until = LATEST if is_newest else messages[-1].created_at
    told = EVENTS.rows(subjects=_subjects(conversation), since=messages[0].created_at, until=until)
    return tuple(each for each in reversed(told) if _is_told_here(each, conversation))


def _is_told_here(event: Event, conversation: Conversation) -> bool:
    """Tell whether an event is told: that two became one, or one two, tells the one that is open for both."""
    if event.kind == "reply.switched" and getattr(event, "switched", None) is None:
        return False  # it was taken back
    if event.kind == "solution.rated" and getattr(event, "rated", None) is None:
        return False  # they have said something else since
    return event.subject == conversation.public_id or event.kind not in MOVED


def _subjects(conversation: Conversation) -> list[UUID]:
    """Return whose events a thread tells: also those of what was merged into it."""
    return [conversation.public_id, *merged_ids(conversation)]
