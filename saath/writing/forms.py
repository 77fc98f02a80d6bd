"""Forms of saved replies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saath.accounts.forms import Dressed
from saath.checklists.models import Checklist
from saath.conversations.models import Conversation
from saath.stores.models import Member
from saath.writing.content import Content
from saath.writing.deeds import Assigns, Becomes, Deeds
from saath.writing.queries import Saved
from saath.writing.wordings import CODES, NAMES, html_language

BECOMES = (
    (Becomes.UNCHANGED.value, _("Leave it as it is")),
    (Becomes.SOLVED.value, _("Solve it")),
    (Becomes.WITH_CUSTOMER.value, _("Leave it with the customer")),
)
ASSIGNS = (
    (Assigns.UNCHANGED.value, _("Leave it with whom it is")),
    (Assigns.ME.value, _("Whoever uses the reply")),
    (Assigns.NOBODY.value, _("Nobody: back to the queue")),
)

PRIORITIES = (("", _("Leave it as it is")), *Conversation.Priority.choices)


class SavedReplyForm(Dressed, forms.Form):
    """Everything about one saved reply: name, folder, words in each language, what is done along with it."""

    name = forms.CharField(label=_("Name"), max_length=80)
    folder = forms.CharField(label=_("Folder"), max_length=122, required=False)
    is_mine = forms.ChoiceField(
        label=_("For"), choices=[("", _("Everybody")), ("1", _("Me only"))], required=False
    )
    language = forms.ChoiceField(
        label=_("The others follow"), choices=[(code, NAMES[code]) for code in CODES]
    )
    tags_on = forms.CharField(label=_("Put on these tags"), max_length=400, required=False)
    tags_off = forms.CharField(label=_("Take off these tags"), max_length=400, required=False)
    becomes = forms.ChoiceField(label=_("Whose turn it is"), choices=BECOMES, required=False)
    assigns = forms.ChoiceField(label=_("Who gets it"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), choices=PRIORITIES, required=False)
    checklist = forms.ChoiceField(label=_("Put this checklist on"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    helps = {
        "folder": _("A folder in a folder: Refunds/UPI"),
        "tags_on": _("With commas between them"),
        "tags_off": _("With commas between them"),
    }

    def __init__(
        self,
        *args: Any,
        colleagues: Iterable[Member],
        checklists: Iterable[Checklist],
        may_share: bool,
        outdated: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        for code in CODES:
            self.base_fields.pop(f"fits_{code}", None)
        super().__init__(*args, **kwargs)
        self._colleagues = {str(each.public_id): each for each in colleagues}
        assigns = self.fields["assigns"]
        assert isinstance(assigns, forms.ChoiceField)
        assigns.choices = [*ASSIGNS, *((key, each.display_name) for key, each in self._colleagues.items())]
        self._checklists = {str(each.public_id): each for each in checklists}
        self._offer_checklists()
        for code in CODES:
            self.fields[f"text_{code}"] = _text_field(code)
        for code in outdated:
            self.fields[f"fits_{code}"] = forms.BooleanField(
                label=_("It still says the same"), required=False
            )
        if not may_share:
            del self.fields["is_mine"]
        self.fields["folder"].widget.attrs["list"] = "folders"

    def _offer_checklists(self) -> None:
        listed = self.fields["checklist"]
        assert isinstance(listed, forms.ChoiceField)
        listed.choices = [("", _("None")), *((key, each.name) for key, each in self._checklists.items())]

    def wordings(self) -> list[dict[str, Any]]:
        """Return the field of each language, with the one that confirms it where it is out of date."""
        return [
            {
                "code": code,
                "lang": html_language(code),
                "field": self[f"text_{code}"],
                "fits": self[f"fits_{code}"] if f"fits_{code}" in self.fields else None,
            }
            for code in CODES
        ]

    def content(self) -> Content:
        """Return what was entered. Only of a valid form."""
        entered = self.cleaned_data
        assigns, colleague = entered["assigns"], self._colleagues.get(entered["assigns"])
        return Content(
            name=entered["name"],
            folder=entered["folder"],
            language=entered["language"],
            is_mine=bool(entered.get("is_mine", "1")),
            texts={code: entered[f"text_{code}"] for code in CODES},
            fits=frozenset(code for code in CODES if entered.get(f"fits_{code}")),
            colleague=colleague,
            checklist=self._checklists.get(entered["checklist"]),
            deeds=Deeds(
                tags_on=tuple(entered["tags_on"].split(",")),
                tags_off=tuple(entered["tags_off"].split(",")),
                becomes=Becomes(entered["becomes"]),
                assigns=Assigns.COLLEAGUE if colleague else Assigns(assigns),
                priority=entered["priority"],
            ),
        )


class ImportForm(Dressed, forms.Form):
    """A file, or what was read of one; it is shown before anything is kept."""

    file = forms.FileField(label=_("CSV file"))
    text = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=2_000_000)
    is_mine = forms.ChoiceField(
        label=_("For"), choices=[("", _("Everybody")), ("1", _("Me only"))], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("text")


def presented(saved: Saved) -> dict[str, Any]:
    """Return the values of the form for a reply as it is."""
    reply, deeds = saved.reply, saved.deeds
    assigns = (
        str(reply.colleague.public_id)
        if reply.colleague and deeds.assigns == Assigns.COLLEAGUE
        else deeds.assigns
    )
    texts = saved.text.versions if saved.text else {}
    return {
        "name": reply.name,
        "folder": reply.folder,
        "is_mine": "1" if reply.owner_id else "",
        "language": reply.language,
        "tags_on": ", ".join(deeds.tags_on),
        "tags_off": ", ".join(deeds.tags_off),
        "becomes": deeds.becomes.value,
        "priority": deeds.priority,
        "assigns": str(assigns),
        "checklist": str(reply.checklist.public_id) if reply.checklist and deeds.checklist else "",
        "version": reply.version,
        **{f"text_{code}": text for code, text in texts.items()},
    }


def _text_field(code: str) -> forms.CharField:
    area = forms.Textarea(
        attrs={"rows": 4, "class": "input", "lang": html_language(code), "data-wording": code}
    )
    return forms.CharField(label=str(NAMES[code]), widget=area, required=False, max_length=20_000)
