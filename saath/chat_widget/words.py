"""What the scripts of the chat say. They fill in what stands in braces; of two texts the first is for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Words = Mapping[str, str | Sequence[str]]


def frame_words() -> Words:
    """Return the words of the frame, in the language of the moment."""
    return _of_messages() | _of_people() | _of_files() | _of_orders() | _of_the_end()


def loader_words(shop_name: str) -> Words:
    """Return the words of the button on the shop's page, in the language of the moment."""
    return {
        "open": _("Write to us"),
        "title": _("Chat with %(shop)s") % {"shop": shop_name},
        "unread": [ngettext("{n} new answer", "{n} new answers", n) for n in (1, 2)],
        "automatic": _("Automatic message"),
        "dismiss": _("Close this message"),
    }


def _of_messages() -> dict[str, str | Sequence[str]]:
    return {
        "you": _("You"),
        "today": _("Today"),
        "yesterday": _("Yesterday"),
        "sending": _("Sending"),
        "waiting": _("Waits for the connection"),
        "failed": _("Not sent"),
        "not_taken": _("That did not work. What you wrote is still here; try again in a moment."),
    }


def _of_people() -> dict[str, str | Sequence[str]]:
    return {
        "greeting": _("Hello, how can we help?"),
        "write": _("Write to us"),
        "write_to": _("Write to {name}"),
        "writes": _("{name} is writing"),
        "somebody_writes": _("We are writing to you"),
        "usual_minute": _("Usually answers within a minute"),
        "usual_minutes": [
            ngettext("Usually answers in {n} minute", "Usually answers in {n} minutes", n) for n in (1, 2)
        ],
        "before_you": [
            ngettext("{n} person is before you.", "{n} people are before you.", n) for n in (1, 2)
        ],
        "about_minutes": [
            ngettext("It takes about {n} minute.", "It takes about {n} minutes.", n) for n in (1, 2)
        ],
    }


def _of_files() -> dict[str, str | Sequence[str]]:
    return {
        "leave_out": _("Leave {name} out"),
        "too_large": _("A file may have {size}. Choose a smaller one."),
        "wrong_kind": _("Only pictures and PDF files can be sent here."),
        "too_many": [
            ngettext(
                "{n} file goes into one message. Send the others in the next.",
                "{n} files go into one message. Send the others in the next.",
                n,
            )
            for n in (1, 2)
        ],
        "too_long": [
            ngettext(
                "That is {n} letter too long. Send it in two messages.",
                "That is {n} letters too long. Send it in two messages.",
                n,
            )
            for n in (1, 2)
        ],
    }


def _of_orders() -> dict[str, str | Sequence[str]]:
    return {
        "about_order": _("About order {number}"),
        "order_chosen": _("What you write is about order {number}."),
        "order_left_out": _("No order is chosen any more."),
        "leave_order_out": _("Leave order {number} out"),
        "pieces": [ngettext("{n} piece", "{n} pieces", n) for n in (1, 2)],
    }


def _of_the_end() -> dict[str, str | Sequence[str]]:
    return {
        "glad": _("Thank you. We are glad that it is sorted."),
        "on_it_again": _("Thank you, we are on it again."),
        "thanks": _("Thank you for telling us."),
        "link_sent": _("We have sent a link to {email}. Open it, and answers reach you there."),
        "copy_sent": _("The copy is on its way to {email}."),
    }
