"""Where the demo's stories are played: each deed goes through the door that it takes in life, at its own time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.conf import settings

from saath.conversations.actions import deliver as outbox
from saath.conversations.actions.answer_aside import answer_by_link
from saath.conversations.actions.ask_aside import Asking, ask_aside
from saath.conversations.actions.copies import copy_in
from saath.conversations.actions.customer_says import confirm_solution, refuse_solution
from saath.conversations.actions.drafts import save_draft
from saath.conversations.actions.forward import forward
from saath.conversations.actions.hand_over import hand_over
from saath.conversations.actions.later import schedule_reply
from saath.conversations.actions.merge import merge_conversations
from saath.conversations.actions.outsiders import Entry
from saath.conversations.actions.promising import Promise
from saath.conversations.actions.reading import mark_read
from saath.conversations.actions.reply import add_note
from saath.conversations.actions.snooze import UNTIL_THEY_WRITE, snooze_conversation
from saath.conversations.actions.spam import call_spam
from saath.conversations.actions.split import split_conversation
from saath.conversations.actions.start import Letter, start_conversation
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.actions.triage import assign_conversation, reopen_conversation, solve_conversation
from saath.conversations.actions.updates import promise_update
from saath.conversations.delivering import OUTBOX
from saath.conversations.models import (
    Attachment,
    ChannelAccount,
    Conversation,
    Delivery,
    IntakeItem,
    Message,
    SideQuestion,
)
from saath.conversations.parts import save_uploads
from saath.core import clock
from saath.customers.actions.know import know_by
from saath.demo import saved_replies
from saath.demo.arriving import Arriving
from saath.demo.mails import Writes
from saath.demo.story import (
    Answers,
    AnswersAside,
    AnswersElsewhere,
    AsksAside,
    Assigns,
    CallsSpam,
    Copies,
    CustomerWrites,
    Drafts,
    Fate,
    Forwards,
    HandsOver,
    MachineWrites,
    Merges,
    Notes,
    OtherWrites,
    Promises,
    Reads,
    Reopens,
    SaysSorted,
    ServerReports,
    Snoozes,
    Solves,
    Splits,
    Starts,
    Step,
    Story,
    Tags,
)
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
        self._arriving = Arriving(account)
        self._doors: dict[type, Callable[[Story, Any], None]] = {
            CustomerWrites: self._mail,
            MachineWrites: self._mail,
            OtherWrites: self._mail,
            AnswersElsewhere: self._mail,
            ServerReports: self._arriving.report,
            Answers: self._answer,
            Starts: self._start,
            Forwards: self._forward,
            AsksAside: self._ask_aside,
            AnswersAside: self._answer_aside,
            Copies: self._copy,
            Notes: self._note,
            Assigns: self._assign,
            HandsOver: self._hand_over,
            Merges: self._merge,
            Splits: self._split,
            Snoozes: self._snooze,
            Drafts: self._draft,
            Promises: self._promise,
            Solves: self._solve,
            SaysSorted: self._say_sorted,
            Reopens: lambda story, deed: self._call(reopen_conversation, story, deed),
            Tags: self._tag,
            Reads: lambda story, deed: self._call(mark_read, story, deed),
            CallsSpam: self._call_spam,
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

    def work(self) -> None:
        """Do what waits."""
        self._arriving.jobs.run_pending()

    def _mail(self, story: Story, deed: Writes) -> None:
        item = self._arriving.bring(story, deed)
        if story.key not in self._conversations:
            self._remember(story, item)

    def _remember(self, story: Story, item: str) -> None:
        found = (
            IntakeItem.objects.filter(public_id=item).values_list("message__conversation_id", flat=True).get()
        )
        if found is not None:
            self._conversations[story.key] = found

    def _answer(self, story: Story, deed: Answers) -> None:
        key = f"demo {story.key} {self._arriving.length(story)}"
        member = self._team[deed.by]
        if deed.goes_to:
            self._know_by(story, deed.goes_to)
        message = saved_replies.answer(actor_of(member), member, self._conversation(story), deed, key)
        self._leave(story, message, deed.fate)

    def _know_by(self, story: Story, address: str) -> None:
        """Know the customer by a second address, as if they had written from it before."""
        customer = self._conversation(story).customer
        actor = Actor.system("demo")
        know_by(actor, customer, namespace="email", key=address, address=address, is_proved=True)

    def _start(self, story: Story, deed: Starts) -> None:
        letter = Letter(story.customer.address, story.customer.name, story.subject, deed.text)
        message = start_conversation(
            self._actor(deed.by), self._account, letter=letter, client_key=f"demo start {story.key}"
        )
        self._conversations[story.key] = message.conversation_id
        self._leave(story, message)

    def _forward(self, story: Story, deed: Forwards) -> None:
        conversation = self._conversation(story)
        asked = conversation.messages.filter(direction=Message.Direction.IN).latest("id")
        message = forward(
            self._actor(deed.by),
            asked,
            to=deed.to,
            text=deed.text,
            client_key=f"demo forward {story.key}",
            files=list(Attachment.objects.select_related("file").filter(message=asked, is_inline=False)),
        )
        self._leave(story, message, is_aside=True)

    def _ask_aside(self, story: Story, deed: AsksAside) -> None:
        due_at = (clock.now() + timedelta(seconds=deed.within_seconds)).replace(second=0, microsecond=0)
        question = ask_aside(
            self._actor(deed.by),
            self._conversation(story),
            outsider=Entry(deed.name, deed.kind, deed.language, deed.address),
            asking=Asking(deed.text, due_at),
            client_key=f"demo aside {story.key}",
        )
        self._leave(story, question.message, is_aside=True)

    def _answer_aside(self, story: Story, deed: AnswersAside) -> None:
        asked = SideQuestion.objects.select_related("message__conversation")
        answer_by_link(
            Actor(kind="outsider", label="by the link"),
            asked.filter(message__conversation=self._conversations[story.key]).latest("id"),
            text=deed.text,
            client_key=f"demo aside answer {story.key}",
            files=save_uploads((each.name, BytesIO(each.data)) for each in deed.enclosures),
        )

    def _leave(self, story: Story, message: Message, fate: Fate = "sent", *, is_aside: bool = False) -> None:
        for key in message.keys.values_list("key", flat=True):
            self._arriving.left(story, key, is_aside=is_aside)
        with clock.at(clock.now() + timedelta(seconds=settings.UNDO_SECONDS + 1)):
            if fate == "sent" and self._box_from <= clock.now():
                self.work()
            else:
                _record(message, fate)

    def _copy(self, story: Story, deed: Copies) -> None:
        copy_in(self._actor(deed.by), self._conversation(story), address=deed.address)

    def _call_spam(self, story: Story, deed: CallsSpam) -> None:
        self._call(call_spam, story, deed)
        self.work()

    def _solve(self, story: Story, deed: Solves) -> None:
        solve_conversation(self._actor(deed.by), self._conversation(story), resolution=deed.resolution)

    def _say_sorted(self, story: Story, deed: SaysSorted) -> None:
        conversation = self._conversation(story)
        solution = conversation.solutions.latest("id")
        actor = Actor(kind="customer", label="by the link", customer_id=conversation.customer_id)
        if deed.words:
            refuse_solution(actor, solution, words=deed.words, client_key=f"demo sorted {story.key}")
        else:
            confirm_solution(actor, solution)

    def _note(self, story: Story, deed: Notes) -> None:
        key = f"demo note {story.key} {clock.now().timestamp():.0f}"
        add_note(self._actor(deed.by), self._conversation(story), text=deed.text, client_key=key)

    def _assign(self, story: Story, deed: Assigns) -> None:
        assign_conversation(self._actor(deed.by), self._conversation(story), to=self._team[deed.to])

    def _hand_over(self, story: Story, deed: HandsOver) -> None:
        actor, conversation, to = self._actor(deed.by), self._conversation(story), self._team[deed.to]
        hand_over(actor, conversation, to=to, reason=deed.reason, summary=deed.summary)

    def _merge(self, story: Story, deed: Merges) -> None:
        into = self._conversation(story)
        other = Conversation.objects.get(customer_id=into.customer_id, subject=deed.subject)
        merge_conversations(self._actor(deed.by), other, into=into)

    def _split(self, story: Story, deed: Splits) -> None:
        conversation = self._conversation(story)
        split_conversation(self._actor(deed.by), conversation, at=conversation.messages.latest("id"))

    def _snooze(self, story: Story, deed: Snoozes) -> None:
        until = clock.now() + timedelta(seconds=deed.seconds) if deed.seconds else UNTIL_THEY_WRITE
        snooze_conversation(self._actor(deed.by), self._conversation(story), until=until)

    def _draft(self, story: Story, deed: Drafts) -> None:
        actor, conversation = self._actor(deed.by), self._conversation(story)
        if not deed.leaves_within_seconds:
            save_draft(actor, conversation, kind=deed.kind, text=deed.text)
            return
        at = clock.now() + timedelta(seconds=deed.leaves_within_seconds)
        leaves_at = at.replace(minute=0, second=0, microsecond=0)
        key = f"demo later {story.key}"[:40]
        schedule_reply(actor, conversation, text=deed.text, leaves_at=leaves_at, client_key=key)

    def _promise(self, story: Story, deed: Promises) -> None:
        due_at = (clock.now() + timedelta(seconds=deed.within_seconds)).replace(second=0, microsecond=0)
        promise = Promise(deed.kind, due_at, deed.what)
        promise_update(self._actor(deed.by), self._conversation(story), promise=promise)

    def _tag(self, story: Story, deed: Tags) -> None:
        tag_conversation(self._actor(deed.by), self._conversation(story), name=deed.name)

    def _call(
        self,
        door: Callable[[Actor, Conversation], object],
        story: Story,
        deed: Reopens | Reads | CallsSpam,
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
