"""What a shop has decided about its chat."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.conversations.models import ChannelAccount
from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

USUAL_WAIT_LIMIT_SECONDS = 180
USUAL_CHATS_EACH = 4


class ChatSettings(StoreOwned):
    """Whether there is a chat, on whose pages, and until when it is offered.

    `sites` are the origins of the shop's own pages, such as https://shop.example, that may show the chat. `colour` is ''
    for the shop's own. `longest_wait_seconds` is the wait beyond which chat is not offered, `chats_each` how many a
    colleague has at once. `identity_secret`, encrypted, is what the shop's own server signs its customers with, '' for none;
    `former_secret` is the one before it, good until `former_secret_until`.
    """

    account = models.ForeignKey(ChannelAccount, on_delete=models.PROTECT, related_name="+")
    is_on = models.BooleanField(_("Chat on your pages"), default=False)
    sites = models.JSONField(_("Your pages"), default=list)
    colour = models.CharField(_("Colour"), max_length=7, blank=True)
    longest_wait_seconds = models.PositiveIntegerField(
        _("Offered while nobody waits longer than"),
        default=USUAL_WAIT_LIMIT_SECONDS,
        validators=[MinValueValidator(30), MaxValueValidator(3600)],
    )
    chats_each = models.PositiveSmallIntegerField(
        _("Chats at once for each colleague"),
        default=USUAL_CHATS_EACH,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    identity_secret = models.TextField(blank=True)
    former_secret = models.TextField(blank=True)
    former_secret_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="how the shop chats", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["store"], name="chat_settings_once")]

    def __str__(self) -> str:
        return f"chat settings {self.public_id}"
