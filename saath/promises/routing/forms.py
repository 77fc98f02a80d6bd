"""The forms of who gets what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.core.languages import CHOICES, CODES, LANGUAGES
from saath.core.names import from_columns, in_columns, in_words
from saath.orders.states import State
from saath.promises.models import RoutingSettings
from saath.promises.models.work_profile import MOST_OPEN, WorkProfile
from saath.promises.routing.content import MOST_MINUTES, Routing, Work

BOXES = forms.CheckboxSelectMultiple
LONGEST_LIST = 2_000


class RoutingForm(Dressed, forms.Form):
    """Whether what comes is given to somebody, and on whom is counted."""

    helps: dict[str, str | Promise] = {
        "seen_minutes": _("Whoever has looked at the desk within so many minutes is here."),
        "usual_limit": _("For whoever has said nothing else. Only what waits for an answer counts."),
    }
    mode = forms.ChoiceField(label=_("What comes goes to"), choices=RoutingSettings.Mode)
    reopened = forms.ChoiceField(label=_("What a customer takes up again"), choices=RoutingSettings.Reopened)
    seen_minutes = forms.IntegerField(
        label=_("Minutes for which somebody counts as here"), min_value=1, max_value=MOST_MINUTES
    )
    usual_limit = forms.IntegerField(
        label=_("Open conversations at once for each of us"), min_value=1, max_value=MOST_OPEN
    )

    def routing(self, reasons: Sequence[str]) -> Routing:
        """Return what was chosen, with the order of the reasons as it is. Only of a valid form."""
        return Routing(reasons=reasons, **self.cleaned_data)


class SkillsForm(Dressed, forms.Form):
    """The shop's list of skills: a column a language, a line a skill."""

    def __init__(self, *args: Any, settings: RoutingSettings, **kwargs: Any) -> None:
        initial = in_columns([each["names"] for each in settings.skills])
        super().__init__(*args, initial={f"skills_{code}": initial[code] for code in CODES}, **kwargs)
        for language in LANGUAGES:
            widget = forms.Textarea(attrs={"rows": 5, "class": "input", "lang": language.code})
            self.fields[f"skills_{language.code}"] = forms.CharField(
                label=language.own_name, required=False, max_length=LONGEST_LIST, widget=widget
            )

    def skills(self) -> list[dict[str, str]]:
        """Return the lines. Only of a valid form."""
        return from_columns({code: self.cleaned_data[f"skills_{code}"] for code in CODES})


class NeedForm(Dressed, forms.Form):
    """What needs which skill."""

    on = forms.ChoiceField(label=_("What comes"))
    skill = forms.ChoiceField(label=_("Skill that it needs"))

    def __init__(self, *args: Any, settings: RoutingSettings, facts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].choices = facts  # type: ignore[attr-defined]
        self.fields["skill"].choices = named_skills(settings)  # type: ignore[attr-defined]

    def need(self) -> dict[str, str]:
        """Return the rule. Only of a valid form."""
        on, _colon, value = self.cleaned_data["on"].partition(":")
        return {"on": on, "value": value, "skill": self.cleaned_data["skill"]}


class WorkForm(Dressed, forms.Form):
    """What one colleague takes. Whoever does not lead sees and changes their languages and their load alone."""

    is_on = forms.BooleanField(label=_("Gets what comes"), required=False)
    languages = forms.MultipleChoiceField(label=_("Languages"), choices=CHOICES, required=False, widget=BOXES)
    skills = forms.MultipleChoiceField(label=_("Skills"), required=False, widget=BOXES)
    channels = forms.MultipleChoiceField(label=_("Channels"), required=False, widget=BOXES)
    load_limit = forms.IntegerField(label=_("Open at once"), min_value=1, max_value=MOST_OPEN, required=False)

    def __init__(
        self,
        *args: Any,
        profile: WorkProfile,
        settings: RoutingSettings,
        channels: Sequence[tuple[str, str]] = (),
        is_own: bool = False,
        **kwargs: Any,
    ) -> None:
        shown = {
            name: getattr(profile, name)
            for name in ("is_on", "languages", "skills", "channels", "load_limit")
        }
        super().__init__(*args, initial=shown, **kwargs)
        self.fields["load_limit"].widget.attrs["placeholder"] = settings.usual_limit
        self.fields["skills"].choices = named_skills(settings)  # type: ignore[attr-defined]
        self.fields["channels"].choices = channels  # type: ignore[attr-defined]
        self._kept = {"skills": profile.skills, "channels": profile.channels}
        left_out = {"skills": is_own or not settings.skills, "channels": is_own or len(channels) < 2}
        for name, is_left_out in left_out.items():
            if is_left_out:
                del self.fields[name]

    def work(self) -> Work:
        """Return what was chosen; what was not asked stays as it is. Only of a valid form."""
        return Work(**{**self._kept, **self.cleaned_data})

    @property
    def boxes(self) -> list[forms.BoundField]:
        """Return the fields of which several may be chosen."""
        return [self[name] for name in ("languages", "skills", "channels") if name in self.fields]


class PreviewForm(Dressed, forms.Form):
    """Something that comes, to see who would get it."""

    channel = forms.ChoiceField(label=_("Something comes by"))
    language = forms.ChoiceField(
        label=_("In which language"), choices=[("", _("None that we know")), *CHOICES], required=False
    )
    on = forms.ChoiceField(label=_("What else is known of it"), required=False)

    def __init__(self, *args: Any, channels: Sequence[tuple[str, str]], facts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]
        self.fields["on"].choices = [("", _("Nothing")), *facts]  # type: ignore[attr-defined]

    def facts(self) -> list[tuple[str, str]]:
        """Return what is known of it. Only of a valid form."""
        on, _colon, value = self.cleaned_data["on"].partition(":")
        return [(on, value)] if on else []


def named_skills(settings: RoutingSettings) -> list[tuple[str, str]]:
    """Return the shop's skills by their names in the language of the page."""
    return [(each["key"], in_words(each["names"])) for each in settings.skills]


def order_states() -> list[tuple[str, Any]]:
    """Return the states of an order, as a rule names them."""
    return [(f"order:{state.value}", state.label) for state in State]
