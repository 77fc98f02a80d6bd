"""How mails of the demo arrive: by the doors that they take in life, each read at once."""

from __future__ import annotations

from collections import defaultdict
from email.message import EmailMessage
from io import BytesIO

from django.conf import settings

from saath.channels.email.stand_in import stand_in
from saath.conversations.actions.arrive import Provenance, accept_raw, quarantine_raw
from saath.conversations.actions.ledger import fail_item
from saath.conversations.intake import accept_mail
from saath.conversations.models import ChannelAccount, IntakeItem
from saath.conversations.reading import READER
from saath.core import clock
from saath.demo.mails import Writes, mail_of
from saath.demo.reports import report_mail
from saath.demo.story import (
    AnswersElsewhere,
    CustomerWrites,
    MachineWrites,
    OtherWrites,
    ServerReports,
    Story,
)
from saath.files import storage
from saath.files.storage import SavedBytes
from saath.jobs.claim import claim_job
from saath.jobs.worker import Worker
from saath.mailboxes.unfetched import TOO_LARGE
from saath.tenancy.actor import Actor

VISITOR = Actor.system("mailbox")
DISK_WAS_AWAY = "OSError"
LEASE_SECONDS = 60
LONGEST_REFERENCES = 10


class Arriving:
    """Lets mails arrive at one address of the shop, and knows what each of them answers."""

    def __init__(self, account: ChannelAccount) -> None:
        self._account = account
        self._chain: defaultdict[str, list[str]] = defaultdict(list)
        self._aside: dict[str, str] = {}
        self.jobs = Worker(threads=0)

    def length(self, story: Story) -> int:
        """Return how many mails were exchanged with the customer."""
        return len(self._chain[story.key])

    def left(self, story: Story, key: str, *, is_aside: bool = False) -> None:
        """Remember the id of a mail of ours that the next ones answer; one aside the customer does not know."""
        if is_aside:
            self._aside[story.key] = f"<{key}>"
        else:
            self._chain[story.key].append(f"<{key}>")

    def bring(self, story: Story, deed: Writes) -> str:
        """Let a mail arrive, and return the public id of its row in the ledger."""
        mail = self._mail(story, deed)
        arrival = deed.arrival if isinstance(deed, CustomerWrites | MachineWrites) else "read"
        match deed:
            case AnswersElsewhere():
                return self._in_sent_folder(mail)
            case _ if arrival == "too large":
                return self._kept_outside(mail)
        sender = mail["From"].addresses[0].addr_spec
        self.jobs.run_pending()  # what was due before this mail came, a missed promise for instance
        item = accept_mail(sender, [self._account.address], mail.as_bytes())
        if arrival == "unreadable":
            self._give_up(item)
        self.jobs.run_pending()
        if arrival == "twice":
            accept_mail(sender, [self._account.address], mail.as_bytes())
            self.jobs.run_pending()
        return item

    def report(self, story: Story, deed: ServerReports) -> None:
        """Let a mail server tell of our last answer."""
        mail = report_mail(
            deed,
            about=self._chain[story.key][-1],
            customer=story.customer.address,
            shop=self._account.address,
            message_id=f"<{deed.report}.{story.key}@{story.customer.address.rpartition('@')[2]}>",
            at=clock.now(),
        )
        accept_mail("", [self._account.address], mail.as_bytes())
        self.jobs.run_pending()

    def _mail(self, story: Story, deed: Writes) -> EmailMessage:
        chain, is_aside = self._chain[story.key], isinstance(deed, OtherWrites) and deed.is_aside
        name = f"{story.key}.aside" if is_aside else f"{story.key}.{len(chain)}"
        own = f"<{name}@{story.customer.address.partition('@')[2]}>"
        mail = mail_of(
            deed,
            story.customer,
            shop=self._account.address,
            subject=f"Re: {story.subject}" if chain else story.subject,
            message_id=own,
            at=clock.now(),
        )
        answered = [self._aside[story.key]] if is_aside else chain[-LONGEST_REFERENCES:]
        if answered:
            mail["In-Reply-To"], mail["References"] = answered[-1], " ".join(answered)
        if not is_aside:
            chain.append(own)
        return mail

    def _in_sent_folder(self, mail: EmailMessage) -> str:
        item = accept_raw(
            VISITOR,
            account=self._account,
            source=IntakeItem.Source.SENT_COPY,
            raw=_saved(mail.as_bytes()),
            envelope={"mailbox": self._account.address, "folder": "Sent"},
            provenance=Provenance(arrived_at=clock.now()),
        )
        self.jobs.run_pending()
        return str(item.public_id)

    def _kept_outside(self, mail: EmailMessage) -> str:
        """Put aside what stands in the mailbox and is too large to be fetched."""
        head = mail.as_bytes().partition(b"\n\n")[0]
        item = quarantine_raw(
            VISITOR,
            account=self._account,
            source=IntakeItem.Source.IMAP,
            raw=_saved(stand_in(head, TOO_LARGE)),
            envelope={
                "mailbox": self._account.address,
                "folder": "INBOX",
                "octets": settings.MAX_MAIL_BYTES * 3 // 2,
            },
            provenance=Provenance(arrived_at=clock.now()),
            rule="too-large",
        )
        return str(item.public_id)

    def _give_up(self, name: str) -> None:
        """Record what a worker records that could not read a mail, tried again, and gave it up."""
        item = IntakeItem.objects.get(public_id=name)
        attempt = claim_job("default", worker="demo", lease_seconds=LEASE_SECONDS, at=clock.now())
        fail_item(READER, item, error=DISK_WAS_AWAY)
        if attempt is not None:
            attempt.bury(clock.now(), DISK_WAS_AWAY)


def _saved(octets: bytes) -> SavedBytes:
    return storage.save(BytesIO(octets), max_bytes=settings.MAX_MAIL_BYTES, content_type="message/rfc822")
