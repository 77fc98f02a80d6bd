"""The contract of a channel: what comes in, what goes out, what it can do, how it fails.

An adapter is a leaf. It translates between the wire and these dataclasses, holds no state between
calls, and knows neither database nor conversation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable
from uuid import UUID


class ChannelError(Exception):
    """What a channel may raise; anything else from an adapter is a defect."""


class BadSignature(ChannelError):
    """The payload does not prove that it comes from the provider: refuse it and store nothing."""


class RetryLater(ChannelError):
    """The other side is busy or unreachable and certainly took nothing; the same call may succeed later."""

    def __init__(self, reason: str, *, seconds: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds


class Rejected(ChannelError):
    """The other side will not take this message; `permanent` says whether a later try can succeed."""

    def __init__(self, reason: str, *, permanent: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


class NeedsReauth(ChannelError):
    """The credentials are no longer accepted; a person has to connect the account again."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One side of a message: the provider's user id (e-mail: the address as written) and a name or ''.

    `key` is what two spellings of the same id have in common; '' where the id has one spelling only.
    """

    address: str
    name: str = ""
    key: str = ""

    @property
    def identity_key(self) -> str:
        """Return what an identity is recognised by."""
        return self.key or self.address


@dataclass(frozen=True, slots=True)
class ThreadToken:
    """A signature of ours that came back, so this message answers that conversation.

    `is_senders` is False when the token was issued to another address than the one that now writes:
    a forwarded mail, or a second address of the same person.
    """

    conversation: UUID
    is_senders: bool


@dataclass(frozen=True, slots=True)
class InboundAttachment:
    """A file as the provider declares it; the content type is a claim and must be sniffed before use."""

    name: str
    content_type: str
    data: bytes = field(repr=False)
    content_id: str = ""
    is_inline: bool = False


class SegmentKind(StrEnum):
    """What a piece of a message's text is; only OWN is shown unfolded."""

    OWN = "own"
    QUOTE = "quote"
    SIGNATURE = "signature"
    DISCLAIMER = "disclaimer"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text in its place: the segments one after the other are the whole message."""

    kind: SegmentKind
    text: str


class NatureKind(StrEnum):
    """Who or what speaks in a message."""

    PERSON = "person"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"  # a message of ours failed or is late
    NOTICE = "notice"  # a message of ours was delivered or passed on
    COMPLAINT = "complaint"  # a message of ours was called spam
    READ_RECEIPT = "read_receipt"
    LIST = "list"


# Of the codes about addresses, those about the sender's, an ambiguous one, and "something with the address".
_NOT_DEAD = frozenset({"5.1.0", "5.1.4", "5.1.5", "5.1.7", "5.1.8", "5.1.9"})


@dataclass(frozen=True, slots=True)
class Nature:
    """Whether a person speaks, and of what message of ours a report tells.

    `reason` is the name of the rule that decided, '' for a person. `failed_recipients` are addresses as the
    report writes them; `status` is an RFC 3463 code ('5.1.1') or ''; `is_still_tried` says that the other
    server has not given up; `original_message_id` (no brackets) names the message that is reported on.
    """

    kind: NatureKind = NatureKind.PERSON
    reason: str = ""
    failed_recipients: tuple[str, ...] = ()
    status: str = ""
    original_message_id: str = ""
    is_still_tried: bool = False

    @property
    def is_person(self) -> bool:
        """Whether a person wrote it."""
        return self.kind == NatureKind.PERSON

    @property
    def failed_recipient(self) -> str:
        """Return the first address that failed, '' where the report names none."""
        return next(iter(self.failed_recipients), "")

    @property
    def is_permanent(self) -> bool:
        """Whether the message will not arrive at any later try (RFC 3463 class 5)."""
        return self.kind == NatureKind.BOUNCE and self.status.startswith("5") and not self.is_still_tried

    @property
    def is_dead_address(self) -> bool:
        """Whether the address itself is wrong, so that nothing more should go there (RFC 3463, 3.2: X.1.Y).

        Of several addresses none counts as dead: the status is that of one of them.
        """
        is_about_address = self.status.startswith("5.1.") and self.status not in _NOT_DEAD
        is_alone = len(self.failed_recipients) == 1
        return self.is_permanent and is_alone and (is_about_address or self.status == "5.4.4")


@dataclass(frozen=True, slots=True)
class SenderProof:
    """Whether the sender's own domain vouches for the message; `how` is 'dkim', 'dmarc', 'spf' or the channel's.

    Not proved is no accusation: it only means that nothing may be told or done on this message's word.
    """

    is_proved: bool = False
    how: str = ""
    domain: str = ""

    @property
    def said(self) -> str:
        """Return how and by whom in two words, as in "dkim example.in", '' where nothing proves the sender."""
        return f"{self.how} {self.domain}".strip() if self.is_proved else ""


@dataclass(frozen=True, slots=True)
class SpamSigns:
    """What others say of a message on its way: `is_flagged` that it is spam, `has_failed_authentication` that the
    domain of its sender disowns it, by the word of our own server."""

    is_flagged: bool = False
    has_failed_authentication: bool = False


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message of a customer, the same shape from every channel.

    `text` is the whole message as plain text; `visible_text` is what the person wrote now and
    `folded_text` the quoted history, signature and disclaimer, together never less than `text`; `segments`
    are the same pieces in their order, () where nothing is folded. `html` is safe to
    put into a sandboxed frame on the content host: its pictures are addressed `cid:` (an attachment's
    `content_id`) or `blocked:` (remote, off until a person asks).
    `fingerprint` is a hash over everything but trace headers: with `provider_id` equal, the same message. Where the
    writer's program set neither id nor date, trace headers count too, for nothing else tells two messages apart.
    `nature` tells a person's words from a machine's; `refuses_auto_answer` says that a person may have
    written, but asks for no automatic answer.
    """

    provider_id: str | None
    fingerprint: str
    sender: Participant
    text: str
    visible_text: str
    folded_text: str = ""
    html: str = ""
    subject: str = ""
    to: tuple[Participant, ...] = ()
    cc: tuple[Participant, ...] = ()
    reply_to: tuple[Participant, ...] = ()
    sent_at: datetime | None = None
    attachments: tuple[InboundAttachment, ...] = ()
    thread_tokens: tuple[ThreadToken, ...] = ()
    references: tuple[str, ...] = ()
    segments: tuple[Segment, ...] = ()
    nature: Nature = Nature()
    refuses_auto_answer: bool = False
    language_hint: str = ""
    proof: SenderProof = SenderProof()
    spam: SpamSigns = SpamSigns()
    unreadable: tuple[str, ...] = ()  # content types of parts for which `text` holds a placeholder

    @property
    def is_automatic(self) -> bool:
        """Whether a machine wrote it: then it opens nothing, stops no clock and gets no answer."""
        return not self.nature.is_person

    @property
    def automatic_rule(self) -> str:
        """Return the name of the rule by which a machine wrote it, '' = a person did."""
        return self.nature.reason

    @property
    def is_sender_proved(self) -> bool:
        """Whether the sender is who the message says."""
        return self.proof.is_proved


