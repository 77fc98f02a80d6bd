from datetime import timedelta
from typing import Any, ClassVar, Never

from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.tenancy.retention import Retention

KEEP_FOR = timedelta(days=400)


class AuditKind(models.TextChoices):
    """What the audit remembers, in the words of its page."""

    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
    SIGN_IN_BLOCKED = "sign_in_blocked", _("Too many failed sign-ins")
    SIGNED_OUT = "signed_out", _("Signed out")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    PASSWORD_RESET = "password_reset", _("Password set anew by mail")
    FACTOR_ADDED = "factor_added", _("Second step added")
    FACTOR_REMOVED = "factor_removed", _("Second step removed")
    FACTOR_RENEWED = "factor_renewed", _("New recovery codes made")
    SESSIONS_ENDED = "sessions_ended", _("Other sessions ended")
    MEMBER_INVITED = "member_invited", _("Colleague invited")
    INVITATION_WITHDRAWN = "invitation_withdrawn", _("Invitation withdrawn")
    MEMBER_JOINED = "member_joined", _("Colleague joined")
    ROLE_CHANGED = "role_changed", _("Role changed")
    MEMBER_REVOKED = "member_revoked", _("Colleague removed")
    SHOP_OPENED = "shop_opened", _("Shop set up")
    SETTINGS_CHANGED = "settings_changed", _("Shop settings changed")
    MAIL_RELEASED = "mail_released", _("Mail let in that a rule kept out")
    MAIL_READ_AGAIN = "mail_read_again", _("Mail read again")
    RAW_MAIL_SEEN = "raw_mail_seen", _("Mail downloaded as it came")
    DELIVERY_SEEN = "delivery_seen", _("Delivery of a platform downloaded as it came")
    TOKEN_MADE = "token_made", _("Token made for a program")
    TOKEN_REVOKED = "token_revoked", _("Token of a program ended")
    APP_ADDED = "app_added", _("App registered")
    APP_CHANGED = "app_changed", _("App changed")
    APP_REMOVED = "app_removed", _("App removed")
    APP_LET_IN = "app_let_in", _("App let in")
    APP_SHUT_OUT = "app_shut_out", _("App shut out")
    APP_COPIED = "app_copied", _("Something secret of an app came twice")
    SECRET_SEEN = "secret_seen", _("Secret looked at")
    EXPORT_RUN = "export_run", _("Everything exported")
    EXPORT_FETCHED = "export_fetched", _("Export downloaded")
    SHOP_BROUGHT = "shop_brought", _("Export of a shop brought in")
    REGISTER_TAKEN = "register_taken", _("Register of grievances downloaded")


class AuditIsAppendOnly(TypeError):
    """Somebody tried to change or drop an audit entry."""


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Reads and adds; refuses everything else."""

    def update(self, **kwargs: Any) -> Never:
        """Refused: an entry is never changed."""
        raise AuditIsAppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> Never:
        """Refused: an entry is never changed."""
        raise AuditIsAppendOnly

    def delete(self) -> Never:
        """Refused: entries end with their retention only."""
        raise AuditIsAppendOnly


class AuditEntry(models.Model):
    """Who did what to access and secrets, when and whence.  One row a fact, for ever as it was written.

    `store` is empty where the deed belongs to a person and not to a shop.  `detail` holds public ids, roles
    and names of fields; never a text, an address or a secret.
    """

    kind = models.CharField(max_length=32, choices=AuditKind)
    store = models.ForeignKey("tenancy.Store", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    ip = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now, editable=False)

    objects: ClassVar[models.Manager["AuditEntry"]] = models.Manager.from_queryset(AuditEntryQuerySet)()
    retention = Retention(purpose="Proof of who could reach what.", keep_for=KEEP_FOR, erasure="keep")

    class Meta:
        indexes = [
            models.Index(fields=["store", "-id"], name="audit_by_store"),
            models.Index(fields=["person", "-id"], name="audit_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d %H:%M}"

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refused: entries end with their retention only."""
        raise AuditIsAppendOnly

    def _do_update(self, *args: Any, **kwargs: Any) -> Never:
        raise AuditIsAppendOnly
