"""Whether the mailboxes of every shop are read. Their readers write down how it goes: nothing is signed in to here."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from saath.channels.email.imap_facts import Trouble
from saath.mailboxes.models import Mailbox
from saath.mailboxes.rules import is_stale
from saath.mailboxes.words import explain
from saath.operations.diagnosis.finding import Circumstances, Finding, Level
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

NAMES = {
    Trouble.PASSWORD: "mailbox.password",
    Trouble.CONSENT: "mailbox.consent",
    Trouble.CLOSED: "mailbox.closed",
    Trouble.SILENT: "mailbox.closed",
    Trouble.CERTIFICATE: "mailbox.certificate",
}
LISTED = 20


def are_read(circumstances: Circumstances) -> Iterator[Finding]:
    """Look at what was written of the last visit to each mailbox."""
    for store in Store.objects.order_by("pk"):
        with store_scope(store.pk):
            watched = Mailbox.objects.exclude(state=Mailbox.State.PAUSED).order_by("pk")
            for mailbox in watched[:LISTED]:
                yield from _look(mailbox, store, circumstances)


def _look(mailbox: Mailbox, store: Store, circumstances: Circumstances) -> Iterator[Finding]:
    said = {"mailbox": mailbox.user, "shop": store}
    is_old = is_stale(
        last_success_at=mailbox.last_success_at, created_at=mailbox.created_at, now=circumstances.clock()
    )
    if mailbox.trouble:
        words = explain(mailbox.trouble)
        what = _("The mailbox %(mailbox)s of %(shop)s is not read: %(reason)s") % {
            **said,
            "reason": words.what,
        }
        yield Finding(NAMES.get(Trouble(mailbox.trouble), "mailbox.trouble"), what, str(words.remedy))
    elif is_old and circumstances.ought_to_serve:
        yield Finding(
            "mailbox.stale",
            _("Nobody has looked into the mailbox %(mailbox)s of %(shop)s for half an hour.") % said,
            _("Start saath serve, or saath worker --intake."),
        )
    if mailbox.state == Mailbox.State.CHOOSING:
        yield Finding(
            "mailbox.choice",
            _("The mailbox %(mailbox)s of %(shop)s waits for a choice: which of its mails to import.") % said,
            _("Make it under Settings, Mailboxes; until then no mail comes in from there."),
            Level.NOTE,
        )
