"""What a shop has decided about itself."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput
from saath.core.languages import CODES
from saath.stores.hours import WeekHours
from saath.stores.hours_json import week_from_json
from saath.stores.states import ALL_INDIA, STATES
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention

FIVE_MINUTES = 300
SHORTEST_TARGET_SECONDS = 60
LONGEST_TARGET_SECONDS = 7 * 24 * 3600


def usual_hours() -> dict[str, Any]:
    """Hours of a shop that has not set its own: Monday to Saturday, 10 to 19."""
    return {day: [["10:00", "19:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat")}


def all_languages() -> list[str]:
    """Every language that Saath speaks."""
    return list(CODES)


def check_hours(value: Any) -> None:
    """Refuse hours that `hours_json` cannot read. Raises BadInput."""
    week_from_json(value)


def check_languages(value: Any) -> None:
    """Refuse a list that is empty, repeats itself or names a language we do not speak. Raises BadInput."""
    spoken = {*CODES} & {*map(str, value)} if isinstance(value, list) else set()
    if not spoken or sorted(spoken) != sorted(map(str, value)):
        raise BadInput(_("Choose at least one of the languages."), field="languages")


def check_state(value: str) -> None:
    """Refuse what is no state of India. Raises BadInput."""
    if value not in (ALL_INDIA, *STATES):
        raise BadInput(_("Choose one of the states."), field="holiday_state")


class StoreSettings(StoreOwned):
    """Opening hours, the time within which a first answer is promised, and the languages of a shop.

    `holiday_state` names the state whose public holidays are suggested, "" for those of all of India.
    `acknowledges` says whether a new conversation is answered at once with its reference and when a person answers,
    `asks_if_sorted` whether a customer is asked so once it is solved. Who writes into a conversation that has been solved
    for more than `follow_up_after_days` opens one that follows it.
    """

    hours = models.JSONField(_("Opening hours"), default=usual_hours, validators=[check_hours])
    first_answer_target_seconds = models.PositiveIntegerField(
        _("First answer within"),
        default=FIVE_MINUTES,
        validators=[MinValueValidator(SHORTEST_TARGET_SECONDS), MaxValueValidator(LONGEST_TARGET_SECONDS)],
    )
    holiday_state = models.CharField(
        _("Public holidays of"), max_length=2, blank=True, default=ALL_INDIA, validators=[check_state]
    )
    languages = models.JSONField(_("Languages"), default=all_languages, validators=[check_languages])
    acknowledges = models.BooleanField(_("Acknowledge new messages"), default=True)
    asks_if_sorted = models.BooleanField(_("Ask whether it is sorted"), default=True)
    follow_up_after_days = models.PositiveSmallIntegerField(
        _("A late answer opens a new conversation after"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="how the shop works", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["store"], name="settings_once_per_store")]

    def __str__(self) -> str:
        return f"settings {self.public_id}"

    @property
    def week(self) -> WeekHours:
        """The opening hours as a value."""
        return week_from_json(self.hours)