class ReceiptKind(StrEnum):
    """What a provider tells about a message that we sent."""

    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Receipt:
    """News about a message of ours, named by the id that `send` returned or our own message id."""

    provider_id: str
    kind: ReceiptKind
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RawDelivery:
    """What arrived, before anything is understood: exactly what the intake ledger stores.

    `mail_from` is the return path of an SMTP transaction: '' is the null path `<>`, None is "not known".
    """

    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    mail_from: str | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """What one raw delivery turned out to hold; both empty means that there is nothing for us in it."""

    messages: tuple[InboundMessage, ...] = ()
    receipts: tuple[Receipt, ...] = ()


@dataclass(frozen=True, slots=True)
class OutboundAttachment:
    """A file to send."""

    name: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """The customer's last words, for channels that repeat them under an answer.

    `sent_at` is written out in the zone that it carries: the shop's, where a customer is to read it.
    """

    author: str
    text: str
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """One message to a customer. `message_id` is ours and the same at every try of the same message.

    `sender_name` is the person who answers, `shop_name` what customers of its language call the shop, '' where that is the
    account's own name; `html` is '' where the channel shall derive it from `text`.
    `references` is the chain of provider ids, oldest first; the last one is what is being answered.
    """

    message_id: str
    to: tuple[Participant, ...]
    text: str
    cc: tuple[Participant, ...] = ()
    sender_name: str = ""
    shop_name: str = ""
    reply_address: str = ""
    subject: str = ""
    html: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[OutboundAttachment, ...] = ()
    quote: Quote | None = None
    language: str = ""
    is_automatic: bool = False
    created_at: datetime | None = None


