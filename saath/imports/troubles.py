"""What cannot be taken over, why, and what is to be done about it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_SAID = 120


class Trouble(TextChoices):
    """What is wrong with a thing of another help desk. The first ones keep it out, the others let it in without a part."""

    NO_JSON = "no_json", pgettext_lazy("trouble of an import", "It cannot be read")
    TOO_LONG = "too_long", pgettext_lazy("trouble of an import", "It is larger than 20 MB")
    TOO_DEEP = "too_deep", pgettext_lazy("trouble of an import", "It is nested too deep")
    NO_TABLE = "no_table", pgettext_lazy("trouble of an import", "The table ends in the middle")
    NO_ID = "no_id", pgettext_lazy("trouble of an import", "It has no id")
    NO_TIME = "no_time", pgettext_lazy("trouble of an import", "It has no time")
    NO_WORDS = "no_words", pgettext_lazy("trouble of an import", "Nothing was said in it")
    NO_CONVERSATION = (
        "no_conversation",
        pgettext_lazy("trouble of an import", "Its conversation is not in the file"),
    )
    DEFECT = "defect", pgettext_lazy("trouble of an import", "It could not be kept")
    NO_PERSON = "no_person", pgettext_lazy("trouble of an import", "Nothing is known of its customer")
    BAD_VALUE = "bad_value", pgettext_lazy("trouble of an import", "A value does not fit its field")
    NO_FILE = "no_file", pgettext_lazy("trouble of an import", "A file is not in the archive")
    BIG_FILE = "big_file", pgettext_lazy("trouble of an import", "A file is too large")


KEEPS_OUT = frozenset(
    {
        Trouble.NO_JSON,
        Trouble.TOO_LONG,
        Trouble.TOO_DEEP,
        Trouble.NO_TABLE,
        Trouble.NO_ID,
        Trouble.NO_TIME,
        Trouble.NO_WORDS,
        Trouble.NO_CONVERSATION,
        Trouble.DEFECT,
    }
)

_BRING_ALL = _("Bring all files of the export in one archive.")
_MEND = _("Ask the other help desk for the export once more.")
WHAT_TO_DO: dict[Trouble, str | Promise] = {
    Trouble.NO_JSON: _MEND,
    Trouble.TOO_LONG: _("Ask the other help desk for a line for each conversation (JSON lines)."),
    Trouble.TOO_DEEP: _MEND,
    Trouble.NO_TABLE: _("Put quotation marks around what has a comma in it."),
    Trouble.NO_ID: _MEND,
    Trouble.NO_TIME: _MEND,
    Trouble.NO_WORDS: _("Nothing: there is nothing to read in it."),
    Trouble.NO_CONVERSATION: _BRING_ALL,
    Trouble.DEFECT: _("Tell who runs Saath, with the number of the conversation."),
    Trouble.NO_PERSON: _BRING_ALL,
    Trouble.BAD_VALUE: _("Choose another field for it, or change what the field accepts."),
    Trouble.NO_FILE: _(
        "Put the files into the archive, or keep the other help desk as long as you need them."
    ),
    Trouble.BIG_FILE: _("Keep it elsewhere: the name stays with the message."),
}
