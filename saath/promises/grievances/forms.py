"""Forms of grievances: what the shop says of itself, and what the officer enters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.core.languages import CHOICES, CODES
from saath.promises.grievances.actions.deciding import Decision
from saath.promises.grievances.actions.opening import Opening
from saath.promises.grievances.actions.settings import LONGEST_WORDS, Appointment, Details
from saath.promises.grievances.queries.register import Wanted
from saath.promises.grievances.rules import MOST_DAYS, WORD_HOURS
from saath.promises.models import Grievance, GrievanceDecision, GrievanceOfficer, GrievanceSettings
from saath.stores.models import Member

LOCAL = "%Y-%m-%dT%H:%M"


class DetailsForm(Dressed, forms.Form):
    """What the page for grievances says."""

    legal_name = forms.CharField(label=_("Legal name"), max_length=200, required=False)
    headquarters = forms.CharField(
        label=_("Address of the headquarters"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    branches = forms.CharField(
        label=_("Addresses of all branches"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    care_email = forms.CharField(label=_("E-mail of customer care"), max_length=320, required=False)
    care_phone = forms.CharField(label=_("Telephone of customer care"), max_length=40, required=False)
    word_hours = forms.IntegerField(
        label=_("Acknowledged within so many hours"), min_value=1, max_value=WORD_HOURS
    )
    redress_days = forms.IntegerField(
        label=_("Decided within so many days"), min_value=1, max_value=MOST_DAYS, required=False
    )
    word_notices = forms.CharField(label=_("Remind us after so many hours"), max_length=60)
    redress_notices = forms.CharField(label=_("Remind us after so many days"), max_length=60)
    docket_notices = forms.CharField(
        label=_("Remind us so many hours before the helpline’s deadline"), max_length=60
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    helps = {
        "word_hours": _("The rules say 48 hours at most; less is your own word."),
        "redress_days": _("Left empty, it is the one month of the rules; less is your own word."),
        "word_notices": _("Such as 24, 40."),
        "redress_notices": _("Such as 15, 25."),
        "docket_notices": _("Such as 72, 24. The deadline is the one that the helpline named to you."),
    }

    def __init__(self, *args: Any, settings: GrievanceSettings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in CHOICES:
            widget = forms.Textarea(attrs={"class": "input", "rows": 3, "lang": code})
            self.fields[f"own_words_{code}"] = forms.CharField(
                label=name, required=False, max_length=LONGEST_WORDS, widget=widget
            )
        plain = ("legal_name", "headquarters", "branches", "care_email", "care_phone", "word_hours")
        self.initial = {
            **{name: getattr(settings, name) for name in (*plain, "redress_days", "version")},
            "word_notices": ", ".join(str(each) for each in settings.word_notices),
            "redress_notices": ", ".join(str(each) for each in settings.redress_notices),
            "docket_notices": ", ".join(str(each) for each in settings.docket_notices),
            **{f"own_words_{code}": settings.own_words.get(code, "") for code in CODES},
        }

    def clean_word_notices(self) -> list[int]:
        """Return the hours."""
        return _numbers(self.cleaned_data["word_notices"])

    def clean_redress_notices(self) -> list[int]:
        """Return the days."""
        return _numbers(self.cleaned_data["redress_notices"])

    def clean_docket_notices(self) -> list[int]:
        """Return the hours."""
        return _numbers(self.cleaned_data["docket_notices"])

    @property
    def who(self) -> list[forms.BoundField]:
        """Return the fields of who the shop is."""
        return [self[name] for name in ("legal_name", "headquarters", "branches", "care_email", "care_phone")]

    @property
    def terms(self) -> list[forms.BoundField]:
        """Return the fields of how long it takes."""
        names = ("word_hours", "redress_days", "word_notices", "redress_notices", "docket_notices")
        return [self[name] for name in names]

    @property
    def words(self) -> list[forms.BoundField]:
        """Return the fields of what the shop adds in its own name."""
        return [self[f"own_words_{code}"] for code in CODES]

    def details(self) -> Details:
        """Return what was entered."""
        said = self.cleaned_data
        return Details(
            legal_name=said["legal_name"],
            headquarters=said["headquarters"],
            branches=said["branches"],
            care_email=said["care_email"],
            care_phone=said["care_phone"],
            own_words={code: said[f"own_words_{code}"] for code in CODES},
            word_hours=said["word_hours"],
            redress_days=said["redress_days"],
            word_notices=said["word_notices"],
            redress_notices=said["redress_notices"],
            docket_notices=said["docket_notices"],
        )


class OfficerForm(Dressed, forms.Form):
    """Who answers for grievances from now on."""

    name = forms.CharField(label=_("Name"), max_length=200)
    designation = forms.CharField(label=_("Designation"), max_length=200)
    email = forms.CharField(label=_("E-mail"), max_length=320, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    member = forms.ChoiceField(label=_("Who of you that is"), required=False)
    helps = {"member": _("They are told first when a limit comes near.")}

    def __init__(
        self, *args: Any, members: Sequence[Member], officer: GrievanceOfficer | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._members = {str(each.public_id): each for each in members}
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)
        nobody = ("", _("Nobody here"))
        field.choices = [nobody, *((key, each.display_name) for key, each in self._members.items())]
        if officer is not None:
            member = str(officer.member.public_id) if officer.member else ""
            self.initial = {
                **{name: getattr(officer, name) for name in ("name", "designation", "email", "phone")},
                "member": member,
            }

    def appointment(self) -> Appointment:
        """Return what was entered."""
        said = self.cleaned_data
        member = self._members.get(said["member"])
        return Appointment(said["name"], said["designation"], said["email"], said["phone"], member)


class OpeningForm(Dressed, forms.Form):
    """What makes a conversation a grievance."""

    source = forms.ChoiceField(
        label=_("How it came"),
        choices=[
            (Grievance.Source.STAFF, _("Written or told to us")),
            (Grievance.Source.NCH, Grievance.Source.NCH.label),
        ],
    )
    cause = forms.ChoiceField(label=_("What it is about"), choices=Grievance.Cause.choices)
    reason = forms.CharField(label=_("Why it is a grievance"), max_length=500, required=False)
    received_at = forms.CharField(
        label=_("First received"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "datetime-local"}),
    )
    docket = forms.CharField(label=_("Docket number"), max_length=60, required=False)
    docket_due_at = forms.CharField(
        label=_("Deadline of the helpline"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "datetime-local"}),
    )
    tells = forms.BooleanField(
        label=_("Send the customer the ticket number now"), required=False, initial=True
    )
    helps = {
        "received_at": _(
            "Both limits count from here. It can be earlier than their first message, never later."
        ),
        "docket": _("Only for what came by the National Consumer Helpline."),
    }

    def __init__(self, *args: Any, zone: ZoneInfo, received_at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone, self._first = zone, f"{received_at.astimezone(zone):{LOCAL}}"
        self.initial = {"received_at": self._first, "tells": True}

    def clean_received_at(self) -> datetime | None:
        """Return the time, None where it is the first message as it was offered."""
        said = self.cleaned_data["received_at"]
        return None if not said or said == self._first else _moment(said, self._zone)

    def clean_docket_due_at(self) -> datetime | None:
        """Return the time, None for none."""
        said = self.cleaned_data["docket_due_at"]
        return _moment(said, self._zone) if said else None

    def opening(self) -> Opening:
        """Return what was entered."""
        said = self.cleaned_data
        names = ("source", "cause", "reason", "received_at", "docket", "docket_due_at", "tells")
        return Opening(**{name: said[name] for name in names})


class DocketForm(Dressed, forms.Form):
    """What the National Consumer Helpline says of a grievance."""

    docket = forms.CharField(label=_("Docket number"), max_length=60)
    docket_due_at = forms.CharField(
        label=_("Deadline of the helpline"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "datetime-local"}),
    )
    helps = {"docket_due_at": _("As the helpline named it to you. The limits of the rules stay as they are.")}

    def __init__(self, *args: Any, zone: ZoneInfo, grievance: Grievance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone, due_at = zone, grievance.docket_due_at
        named = f"{due_at.astimezone(zone):{LOCAL}}" if due_at else ""
        self.initial = {"docket": grievance.docket, "docket_due_at": named}

    def clean_docket_due_at(self) -> datetime | None:
        """Return the time, None for none."""
        said = self.cleaned_data["docket_due_at"]
        return _moment(said, self._zone) if said else None


class DecisionForm(Dressed, forms.Form):
    """What is decided, and the letter."""

    outcome = forms.ChoiceField(
        label=_("What is decided"), choices=[("", _("Please choose")), *Grievance.Outcome.choices]
    )
    refusal = forms.ChoiceField(
        label=_("Why it is refused"),
        choices=[("", _("Not refused")), *GrievanceDecision.Refusal.choices],
        required=False,
    )
    why = forms.CharField(
        label=_("For the register"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )
    words = forms.CharField(
        label=_("Letter to the customer"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 10}),
    )
    has_seen_warning = forms.BooleanField(
        label=_("I have read what the rules say of such goods"), required=False
    )
    helps = {
        "why": _("Customers never see this."),
        "words": _(
            "Left empty, we write it for you to look at. Tick below where the customer was told in another way."
        ),
    }
    is_told = forms.BooleanField(label=_("The customer was told in another way: no letter"), required=False)

    def decision(self) -> Decision:
        """Return what was entered."""
        said = self.cleaned_data
        return Decision(
            outcome=said["outcome"],
            refusal=said["refusal"],
            why=said["why"],
            words="" if said["is_told"] else said["words"],
            has_seen_warning=said["has_seen_warning"],
        )


class RegisterForm(Dressed, forms.Form):
    """What somebody looks for in the register."""

    state = forms.ChoiceField(
        label=_("How far it is"),
        required=False,
        choices=[("", _("All")), ("open", _("Open")), ("closed", _("Decided"))],
    )
    source = forms.ChoiceField(
        label=_("How it came"), required=False, choices=[("", _("All")), *Grievance.Source.choices]
    )
    outcome = forms.ChoiceField(
        label=_("What was decided"), required=False, choices=[("", _("All")), *Grievance.Outcome.choices]
    )
    since = forms.CharField(
        label=_("Received from"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"type": "date"}),
    )
    until = forms.CharField(
        label=_("Received until"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"type": "date"}),
    )

    def clean_since(self) -> date | None:
        """Return the day."""
        return _day(self.cleaned_data["since"])

    def clean_until(self) -> date | None:
        """Return the day."""
        return _day(self.cleaned_data["until"])

    def wanted(self) -> Wanted:
        """Return what was entered, all where it cannot be read."""
        return Wanted(**self.cleaned_data) if self.is_valid() else Wanted()


def _numbers(said: str) -> list[int]:
    try:
        return sorted({int(each) for each in said.replace(",", " ").split()})
    except ValueError as error:
        raise forms.ValidationError(_("Write numbers, such as 24, 40.")) from error


def _moment(said: str, zone: ZoneInfo) -> datetime:
    try:
        return datetime.fromisoformat(said).replace(tzinfo=zone)
    except ValueError as error:
        raise forms.ValidationError(_("Enter a day and a time.")) from error


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as error:
        raise forms.ValidationError(_("Enter a day.")) from error
