"""What a shop says of itself and of how it handles grievances, and who answers for them."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.models import ChannelAccount
from saath.core.clock import now
from saath.promises.grievances.rules import WORD_HOURS
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


def _word_notices() -> list[int]:
    return [24, 40]


def _redress_notices() -> list[int]:
    return [15, 25]


def _docket_notices() -> list[int]:
    return [72, 24]


class GrievanceSettings(StoreOwned):
    """The details that the page for grievances shows, and how soon colleagues are told before a limit.

    `word_hours` is within how many hours of receipt a grievance is acknowledged; `redress_days` within how many days it is
    redressed, None for one month. Neither can be later than the rules say. `word_notices` are hours, `redress_notices` days
    after receipt, `docket_notices` hours before the deadline that the National Consumer Helpline named. `own_words` is what
    the shop adds in its own name, by language. `account` is the door of the form for those who leave no e-mail address.
    """

    account = models.ForeignKey(
        ChannelAccount, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    is_open = models.BooleanField(_("Show the page to customers"), default=False)
    legal_name = models.CharField(_("Legal name"), max_length=200, blank=True)
    headquarters = models.TextField(_("Address of the headquarters"), blank=True)
    branches = models.TextField(_("Addresses of all branches"), blank=True)
    care_email = models.CharField(_("E-mail of customer care"), max_length=320, blank=True)
    care_phone = models.CharField(_("Telephone of customer care"), max_length=40, blank=True)
    own_words = models.JSONField(default=dict)
    word_hours = models.PositiveSmallIntegerField(
        default=WORD_HOURS, validators=[MinValueValidator(1), MaxValueValidator(WORD_HOURS)]
    )
    redress_days = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    word_notices = models.JSONField(default=_word_notices)
    redress_notices = models.JSONField(default=_redress_notices)
    docket_notices = models.JSONField(default=_docket_notices)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="how the shop handles grievances", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["store"], name="grievance_settings_once")]

    def __str__(self) -> str:
        return f"grievance settings {self.public_id}"


class GrievanceOfficer(StoreOwned):
    """Who answers for grievances, from one moment until another; `until` is None of the one who does now.

    `member` is the colleague who hears of limits, None where the officer does not work at the desk.
    """

    name = models.CharField(_("Name"), max_length=200)
    designation = models.CharField(_("Designation"), max_length=200)
    email = models.CharField(_("E-mail"), max_length=320, blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)

    retention = Retention(
        purpose="show who answered for grievances, and when", keep_for=None, erasure="keep", dated_by="since"
    )

    class Meta(StoreOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["store"], condition=Q(until=None), name="grievance_officer_now")
        ]
        indexes = [models.Index(fields=["store", "-since", "-id"], name="grievance_officers")]

    def __str__(self) -> str:
        return f"grievance officer {self.public_id}"
