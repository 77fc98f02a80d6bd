"""The forms of whom the shop asks as the time of a promise runs out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.core.names import in_words
from saath.promises.chain.content import MOST_MINUTES
from saath.promises.chain.queries import Named
from saath.promises.chain.rules import Does, Moment, Step, Whom

MOMENTS = [
    (Moment.WARNING, _("When it warns")),
    (Moment.PERCENT, _("At so many percent of the time")),
    (Moment.MISSED, _("When it is missed")),
    (Moment.AFTER, _("So many minutes after it was missed")),
]
ANYBODY = [
    (Whom.OWNER, _("Whoever has it")),
    (Whom.PRESENT, _("Who is at the desk, fits and has least")),
    (Whom.EVERYBODY, _("Everybody who answers")),
]
DEEDS = [(Does.TELL, _("Hears of it")), (Does.GIVE, _("Gets it"))]
MOST_PREVIEWED = 10_080


class StepForm(Dressed, forms.Form):
    """One step: when, who, and what. Without whom there is none."""

    moment = forms.ChoiceField(label=_("When"), choices=MOMENTS)
    amount = forms.IntegerField(
        label=_("Percent or minutes"), min_value=1, max_value=MOST_MINUTES, required=False
    )
    whom = forms.ChoiceField(label=_("Who"), required=False)
    does = forms.ChoiceField(label=_("What"), choices=DEEDS)

    def __init__(self, *args: Any, named: Named, step: Step | None = None, **kwargs: Any) -> None:
        if step is not None:
            kwargs["initial"] = {
                "moment": step.moment,
                "amount": step.amount or None,
                "whom": ":".join(filter(None, (step.whom, step.member, step.skill))),
                "does": step.does,
            }
        super().__init__(*args, **kwargs)
        chosen = self.fields["whom"]
        assert isinstance(chosen, forms.ChoiceField)  # as declared above
        chosen.choices = [("", _("Nobody: no such step")), *_whom(named)]

    def step(self) -> Step | None:
        """Return what was chosen, None for no step. Only of a valid form."""
        told = self.cleaned_data
        if not told["whom"]:
            return None
        whom, _colon, key = told["whom"].partition(":")
        return Step(
            Moment(told["moment"]),
            Whom(whom),
            Does(told["does"]),
            told["amount"] or 0,
            key if whom == Whom.MEMBER else "",
            key if whom == Whom.SKILL else "",
        )


def _whom(named: Named) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = [(str(value), label) for value, label in ANYBODY]
    colleagues = [(f"{Whom.MEMBER}:{key}", each.display_name) for key, each in named.members.items()]
    skills = [(f"{Whom.SKILL}:{key}", in_words(names)) for key, names in named.skills.items()]
    found.append((_("One of you"), colleagues))
    return [*found, (_("Those who can do it"), skills)] if skills else found


class PreviewForm(Dressed, forms.Form):
    """A promise to look at."""

    channel = forms.ChoiceField(label=_("Channel"))
    minutes = forms.IntegerField(label=_("Minutes promised"), min_value=1, max_value=MOST_PREVIEWED)

    def __init__(self, *args: Any, channels: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["channel"]
        assert isinstance(chosen, forms.ChoiceField)  # as declared above
        chosen.choices = channels
