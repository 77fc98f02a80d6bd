"""Decisions about mailboxes. Pure: facts and the time come in, an answer goes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from saath.channels.email.imap_facts import Trouble

FIRST_PAUSE_SECONDS = 15
LONGEST_PAUSE = timedelta(minutes=15)
# What only a person can mend is tried seldom, so that no provider takes us for somebody who guesses passwords.
FOR_A_PERSON = frozenset(
    {Trouble.PASSWORD, Trouble.CONSENT, Trouble.PRIVATE, Trouble.CERTIFICATE, Trouble.FOLDER}
)
PAUSE_FOR_A_PERSON = timedelta(minutes=30)
STALE_AFTER = timedelta(minutes=30)
# A mail at which the line breaks so often is left aside, so that those behind it come in.
TRIES_OF_ONE_MAIL = 3
# What came so shortly before counts as new: a mail server's clock and ours differ, and new mail must never pass for old.
SLACK_OF_CLOCKS = timedelta(days=1)
SLACK_OF_A_LOOK = timedelta(hours=1)


# How far back a mailbox is compared with the ledger, and how often: a mail may be shown late, under a number that was passed.
COMPARED_BACK = timedelta(days=3)
COMPARED_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Preset:
    """A provider as its help pages describe it: where the mailbox is, and where it makes passwords for programs.

    `checks_domains` says that it gives nobody a mailbox at a domain before they proved that the domain is theirs.
    `authserv_id` is the name under which it writes who a mail is from (RFC 8601), '' where it gives none: Microsoft does not.
    """

    name: str
    title: str
    host: str
    port: int
    sign_in: str
    app_password_url: str = ""
    checks_domains: bool = False
    authserv_id: str = ""


PRESETS = (
    Preset(
        "gmail",
        "Gmail",
        "imap.gmail.com",
        993,
        "google",
        "https://myaccount.google.com/apppasswords",
        checks_domains=True,
        authserv_id="mx.google.com",
    ),
    Preset(
        "outlook",
        "Outlook, Microsoft 365",
        "outlook.office365.com",
        993,
        "microsoft",
        checks_domains=True,
    ),
    Preset("zoho", "Zoho Mail", "imap.zoho.in", 993, "password", checks_domains=True),
    Preset("hostinger", "Hostinger", "imap.hostinger.com", 993, "password"),
    Preset("godaddy", "GoDaddy", "imap.secureserver.net", 993, "password"),
    Preset("other", "", "", 993, "password"),
)


def preset_at(host: str) -> Preset | None:
    """Return the provider whose mailboxes are on this server, None where it is another's."""
    return next((preset for preset in PRESETS if preset.host == host), None)


def pause_after(failures: int, kind: Trouble) -> timedelta:
    """Return how long to stay away after so many troubled visits in a row."""
    if kind in FOR_A_PERSON:
        return PAUSE_FOR_A_PERSON
    return min(LONGEST_PAUSE, timedelta(seconds=FIRST_PAUSE_SECONDS << min(max(failures - 1, 0), 10)))


def is_history(
    arrived_at: datetime, *, known_from: datetime, is_back: bool, renumbered_after: datetime | None
) -> bool:
    """Tell whether a mail was there before us, so that nobody waits for an answer to it.

    Looking back (`is_back`) finds history only, unless the server numbered the folder anew: then what came since
    `renumbered_after`, the last look under the old numbers, is new. Elsewhere an old mail was put here by hand.
    """
    if is_back and renumbered_after is None:
        return True
    border = known_from - SLACK_OF_CLOCKS
    if is_back and renumbered_after is not None:
        border = max(border, renumbered_after - SLACK_OF_A_LOOK)
    return arrived_at < border


def compared_from(*, known_from: datetime, now: datetime) -> datetime:
    """Return from when on the ledger has to hold every mail of a mailbox; what was there before us is nobody's loss."""
    return max(known_from + SLACK_OF_A_LOOK, now - COMPARED_BACK)


def is_stale(*, last_success_at: datetime | None, created_at: datetime, now: datetime) -> bool:
    """Tell whether a mailbox that ought to be read was not, for longer than any pause."""
    return now - (last_success_at or created_at) > STALE_AFTER
