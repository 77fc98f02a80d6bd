"""What a shop has decided about who gets what."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

USUAL_LIMIT = 15
USUAL_MINUTES = 10


def usual_order() -> list[str]:
    """Return the order of the reasons where a shop has chosen none; see `routing.rules.Reason`."""
    return ["knows", "language", "skill", "load"]


class RoutingSettings(StoreOwned):
    """Whether conversations are given to colleagues, and by what.

    `reasons` decide one after the other. `skills` are the shop's list: a key and names by language each. `needs` say what needs
    which skill: `on` a tag, a problem or the state of an order, with its `value`. Its row is held while somebody is
    chosen, so that two workers never count the same load.
    """

    class Mode(models.TextChoices):
        OFF = "off", _("Nobody: colleagues take from the queue")
        SUGGEST = "suggest", _("Suggest somebody, a colleague decides")
        ASSIGN = "assign", _("Give it to somebody")

    class Reopened(models.TextChoices):
        STAYS = "stays", _("Stays with who had it")
        ANYBODY = "anybody", _("Back to who had it if they are here, else to somebody else")
        QUEUE = "queue", _("Back to who had it if they are here, else into the queue for a person to take")

    mode = models.CharField(max_length=8, choices=Mode, default=Mode.OFF)
    reopened = models.CharField(max_length=8, choices=Reopened, default=Reopened.ANYBODY)
    seen_minutes = models.PositiveSmallIntegerField(
        default=USUAL_MINUTES, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    usual_limit = models.PositiveSmallIntegerField(
        default=USUAL_LIMIT, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    reasons = models.JSONField(default=usual_order)
    skills: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list)
    needs: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="who gets what", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["store"], name="routing_settings_once")]

    def __str__(self) -> str:
        return f"routing {self.mode}"
