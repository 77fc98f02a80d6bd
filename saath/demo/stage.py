"""Where the demo's stories are played: each deed goes through the door that it takes in life, at its own time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from saath.conversations.actions import deliver as outbox
from saath.conversations.actions.reading import mark_read
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.actions.triage import assign_conversation, reopen_conversation, solve_conversation
from saath.conversations.delivering import OUTBOX
from saath.conversations.intake import accept_mail
from saath.conversations.models import ChannelAccount, Conversation, Delivery, IntakeItem, Message
from saath.core import clock
from saath.demo.mails import customer_mail
from saath.demo.story import (
    Answers,
    Assigns,
    CustomerWrites,
    Fate,
    MachineWrites,
    Notes,
    Reads,
    Reopens,
    Solves,
    Step,
    Story,
    Tags,
)
from saath.jobs.worker import Worker
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import write_transaction

BATCH = 60  # deeds that share a commit: waiting for the disk after each one would double the time
REFUSED = "550 5.1.1 The address does not exist"
LOST = "The connection was lost before the server answered"

Progress = Callable[[int, int], None]


class Stage:
    """Plays stories in the store in scope.

    Answers from `box_from` on are left in the mailbox. Older ones are only recorded as sent: the page shows the
    newest hundred, and to compose the others would take a third of the time.
    """

    def __init__(self, account: ChannelAccount, team: Mapping[str, Member], *, box_from: datetime) -> None:
        self._account = account
        self._team = team
        self._box_from = box_from
        self._conversations: dict[str, int] = {}
        self._chain: defaultdict[str, list[str]] = defaultdict(list)
        self._jobs = Worker(threads=0)
        self._doors: dict[type, Callable[[Story, Any], None]] = {
            CustomerWrites: self._mail,
            MachineWrites: self._mail,
            Answers: self._answer,
            Notes: self._note,
            Assigns: lambda story, deed: self._assign(story, deed),
            Solves: lambda story, deed: self._call(solve_conversation, story, deed),
            Reopens: lambda story, deed: self._call(reopen_conversation, story, deed),
            Tags: lambda story, deed: self._tag(story, deed),
            Reads: lambda story, deed: self._call(mark_read, story, deed),
        }

    def play(self, stories: Iterable[Story], *, progress: Progress) -> None:
        """Play every deed of all stories in the order of time; `progress` hears how many of how many are done."""
        deeds = sorted(
            ((step.at, number, story, step) for story in stories for number, step in enumerate(story.steps)),
            key=_when,
        )
        for start in range(0, len(deeds), BATCH):
            batch = deeds[start : start + BATCH]
            with write_transaction():
                for at, _number, story, step in batch:
                    with clock.at(at):
                        self._doors[type(step.deed)](story, step.deed)
            progress(start + len(batch), len(deeds))

    def _mail(self, story: Story, deed: CustomerWrites | MachineWrites) -> None:
        chain = self._chain[story.key]
        own = f"<{story.key}.{len(chain)}@{story.customer.address.partition('@')[2]}>"
        subject = f"Re: {story.subject}" if chain else story.subject
        mail = customer_mail(
            story.customer,
            to=self._account.address,
            subject=subject,
            message_id=own,
            at=clock.now(),
            deed=deed,
        )
        if chain:
            mail["In-Reply-To"], mail["References"] = chain[-1], " ".join(chain[-10:])
        item = accept_mail(story.customer.address, [self._account.address], mail.as_bytes())
        self._jobs.run_pending()
        chain.append(own)
        if story.key not in self._conversations:
            self._remember(story, item)

    def _remember(self, story: Story, item: str) -> None:
        found = (
            IntakeItem.objects.filter(public_id=item).values_list("message__conversation_id", flat=True).get()
        )
        if found is not None:
            self._conversations[story.key] = found

    def _answer(self, story: Story, deed: Answers) -> None:
        message = reply(
            self._actor(deed.by),
            self._conversation(story),
            text=deed.text,
            client_key=f"demo {story.key} {len(self._chain[story.key])}",
            solve=deed.solves,
        )
        self._chain[story.key] += [f"<{key}>" for key in message.keys.values_list("key", flat=True)]
        with clock.at(clock.now() + timedelta(seconds=settings.UNDO_SECONDS + 1)):
            if deed.fate == "sent" and self._box_from <= clock.now():
                self._jobs.run_pending()
            else:
                _record(message, deed.fate)

    def _note(self, story: Story, deed: Notes) -> None:
        key = f"demo note {story.key} {clock.now().timestamp():.0f}"
        add_note(self._actor(deed.by), self._conversation(story), text=deed.text, client_key=key)

    def _assign(self, story: Story, deed: Assigns) -> None:
        assign_conversation(self._actor(deed.by), self._conversation(story), to=self._team[deed.to])

    def _tag(self, story: Story, deed: Tags) -> None:
        tag_conversation(self._actor(deed.by), self._conversation(story), name=deed.name)

    def _call(
        self, door: Callable[[Actor, Conversation], object], story: Story, deed: Solves | Reopens | Reads
    ) -> None:
        door(self._actor(deed.by), self._conversation(story))

    def _conversation(self, story: Story) -> Conversation:
        return Conversation.objects.get(pk=self._conversations[story.key])

    def _actor(self, key: str) -> Actor:
        return actor_of(self._team[key])


def _when(deed: tuple[Any, int, Story, Step]) -> tuple[Any, str, int]:
    return deed[0], deed[2].key, deed[1]


def _record(message: Message, fate: Fate) -> None:
    """Record what a worker records once the other side took an answer, refused it, or was silent."""
    delivery = Delivery.objects.get(message=message)
    outbox.claim_delivery(OUTBOX, delivery)
    match fate:
        case "sent":
            outbox.record_sent(OUTBOX, delivery, attempt=1)
        case "refused":
            outbox.record_failed(OUTBOX, delivery, attempt=1, reason=REFUSED)
        case "unknown":
            outbox.record_unknown(OUTBOX, delivery, attempt=1, reason=LOST)
