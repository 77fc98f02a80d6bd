"""What a customer and the store say to each other about one thing."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.models.account import ChannelAccount
from saath.conversations.models.problem import Problem
from saath.conversations.parties import Parties, as_stored, parties_from
from saath.core.clock import now
from saath.customers.models import Customer, Identity
from saath.orders.likely import Reason
from saath.orders.models import Order
from saath.stores.models import Member
from saath.tenancy.models import Referred, StoreManager, StoreQuerySet
from saath.tenancy.retention import Retention


class ConversationQuerySet(StoreQuerySet["Conversation"]):
    """Filters by whose turn it is."""

    def waiting_for_us(self) -> Self:
        """Keep those where a person at the store must answer."""
        return self.filter(state=Conversation.State.OPEN)


ConversationManager = StoreManager.from_queryset(ConversationQuerySet)


class Conversation(Referred):
    """State, owner and promise of a conversation, with the columns that a list shows kept up to date by its actions.

    `draft_marks` says who has words here that are not sent yet; see `drafting`.
    `spam_reason` is why it was put aside as spam, '' where it is none; `taught` is what the store's learner has taken
    its first message for, so that it is counted once and a change of mind can be taken back. `update_due_at` and
    `update_kind` are those of the promised update that it owes, None and '' where it owes none. `aside_due_at` and
    `aside_kind` say by when somebody outside was to answer and what they are to the shop, while they have not: of several
    the next one. `resolution` is what
    solved it while it is solved, and `confirmed_at` when the customer said so; `follows` is the solved conversation that
    it goes on from, and `problem` what it is one of many cases of. One that was merged into another has its words there
    and nothing happens in it any more: else it stays as it was, so that it can be taken out again. `former_references`
    are the references of those that were merged into it.
    `risk_at` is when the first of its promises is due of which colleagues were warned, None while none is at risk.
    `items_done` of the `items_total` things on its checklists are done.
    `order` is what it is about where somebody has chosen it, and `order_reason` who; else it is guessed each time that it is
    looked at, and `guessed_order` is what was guessed last, for lists.
    `last_account` and `last_identity` are by which account of ours and which identity of theirs the customer wrote last,
    None where these are its own.
    `field_words` are what the shop's fields know of it, as the search finds it. `held_in` is the write transaction that read
    this very instance to hold it, until an action takes it over, `answered_at` the time of the answer by which this instance
    stopped to wait, `language_before` its language before this instance learned it from what the customer has just written,
    and `is_brought` says that its customer began to wait elsewhere, or before anything was promised.
    """

    held_in: object | None = None
    answered_at: datetime | None = None
    language_before: str | None = None
    is_brought: bool = False

    class State(models.TextChoices):
        OPEN = "open"
        PENDING = "pending"
        SNOOZED = "snoozed"
        SOLVED = "solved"
        SPAM = "spam"
        MERGED = "merged"

    class SpamReason(models.TextChoices):
        BLOCKED = "blocked"
        UPSTREAM = "upstream"
        LEARNED = "learned"
        COLLEAGUE = "colleague"

    class Taught(models.TextChoices):
        SPAM = "spam"
        WANTED = "ham"

    # Of those that are raised the more urgent stands last by the alphabet: what waits is read by it, the normal by itself.
    class Priority(models.TextChoices):
        NORMAL = "normal", _("Normal")
        HIGH = "high", _("High")
        URGENT = "urgent", _("Urgent")

    class Resolution(models.TextChoices):
        ANSWER = "answer", _("Answer")
        REFUND = "refund", _("Refund")
        REPLACEMENT = "replacement", _("Replacement")
        REDELIVERY = "redelivery", _("Delivered again")
        CREDIT = "credit", _("Credit note")
        REPAIR = "repair", _("Repair")
        APOLOGY = "apology", _("Apology")
        OTHER = "other", _("Something else")

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="conversations")
    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(ChannelAccount, on_delete=models.PROTECT, related_name="+", db_index=False)
    last_account = models.ForeignKey(
        ChannelAccount, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    last_identity = models.ForeignKey(
        Identity, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    priority = models.CharField(max_length=6, choices=Priority, default=Priority.NORMAL)
    assignee = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    subject = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=2, blank=True)
    waiting_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    risk_at = models.DateTimeField(null=True)
    first_answered_at = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    resolution = models.CharField(max_length=12, choices=Resolution, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    follows = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="follow_ups", db_index=False
    )
    problem = models.ForeignKey(
        Problem, on_delete=models.SET_NULL, null=True, related_name="conversations", db_index=False
    )
    order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    order_reason = models.CharField(max_length=10, choices=Reason, blank=True)
    guessed_order = models.ForeignKey(
        Order, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="merged", db_index=False
    )
    former_references = models.TextField(blank=True)
    field_words = models.TextField(blank=True)
    items_done = models.PositiveSmallIntegerField(default=0)
    items_total = models.PositiveSmallIntegerField(default=0)
    snoozed_until = models.DateTimeField(null=True)
    snoozed_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    update_due_at = models.DateTimeField(null=True)
    update_kind = models.CharField(max_length=5, blank=True)
    aside_due_at = models.DateTimeField(null=True)
    aside_kind = models.CharField(max_length=8, blank=True)
    last_text = models.CharField(max_length=240, blank=True)
    last_language = models.CharField(max_length=2, blank=True)
    last_message_id = models.BigIntegerField(default=0)
    last_message_at = models.DateTimeField()
    message_count = models.PositiveIntegerField(default=0)
    has_failed_delivery = models.BooleanField(default=False)
    handover_count = models.PositiveSmallIntegerField(default=0)
    reopened_since = models.DateTimeField(null=True)
    reopened_times = models.PositiveSmallIntegerField(default=0)
    spam_reason = models.CharField(max_length=12, choices=SpamReason, blank=True)
    parties = models.JSONField(default=list)
    draft_marks = models.TextField(blank=True)
    taught = models.CharField(max_length=4, choices=Taught, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now, editable=False)

    objects: ClassVar[ConversationManager[Conversation]] = ConversationManager()
    retention = Retention(
        purpose="answer the customer and remember",
        keep_for=None,
        erasure="blank",
        blank=("subject", "last_text", "parties", "field_words"),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "reference"], name="conversation_reference")]
        indexes = [
            models.Index(
                fields=["store", "due_at", "id"], condition=Q(state="open"), name="conversation_answer_now"
            ),
            models.Index(
                fields=["store", "assignee", "due_at", "id"],
                condition=Q(state="open"),
                name="conversation_mine",
            ),
            models.Index(
                fields=["store", "risk_at", "id"],
                condition=Q(risk_at__isnull=False),
                name="conversation_at_risk",
            ),
            models.Index(
                fields=["store", "-priority", "due_at", "id"],
                condition=Q(~Q(priority="normal"), state="open", assignee__isnull=True),
                name="conversation_raised",
            ),
            # With the promise, by which the count of those who are with the customer leaves some out: it reads no row for that.
            models.Index(
                fields=["store", "state", "-last_message_at", "-id", "update_due_at"],
                name="conversation_latest",
            ),
            models.Index(
                fields=["store", "snoozed_until", "id"],
                condition=Q(state="snoozed"),
                name="conversation_snoozed",
            ),
            models.Index(
                fields=["store", "update_due_at", "id"],
                condition=Q(update_due_at__isnull=False),
                name="conversation_promised",
            ),
            models.Index(fields=["store", "customer", "-last_message_at"], name="conversation_of_customer"),
            models.Index(
                fields=["store", "account", "state", "-last_message_at"], name="conversation_by_account"
            ),
            models.Index(
                fields=["store", "follows", "-id"],
                condition=Q(follows__isnull=False),
                name="conversation_follows",
            ),
            models.Index(
                fields=["store", "problem", "id"],
                condition=Q(problem__isnull=False),
                name="conversation_of_problem",
            ),
            models.Index(
                fields=["store", "merged_into"],
                condition=Q(merged_into__isnull=False),
                name="conversation_merged",
            ),
            models.Index(
                fields=["store", "last_account", "state", "-last_message_at"],
                condition=Q(last_account__isnull=False),
                name="conversation_moved",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_raised(self) -> bool:
        """Whether it is more urgent than most."""
        return self.priority != self.Priority.NORMAL

    @property
    def people(self) -> Parties:
        """Return who besides the customer has a part in it."""
        return parties_from(self.parties)

    @people.setter
    def people(self, parties: Parties) -> None:
        self.parties = as_stored(parties)
