"""A complaint under the rules for online shops, and what was decided of it."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

# The shop's own rule: the rules name no time.
REGISTER_KEPT = timedelta(days=3 * 366)


class Grievance(StoreOwned):
    """One line of the register. Its times are the law's: what happens to its conversation moves none of them.

    `received_at` is when the complaint first reached the shop, and never changes. `counts_from` is the earliest of that and
    of those that joined it by a merge, and `word_due_at` and `redress_due_at` the earliest of its own and theirs. `began_in` is
    the conversation that it was opened in, `conversation` the one that has its words now. `joined` is the grievance that goes on
    for it since the two were merged. `word` is the automatic message that names its reference. `acknowledged_at` is when the
    customer had that word, or a person's; None again where it turns out not to have arrived. `notice_at` is when colleagues
    are told next of a limit, None where there is nothing to tell.

    `docket_due_at` is what the National Consumer Helpline names as its deadline, which no rule that we know of does, and
    `helpline_due_at` the earliest of that and of those that joined it. Who complained asked at `erase_asked_at` to be
    forgotten, and was at `erased_at`.
    """

    class Source(models.TextChoices):
        FORM = "form", _("Form on your page")
        STAFF = "staff", _("A colleague")
        NCH = "nch", _("National Consumer Helpline")

    class Cause(models.TextChoices):
        DEFECTIVE = "defective", _("Defective or damaged")
        DEFICIENT = "deficient", _("Service deficient")
        SPURIOUS = "spurious", _("Spurious, not genuine")
        NOT_AS_DESCRIBED = "undescribed", _("Not as described")
        LATE = "late", _("Late")
        MONEY = "money", _("Payment or refund")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        REFUND = "refund", _("Refund")
        REPLACEMENT = "replacement", _("Replacement")
        REPAIR = "repair", _("Repair")
        RETURN = "return", _("Goods taken back")
        DELIVERED = "delivered", _("Delivered or delivered again")
        PUT_RIGHT = "put_right", _("Put right in another way")
        EXPLAINED = "explained", _("Explained, and the customer is content")
        REFUSED = "refused", _("Refused")
        DISMISSED = "dismissed", _("Not a grievance")

    class How(models.TextChoices):
        MAIL = "mail", _("automatic word")
        PERSON = "person", _("answer of a person")
        TOLD = "told", _("told in another way")

    conversation = models.ForeignKey(
        Conversation, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    began_in = models.ForeignKey(
        Conversation, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    joined = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="joiners")
    reference = models.CharField(max_length=12, editable=False)
    source = models.CharField(max_length=5, choices=Source)
    docket = models.CharField(_("Docket number"), max_length=60, blank=True)
    docket_due_at = models.DateTimeField(null=True)
    helpline_due_at = models.DateTimeField(null=True)
    cause = models.CharField(max_length=11, choices=Cause, default=Cause.OTHER)
    reason = models.CharField(max_length=500, blank=True)
    name = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=320, blank=True)
    order_number = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=2, blank=True)
    received_at = models.DateTimeField()
    counts_from = models.DateTimeField()
    word_due_at = models.DateTimeField()
    redress_due_at = models.DateTimeField()
    own_word_due_at = models.DateTimeField()
    own_redress_due_at = models.DateTimeField()
    word = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_how = models.CharField(max_length=6, choices=How, blank=True)
    acknowledged_in = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    redressed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    notice_at = models.DateTimeField(null=True)
    erase_asked_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    links_sent = models.PositiveSmallIntegerField(default=0)
    opened_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="register of grievances",
        keep_for=REGISTER_KEPT,
        erasure="blank",
        blank=("name", "contact", "reason", "order_number"),
        dated_by="received_at",
    )

    class Meta(StoreOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["store", "conversation"], name="grievance_of_conversation"),
            models.UniqueConstraint(fields=["store", "reference"], name="grievance_reference"),
        ]
        indexes = [
            models.Index(fields=["store", "-received_at", "-id"], name="grievance_register"),
            models.Index(
                fields=["store", "redress_due_at", "id"],
                condition=Q(redressed_at=None, joined=None),
                name="grievance_open",
            ),
            models.Index(
                fields=["store", "notice_at", "id"],
                condition=Q(notice_at__isnull=False),
                name="grievance_notices",
            ),
            models.Index(
                fields=["store", "conversation"],
                condition=Q(acknowledged_at=None, joined=None),
                name="grievance_without_word",
            ),
            models.Index(fields=["store", "began_in"], name="grievance_began"),
            models.Index(
                fields=["store", "helpline_due_at", "id"],
                condition=Q(helpline_due_at__isnull=False, redressed_at=None, joined=None),
                name="grievance_helpline",
            ),
            models.Index(
                fields=["store", "redressed_at", "id"],
                condition=Q(erase_asked_at__isnull=False, erased_at=None),
                name="grievance_to_erase",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        """Whether it still waits for redress in its own name."""
        return self.redressed_at is None and self.joined_id is None


class GrievanceDecision(StoreOwned):
    """What somebody decided, or proposed: a refusal that needs a second person is `agreed_at` by them or not at all.

    `words` is the letter in the customer's `language`; `letter` the message that it left as, None where they were told
    in another way. `withdrawn_at` says that it does not hold any more: taken back, said no to, or never arrived.
    """

    class Refusal(models.TextChoices):
        NOT_BOUGHT_HERE = "elsewhere", _("Not bought from this shop")
        NOTHING_WRONG = "nothing", _("Nothing wrong was found")
        OUT_OF_TIME = "time", _("After the time for returns")
        DAMAGED_LATER = "later", _("Damaged after delivery")
        NOT_SENT_BACK = "kept", _("The goods were not sent back")
        BEYOND_CONTROL = "force", _("Beyond the shop’s control (force majeure)")
        ALREADY = "already", _("Already put right")

    grievance = models.ForeignKey(Grievance, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Grievance.Outcome)
    refusal = models.CharField(max_length=9, choices=Refusal, blank=True)
    why = models.TextField(blank=True)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=2, blank=True)
    letter = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(default=now)
    agreed_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    agreed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    retention = Retention(
        purpose="register of grievances",
        keep_for=REGISTER_KEPT,
        erasure="blank",
        blank=("why", "words"),
        dated_by="decided_at",
    )

    class Meta(StoreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["store", "grievance"], condition=Q(withdrawn_at=None), name="grievance_decided_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.public_id}"