class SendOutcome(StrEnum):
    """How a send ended. UNKNOWN: the line died when the other side may already have taken it."""

    SENT = "sent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SendResult:
    """`provider_id` is the other side's name for the message, '' where it gives none.

    `message_id` is the name (Message-ID) under which the other side sends it on, '' where that is ours.
    """

    outcome: SendOutcome
    provider_id: str = ""
    detail: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class ChannelSign:
    """How people see a channel: an icon of the sprite and a name, translated when it is shown."""

    icon: str
    label: str


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do; templates and rules ask these, never which channel it is.

    `media` holds the content types of files that it takes, 'image/*' style globs allowed; `text_limit` counts
    characters, `attachment_limit` bytes and `attachment_count` files a message, None = unlimited;
    `reply_window` is the time after the customer's last message in which a free answer is allowed;
    `has_copies` says that others than the customer can be addressed beside them;
    `recognises_repeat` says that sending the same `message_id` twice delivers once;
    `is_here` says that the customer reads answers from us: what is written is delivered;
    `is_live` says that they are there while they write: it rings, and whoever is at the desk takes it;
    `has_raw_mail` says that what came is kept as a mail, which a person may take home as it was.
    """

    identity_namespace: str
    sign: ChannelSign
    text_limit: int | None = None
    attachment_limit: int | None = None
    attachment_count: int | None = None
    media: frozenset[str] = frozenset()
    has_subject: bool = False
    has_html: bool = False
    has_threads: bool = False
    has_copies: bool = False
    has_typing: bool = False
    has_receipts: bool = False
    reply_window: timedelta | None = None
    recognises_repeat: bool = False
    is_here: bool = False
    is_live: bool = False
    has_raw_mail: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """One connected account of a store on a channel, with all that its adapter may know.

    `address` is the shop's own id there (e-mail: its address). `keys` sign our thread tokens, the
    newest first. `options` are the channel's own settings as text; secrets among them never reach a log.
    """

    address: str
    name: str = ""
    keys: tuple[bytes, ...] = field(default=(), repr=False)
    options: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Polled:
    """New deliveries since `cursor`, and where to go on from; store both before asking again."""

    deliveries: tuple[RawDelivery, ...]
    cursor: str


class Adapter(Protocol):
    """One channel's translation, made for one account by its class: `EmailAdapter(account)`."""

    capabilities: Capabilities

    def verify(self, delivery: RawDelivery) -> str:
        """Return the delivery's unique key for the ledger. Raises BadSignature. Looks at raw bytes only."""
        ...

    def parse(self, delivery: RawDelivery) -> IntakeResult:
        """Translate what arrived. Never raises on what a stranger can send: unreadable parts become text."""
        ...

    def name_message(self, conversation: UUID, recipient: str, *, unique: UUID) -> str:
        """Return our own id of a message to come, by which an answer to it finds its conversation."""
        ...

    def reply_address(self, conversation: UUID, recipient: str) -> str:
        """Return where an answer of this recipient shall go, signed; '' where the channel knows by itself."""
        ...

    def send(self, message: OutboundMessage) -> SendResult:
        """Hand over one message. Raises RetryLater, Rejected, NeedsReauth; all else is an outcome."""
        ...


@runtime_checkable
class PollingAdapter(Protocol):
    """What an adapter has besides, where the provider has to be asked."""

    def poll(self, cursor: str) -> Polled:
        """Fetch what is new after `cursor` ('' = from the start). Raises RetryLater, NeedsReauth."""
        ...
