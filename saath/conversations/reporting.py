"""What mail servers tell about a message of ours that left, in words. Pure (RFC 3463, 3464, 5965)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from saath.channels.base import Nature, NatureKind
from saath.channels.email.diagnosis import exact_status, status_of
from saath.conversations.models import Delivery
from saath.core.mail_addresses import BadAddress, canonical_key

Report = Delivery.Report
# What speaks of a message of ours, and the name of the rule by which the ledger keeps it.
REPORTS = {
    NatureKind.BOUNCE: "bounce",
    NatureKind.COMPLAINT: "complaint",
    NatureKind.NOTICE: "delivery-notice",
    NatureKind.READ_RECEIPT: "read-receipt",
}
# Of permanent failures, those that are about the one mail: too large, or its form. The address may be fine.
_ABOUT_THE_MAIL = ("5.2.3", "5.3.4", "5.6.")


def report_of(nature: Nature) -> str:
    """Return what a report makes of a delivery, '' where it changes nothing. A server that gave up has bounced it."""
    if nature.kind == NatureKind.COMPLAINT:
        return Report.COMPLAINED
    if nature.kind == NatureKind.BOUNCE:
        return Report.LATE if nature.is_still_tried else Report.BOUNCED
    return ""


def is_refused_for_good(nature: Nature) -> bool:
    """Tell whether machines shall no longer write to the address: it was called spam, or refused and not for its size."""
    if nature.kind == NatureKind.COMPLAINT:
        return True
    return nature.is_permanent and not nature.status.startswith(_ABOUT_THE_MAIL)


def dead_address_status(refusal: str) -> str:
    """Return the code in a server's refusal to take a mail that says that there is no such address, '' in all others.

    What a server has against the sender, the mail or the moment says nothing about the address.
    """
    status = exact_status(status_of(refusal), refusal)
    told = Nature(NatureKind.BOUNCE, status=status, failed_recipients=("the only one",))
    return status if told.is_dead_address else ""


def words_of_report(report: str, status: str) -> str:
    """Return a report in the language of the page, '' where there is none."""
    if report == Report.COMPLAINED:
        return _("The customer's mail program called it spam.")
    if report == Report.LATE:
        return _("Not delivered yet: %(why)s") % {"why": _why(status)}
    if report == Report.BOUNCED:
        return _("It came back: %(why)s") % {"why": _why(status)}
    return ""


def key_of_address(address: str) -> str:
    """Return what two spellings of an address have in common, '' for what is none."""
    try:
        return canonical_key(address)
    except BadAddress:
        return ""


def _why(status: str) -> str:
    """Return a status code in words (RFC 3463, 3): by its subject, and in more detail where that helps."""
    _class, _dot, code = status.partition(".")
    if code == "2.2":
        return _("the mailbox is full.")
    if code in ("2.3", "3.4"):
        return _("the mail is too large for their mailbox.")
    words = {
        "1": _("there is no such address."),
        "2": _("the mailbox takes no mail."),
        "4": _("their mail server cannot be reached."),
        "6": _("their mail server could not read its form."),
        "7": _("their mail server refused it by its own rules."),
    }
    return words.get(code.partition(".")[0], _("their mail server did not take it."))
