"""Forms of the shop's settings; the first set-up asks the same questions with them."""

import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.core.colours import is_colour, readable
from saath.core.errors import BadInput
from saath.core.languages import CHOICES, CODES
from saath.stores.acknowledgement import ACKNOWLEDGEMENT
from saath.stores.hours import WeekHours
from saath.stores.hours_json import DAYS, week_from_json
from saath.stores.states import ALL_INDIA, STATES
from saath.stores.texts import check_wording

DAY_NAMES = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
TARGETS = ((300, _("5 minutes")), (900, _("15 minutes")), (3600, _("1 hour")))
_PART = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d\d))?")


class ReadableColour(forms.Form):
    """A form with a colour that carries white words."""

    def clean_colour(self) -> str:
        """A colour that carries white words; else the field then holds the nearest that does."""
        colour: str = self.cleaned_data["colour"].strip().lower()
        if not is_colour(colour):
            raise forms.ValidationError(_("Write a colour such as #1d4e79."))
        if (better := readable(colour)) != colour:
            corrected = QueryDict(mutable=True)
            corrected.update(self.data)
            corrected[self.add_prefix("colour")] = better
            self.data = corrected
            raise forms.ValidationError(
                _("White words are hard to read on %(colour)s. This one works: %(better)s."),
                params={"colour": colour, "better": better},
            )
        return colour


class ShopForm(Dressed, ReadableColour):
    """What the shop is called, the languages it answers in, and its colour."""

    name = forms.CharField(label=_("Shop name"), max_length=120)
    language = forms.ChoiceField(label=_("Language of this name"), choices=CHOICES)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    name_hi = forms.CharField(label=_("Name in Hindi"), max_length=120, required=False)
    name_gu = forms.CharField(label=_("Name in Gujarati"), max_length=120, required=False)
    colour = forms.CharField(label=_("Shop colour"), widget=forms.TextInput(attrs={"type": "color"}))
    languages = forms.MultipleChoiceField(
        label=_("You answer in"), choices=CHOICES, widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in CODES:
            self.fields[f"name_{code}"].widget.attrs["lang"] = code

    @property
    def names(self) -> dict[str, str]:
        """The names in other languages, as far as they are given."""
        return {code: self.cleaned_data[f"name_{code}"] for code in CODES}


class HoursForm(Dressed, forms.Form):
    """The week: a line a day, several stretches on a line, an empty line for a closed day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in DAY_NAMES.items():
            widget = forms.TextInput(attrs={"class": "input", "autocomplete": "off", "size": 12})
            self.fields[day] = forms.CharField(label=name, required=False, max_length=80, widget=widget)

    def clean(self) -> dict[str, Any]:
        """Read each line; say which one cannot be read."""
        hours: dict[str, list[list[str]]] = {}
        for day in DAYS:
            try:
                hours[day] = read_stretches(self.cleaned_data.get(day, ""))
                week_from_json({day: hours[day]})
            except (BadInput, ValueError) as error:
                self.add_error(day, _("Write hours like 10:00–13:00, 14:00–19:00, in order."))
                hours[day] = [] if isinstance(error, ValueError) else hours[day]
        self.hours = {day: stretches for day, stretches in hours.items() if stretches}
        if not self.hours and not self.errors:
            self.add_error(DAYS[0], _("Write the hours of one day at least."))
        return self.cleaned_data

    @property
    def week(self) -> WeekHours:
        """The hours of a valid form."""
        return week_from_json(self.hours)


class PromiseForm(Dressed, forms.Form):
    """How soon a person answers."""

    seconds = forms.TypedChoiceField(
        label=_("A person answers within"), coerce=int, widget=forms.RadioSelect()
    )

    def __init__(self, *args: Any, present: int = TARGETS[0][0], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [] if present in dict(TARGETS) else [(present, _("%(n)d minutes") % {"n": present // 60})]
        seconds = self.fields["seconds"]
        assert isinstance(seconds, forms.TypedChoiceField)
        seconds.choices, seconds.initial = [*TARGETS, *own], present


class AcknowledgementForm(Dressed, forms.Form):
    """Whether a machine says at once that a message is here, and in which words: a field for each language."""

    on = forms.BooleanField(label=_("Tell whoever writes at once that it is here"), required=False)

    def __init__(self, *args: Any, languages: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in CHOICES:
            if code in languages:
                widget = forms.Textarea(attrs={"class": "input", "rows": 9, "lang": code})
                self.fields[f"text_{code}"] = forms.CharField(
                    label=name, required=False, max_length=2000, widget=widget
                )

    def clean(self) -> dict[str, Any]:
        """Refuse a text that forgets a value or names one that there is not."""
        for language, text in self.texts.items():
            try:
                if text:
                    check_wording(ACKNOWLEDGEMENT, text)
            except BadInput as error:
                self.add_error(f"text_{language}", str(error.message))
        return self.cleaned_data

    @property
    def texts(self) -> dict[str, str]:
        """The words by language, '' where ours are meant."""
        said = {code: self.cleaned_data.get(f"text_{code}") for code in CODES}
        return {code: text.replace("\r\n", "\n").strip() for code, text in said.items() if text is not None}


class AfterSolvingForm(Dressed, forms.Form):
    """What happens once a conversation is solved."""

    asks = forms.BooleanField(label=_("Ask the customer whether it is sorted"), required=False)
    days = forms.IntegerField(
        label=_("A late answer opens a new conversation after so many days"), min_value=1, max_value=365
    )


class StateForm(Dressed, forms.Form):
    """Whose public holidays are suggested."""

    state = forms.ChoiceField(
        label=_("Public holidays of"),
        choices=lambda: [(ALL_INDIA, _("All of India")), *STATES.items()],
        required=False,
    )


def read_stretches(line: str) -> list[list[str]]:
    """Hours as they stand in a row, from what a person wrote: "10-13, 14:30–19".  Raises ValueError."""
    stretches = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", line))):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(part)
        stretches.append(
            [f"{int(match[1]):02d}:{match[2] or '00'}", f"{int(match[3]):02d}:{match[4] or '00'}"]
        )
    return stretches


def write_stretches(stretches: list[list[str]]) -> str:
    """Stored hours as one line for people."""
    return ", ".join(f"{start}–{end}" for start, end in stretches)
