"""Every text that Saath says by itself to a customer, when it says it, and which values it puts in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.conversations.models import Conversation
from saath.promises.amends.texts import APOLOGY, GIFT
from saath.promises.reminders.texts import CLOSING, REMINDER, THANKS
from saath.stores.acknowledgement import ACKNOWLEDGEMENT, SHORT_ACKNOWLEDGEMENT
from saath.stores.sorted import IS_IT_SORTED, THANKS_FOR_WRITING
from saath.stores.texts import TextKey

State = Conversation.State
SHOP, REFERENCE = _("the name of your shop"), _("the reference of the conversation")
ANSWER = _("a sentence: by when a person answers, by your hours")
COLLEAGUE = _("the name of the colleague; a line with it alone goes where nobody signs")


@dataclass(frozen=True, slots=True)
class About:
    """A text: its part of the address, what it is called, when it is said, and what stands for each value.

    `state` is where conversations are that get it: the preview takes the newest of them.
    """

    name: str
    key: TextKey
    title: str | Promise
    told: str | Promise
    state: str
    values: Mapping[str, str | Promise]


TEXTS = {
    each.name: each
    for each in (
        About(
            "acknowledgement",
            ACKNOWLEDGEMENT,
            _("Acknowledgement"),
            _("At once, to whoever begins a conversation by mail."),
            State.OPEN,
            {"shop": SHOP, "reference": REFERENCE, "answer": ANSWER},
        ),
        About(
            "short-acknowledgement",
            SHORT_ACKNOWLEDGEMENT,
            _("Acknowledgement, short"),
            _("The same where messages are short."),
            State.OPEN,
            {"shop": SHOP, "reference": REFERENCE, "answer": ANSWER},
        ),
        About(
            "is-it-sorted",
            IS_IT_SORTED,
            _("Is it sorted?"),
            _("Below the answer that solves it, and below the letter that asks."),
            State.SOLVED,
            {"yes": _("the link for yes"), "not_yet": _("the link for not yet")},
        ),
        About(
            "sorted-letter",
            THANKS_FOR_WRITING,
            _("Is it sorted? A letter of its own"),
            _("Ten minutes after it was solved without an answer. The two links stand below."),
            State.SOLVED,
            {"shop": SHOP, "reference": REFERENCE},
        ),
        About(
            "reminder",
            REMINDER,
            _("Reminder"),
            _("To a customer who says nothing to our answer."),
            State.PENDING,
            {"shop": SHOP, "reference": REFERENCE, "day": _("when we answered")},
        ),
        About(
            "closing",
            CLOSING,
            _("Closing"),
            _("When nothing is heard of it, and it is solved by itself."),
            State.PENDING,
            {"shop": SHOP, "reference": REFERENCE},
        ),
        About(
            "thanks",
            THANKS,
            _("Thank-you"),
            _("Once it is solved, in the name of who solved it."),
            State.SOLVED,
            {"shop": SHOP, "reference": REFERENCE, "colleague": COLLEAGUE},
        ),
        About(
            "apology",
            APOLOGY,
            _("Apology"),
            _("When a promise of time was missed."),
            State.OPEN,
            {
                "shop": SHOP,
                "reference": REFERENCE,
                "promised": _("by when it was promised"),
                "answer": _("by when you answer now"),
                "gift": _("what goes with it, as the next text says; a paragraph with it alone goes where there is none"),
                "colleague": COLLEAGUE,
            },
        ),
        About(
            "apology-gift",
            GIFT,
            _("Apology: what goes with it"),
            _("Within the apology, where a code or a coupon goes with it."),
            State.OPEN,
            {"code": _("the code"), "amount": _("what it is worth")},
        ),
    )
}  # fmt: skip
