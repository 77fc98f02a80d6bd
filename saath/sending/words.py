"""What is the case with ways out and records, and what helps, in words for whoever owns the shop."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.sending.models import Outlet
from saath.sending.rules import Reason, Verdict
from saath.sending.trial import Trouble

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is the matter, and what to do about it, '' where nothing has to be done."""

    what: Words
    remedy: Words = ""


TROUBLES: dict[str, Explanation] = {
    Trouble.SIGN_IN: Explanation(
        _("The sign-in was refused."),
        _(
            "Enter the password or key anew. Some providers want an app password; a mailbox may need a new sign-in."
        ),
    ),
    Trouble.PRIVATE: Explanation(
        _("This server is in a private network, where Saath does not look."),
        _("Have the server's name listed in SAATH_ALLOWED_PRIVATE_HOSTS by who runs Saath."),
    ),
    Trouble.CLOSED: Explanation(
        _("The server cannot be reached."),
        _("587 with STARTTLS is usual, or 465 with TLS. Change name or port under Server and port."),
    ),
    Trouble.REFUSED: Explanation(
        _("The server did not take the mail."),
        _("Its words say why. Often the address has to be allowed as a sender there first."),
    ),
    Trouble.UNKNOWN: Explanation(
        _("The line broke after the mail: nobody knows whether it left."),
        _("Look whether the test mail came, and try again."),
    ),
}

RECORDS: dict[str, Explanation] = {
    "spf": Explanation(_("Who may send for you (SPF)"), _("Says which servers may send for your domain.")),
    "dkim": Explanation(
        _("Your signature (DKIM)"),
        _("Holds the key with which receivers check that a mail is yours, unchanged."),
    ),
    "dmarc": Explanation(
        _("Against forgers (DMARC)"), _("Says what receivers do with mail that only claims to be yours.")
    ),
    "mx": Explanation(_("Mail to you (MX)"), _("Says where mail to your domain goes.")),
}

GENERAL: dict[str, Explanation] = {
    "": Explanation(_("Not checked yet.")),
    Reason.RIGHT: Explanation(_("Right.")),
    Reason.SILENT: Explanation(
        _("No name server answered, so nothing is known."), _("Check again in a few minutes.")
    ),
    Reason.MISSING: Explanation(
        _("There is no such record."), _("Add it where your domain is kept; it may take an hour to be seen.")
    ),
    Reason.SEVERAL: Explanation(
        _("There are several, and receivers then heed none."), _("Delete all of them and set this one.")
    ),
    Reason.NOT_LISTED: Explanation(
        _("There is one, but it does not allow the server on which your answers leave: %(detail)s."),
        _("Replace it by this one."),
    ),
    Reason.LOOKUPS: Explanation(
        _("It takes %(detail)s look-ups; after ten, receivers stop and count it as an error."),
        _("Take out services through which you no longer send."),
    ),
    Reason.LOST: Explanation(
        _("It includes %(detail)s, which says nothing about sending; receivers count that as an error."),
        _("Take that part out, or correct its name."),
    ),
    Reason.OPEN: Explanation(
        _("It lets everybody send in your name, for it ends in +all."), _("Replace it by this one.")
    ),
    Reason.OTHER_KEY: Explanation(_("There is one, with another key."), _("Replace its value by this one.")),
    Reason.REVOKED: Explanation(_("There is one whose key is empty."), _("Replace its value by this one.")),
    Reason.DOUBLED: Explanation(
        _("It stands under a name that ends in your domain twice."),
        _("Enter the name without your domain; the panel adds it by itself."),
    ),
    Reason.POLICY: Explanation(
        _("It does not say what to do (p=)."), _("Replace it by this one. None is a good beginning.")
    ),
    Reason.INHERITED: Explanation(_("Right: the record of %(detail)s holds here too.")),
    Reason.NO_MAIL: Explanation(
        _("It says that the domain takes no mail."), _("Replace it, or no customer can answer.")
    ),
    Reason.ELSEWHERE: Explanation(
        _("Mail goes elsewhere, and no mailbox there is read."),
        _("Replace it by this one, or let Saath read the mailbox where mail goes now."),
    ),
}
SET_ELSEWHERE = Explanation(
    _("There is no such record."), _("Set what the provider of your mailbox asks for.")
)


def explain_trouble(trouble: str) -> Explanation:
    """Return the words for why a test mail did not leave. Raises KeyError for what is no trouble."""
    return TROUBLES[trouble]


def explain_verdict(verdict: Verdict) -> Explanation:
    """Return the words for a verdict, with the number or name that belongs to it."""
    words = GENERAL[verdict.reason]
    if verdict.reason == Reason.MISSING and not verdict.wanted:
        words = SET_ELSEWHERE
    return Explanation(str(words.what) % {"detail": verdict.detail}, str(words.remedy))


@dataclass(frozen=True, slots=True)
class Stated:
    """A sign of the sprite with its tone, and what is the case."""

    icon: str
    tone: str
    what: Words


TAGS: dict[str, Stated] = {
    Outlet.Plus.UNKNOWN: Stated("help", "dim", _("Not tried yet.")),
    Outlet.Plus.ASKED: Stated(
        "clock", "dim", _("A mail is on its way to itself. That may take a quarter of an hour.")
    ),
    Outlet.Plus.WORKS: Stated("check", "c-good", _("Mail with a tag arrives.")),
    Outlet.Plus.FAILS: Stated(
        "alert", "c-bad", _("Mail with a tag does not arrive, so answers go out without one.")
    ),
}
