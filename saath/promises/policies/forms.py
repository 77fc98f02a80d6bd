"""The form of a policy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.conversations.models import Conversation
from saath.core.languages import CHOICES
from saath.customers.models import CustomerTag
from saath.promises.models import Policy
from saath.promises.models.policy import LEAST_WARN_PERCENT, MOST_WARN_PERCENT, WARN_PERCENT
from saath.promises.policies.content import DAY, HOUR, LONGEST_NAME, MINUTE, MOST_DAYS, TIMES, Content
from saath.promises.policies.queries import shop_channels
from saath.promises.standards.changes import channel_label

UNITS = {"minutes": MINUTE, "hours": HOUR}
UNIT_CHOICES = [("minutes", _("minutes")), ("hours", _("open hours"))]
LABELS = {
    "first_answer_seconds": _("First answer within"),
    "next_answer_seconds": _("Next answers within"),
    "solution_seconds": _("Solved within"),
}
USUAL_UNIT = {
    "first_answer_seconds": "minutes",
    "next_answer_seconds": "minutes",
    "solution_seconds": "hours",
}
GONE = "gone"


class PolicyForm(Dressed, forms.Form):
    """Whom a policy is for, and within which times; an empty time is what everybody is promised."""

    helps: dict[str, str | Promise] = {
        "name": _("So that you know it again, for example “Best customers”."),
        "warn_percent": _("When so much of a time is used, whoever has it is warned."),
    }
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("Any")), *CHOICES])
    priority = forms.ChoiceField(
        label=_("Priority"), required=False, choices=[("", _("Any")), *Conversation.Priority.choices]
    )
    customer_tag = forms.ChoiceField(label=_("Customers tagged"), required=False)
    warn_percent = forms.IntegerField(
        label=_("Warning at percent of the time"),
        min_value=LEAST_WARN_PERCENT,
        max_value=MOST_WARN_PERCENT,
        initial=WARN_PERCENT,
    )
    is_active = forms.BooleanField(label=_("Switched on"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(
        self, *args: Any, tags: Sequence[CustomerTag], policy: Policy | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_presented(policy) if policy else None, **kwargs)
        self._tags = {str(each.public_id): each for each in tags}
        channels = [*shop_channels()]
        if policy and policy.channel and policy.channel not in channels:
            channels.append(policy.channel)
        chosen = [("", _("Any")), *((name, each.name) for name, each in self._tags.items())]
        if policy and policy.needs_tag and policy.customer_tag is None:
            chosen.append((GONE, _("A tag that is gone")))
        named = [("", _("Any")), *((name, channel_label(name)) for name in channels)]
        self.fields["channel"].choices = named  # type: ignore[attr-defined]
        self.fields["customer_tag"].choices = chosen  # type: ignore[attr-defined]
        for name, label in LABELS.items():
            most = MOST_DAYS * DAY // MINUTE
            number = forms.NumberInput(attrs={"class": "input"})
            self.fields[name] = forms.IntegerField(
                label=label, required=False, min_value=1, max_value=most, widget=number
            )
            unit = forms.Select(attrs={"class": "input"})
            self.fields[f"{name}_unit"] = forms.ChoiceField(
                label=_("Unit"), choices=UNIT_CHOICES, initial=USUAL_UNIT[name], widget=unit
            )

    def conditions(self) -> list[forms.BoundField]:
        """Return the fields that say whom it is for."""
        return [self[name] for name in ("channel", "language", "priority", "customer_tag")]

    def times(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return each time with its unit."""
        return [(self[name], self[f"{name}_unit"]) for name in TIMES]

    def content(self) -> Content:
        """Return what was entered. Only of a valid form."""
        entered = self.cleaned_data
        seconds: dict[str, Any] = {
            name: None if entered[name] is None else entered[name] * UNITS[entered[f"{name}_unit"]]
            for name in TIMES
        }
        kept = ("name", "channel", "language", "priority", "warn_percent", "is_active")
        return Content(
            **{name: entered[name] for name in kept},
            **seconds,
            customer_tag=self._tags.get(entered["customer_tag"]),
            needs_tag=entered["customer_tag"] == GONE,
        )


def _presented(policy: Policy) -> dict[str, Any]:
    kept = ("name", "channel", "language", "priority", "warn_percent", "is_active", "version")
    values: dict[str, Any] = {name: getattr(policy, name) for name in kept}
    values["customer_tag"] = GONE if policy.needs_tag else ""
    if policy.customer_tag is not None:
        values["customer_tag"] = str(policy.customer_tag.public_id)
    for name in TIMES:
        seconds = getattr(policy, name)
        if seconds is not None:
            unit = "minutes" if seconds % HOUR else "hours"
            values |= {name: seconds // UNITS[unit], f"{name}_unit": unit}
    return values
