"""One thing that was said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saath.conversations.models.account import ChannelAccount
from saath.conversations.models.conversation import Conversation
from saath.conversations.rules import may_reveal
from saath.core.clock import now
from saath.customers.models import Identity
from saath.files.models import StoredFile
from saath.orders.models import Order
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned, StoreRow
from saath.tenancy.retention import Retention


class Message(StoreOwned):
    """A message of the customer, an answer of ours, or a note for the team.

    `text` is what the person wrote; `folded_text` the quotes and signature around it. `html` holds the sanitised
    original where there is one: it is a file, shown in a sandboxed frame on the content host. `rich` is what we wrote
    with marks (see `marks`) as cleaned HTML, '' where it has none. `identity` is who wrote it from outside.

    `account` is the one of ours by which it came or leaves and `goes_to` the customer's identity that an answer goes to,
    None where these are those of the conversation.

    `is_sender_proved` says whether the sender's own domain vouches for it, None where nobody asked; `proof` is how and
    by which domain, as in "dkim example.in". What it allows is decided by `rules.may_reveal` alone.

    `former_author` is who of the shop wrote it elsewhere where that is no member here, as they were called there.

    `order` is which order the customer said that it is about, None where they named none by choosing it.
    """

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"
        NOTE = "note"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=4, choices=Direction)
    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(
        ChannelAccount, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    goes_to = models.ForeignKey(
        Identity, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    former_author = models.CharField(max_length=120, blank=True)
    is_automatic = models.BooleanField(default=False)
    subject = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)
    folded_text = models.TextField(blank=True)
    rich = models.TextField(blank=True)
    html = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=2, blank=True)
    recipients = models.JSONField(default=list)
    has_attachments = models.BooleanField(default=False)
    is_sender_proved = models.BooleanField(null=True)
    proof = models.CharField(max_length=280, blank=True)
    order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    client_key = models.CharField(max_length=64, null=True)
    sent_at = models.DateTimeField()
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="what was said",
        keep_for=None,
        erasure="blank",
        blank=("subject", "text", "folded_text", "rich", "html", "recipients"),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "client_key"], name="message_client_key")]
        indexes = [
            models.Index(fields=["store", "conversation", "created_at", "id"], name="message_in_thread"),
            models.Index(fields=["store", "id"], condition=Q(direction="out"), name="message_answers"),
            models.Index(
                fields=["store", "goes_to", "conversation"],
                condition=Q(goes_to__isnull=False),
                name="message_goes_elsewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.public_id}"

    @property
    def leaves_by(self) -> ChannelAccount:
        """Return the account of ours by which it came or leaves."""
        return self.account or self.conversation.account

    @property
    def recipient(self) -> Identity:
        """Return the identity of the customer that an answer goes to."""
        return self.goes_to or self.conversation.identity

    @property
    def may_reveal(self) -> bool:
        """Whether something about orders may be told or done on this message's word; see `rules.may_reveal`."""
        return may_reveal(
            direction=self.direction,
            is_automatic=self.is_automatic,
            is_sender_proved=self.is_sender_proved,
        )


class MessageKey(StoreRow):
    """A Message-ID by which a later mail may refer to a message (RFC 5322, 3.6.4)."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64, blank=True)

    retention = Retention(
        purpose="thread answers", keep_for=None, erasure="delete", dated_by="message__created_at"
    )

    class Meta:
        indexes = [models.Index(fields=["store", "key"], name="message_key")]

    def __str__(self) -> str:
        return self.key


class Mention(StoreRow):
    """A Message-ID that something of ours refers to, or bears, while it has no place: where such a mail comes, the two meet.

    With a `message`: it is filed and refers to a mail that we do not have. With an `item`: it is the copy of a mail of
    ours in the ledger that answered nothing here; its own Message-ID is among its rows.
    """

    key = models.CharField(max_length=255)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="mentions")
    item = models.ForeignKey(
        "conversations.IntakeItem", on_delete=models.CASCADE, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="thread mails that come in any order", keep_for=None, erasure="delete")

    class Meta:
        indexes = [models.Index(fields=["store", "key"], name="mention_key")]

    def __str__(self) -> str:
        return self.key
