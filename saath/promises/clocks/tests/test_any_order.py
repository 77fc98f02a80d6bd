"""Whatever happens in whatever order: one running clock a kind, due when the list says, wherever somebody waits."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from saath.conversations.actions.deliver import claim_delivery, record_failed
from saath.conversations.actions.merge import merge_conversations, undo_merge
from saath.conversations.actions.reply import reply, undo_reply
from saath.conversations.actions.snooze import snooze_conversation
from saath.conversations.actions.spam import call_spam, call_wanted
from saath.conversations.actions.triage import await_customer, reopen_conversation, solve_conversation
from saath.conversations.models import Conversation, Delivery, Message, MessageKey, Move
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, work
from saath.core.errors import SaathError
from saath.promises.clocks.rules import ANSWERS
from saath.promises.models import Clock
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
SEEDS, STEPS = 6, 25
State = Conversation.State
Step = Callable[["Story"], None]


class Story:
    """A shop in which something happens, chosen by a seed."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.chance, self.number = desk, random.Random(seed), 0  # no secret

    def any_of_them(self) -> Conversation:
        """Return one of the conversations."""
        return self.chance.choice(list(Conversation.objects.order_by("pk")))

    def next_key(self) -> str:
        """Return a key that was not there before."""
        self.number += 1
        return f"key-{self.number}"


def begins(story: Story) -> None:
    arrive(mail("Something", subject=story.next_key()))


def asks_again(story: Story) -> None:
    key = MessageKey.objects.filter(
        message__conversation=story.any_of_them(), message__direction="in"
    ).first()
    if key is not None:
        arrive(mail(story.next_key(), answers=f"<{key.key}>", subject="Re: more"))


def is_answered(story: Story) -> None:
    solve = story.chance.random() < 0.3
    reply(story.desk.actor, story.any_of_them(), text="Kal", client_key=story.next_key(), solve=solve)


def is_taken_back(story: Story) -> None:
    held = Message.objects.filter(delivery__state=Delivery.State.HELD).order_by("-pk").first()
    if held is not None:
        undo_reply(story.desk.actor, held)


def fails(story: Story) -> None:
    rows = Delivery.objects.select_related("message__conversation").order_by("-pk")
    delivery = rows.filter(state=Delivery.State.HELD, message__is_automatic=False).first()
    if delivery is not None and claim_delivery(TEST, delivery):
        record_failed(TEST, delivery, attempt=delivery.attempt + 1, reason="550 no")


def is_merged(story: Story) -> None:
    merge_conversations(story.desk.actor, story.any_of_them(), into=story.any_of_them())


def is_taken_apart(story: Story) -> None:
    moves = list(Move.objects.filter(kind=Move.Kind.MERGE, undone_at=None).order_by("pk"))
    if moves:
        undo_merge(story.desk.actor, story.chance.choice(moves))


def is_put_somewhere(story: Story) -> None:
    deeds: tuple[Callable[..., object], ...] = (
        call_spam,
        call_wanted,
        await_customer,
        reopen_conversation,
        solve_conversation,
        snooze_conversation,
    )
    story.chance.choice(deeds)(story.desk.actor, story.any_of_them())


STEPS_THERE_ARE: tuple[Step, ...] = (
    begins, asks_again, is_answered, is_taken_back, fails, is_merged, is_taken_apart, is_put_somewhere,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(SEEDS))
def test_clocks_agree_with_what_lists_say(seed: int, clock: time_machine.Traveller) -> None:
    desk = make_desk()
    with store_scope(desk.store_id):
        story = Story(desk, seed)
        begins(story)
        for _each in range(STEPS):
            clock.shift(timedelta(seconds=story.chance.randint(1, 240)))
            step = story.chance.choice(STEPS_THERE_ARE)
            try:
                step(story)
            except SaathError:
                continue
            if story.chance.random() < 0.3:
                work()
            for conversation in Conversation.objects.all():
                check(conversation, step.__name__)


def check(conversation: Conversation, after: str) -> None:
    """Check that one conversation and its clocks agree."""
    running = Clock.objects.filter(conversation=conversation, outcome="", running_since__isnull=False)
    answers = list(running.filter(kind__in=ANSWERS))
    waits = conversation.state == State.OPEN and conversation.waiting_since is not None
    assert len(answers) == int(waits), after
    if waits:
        assert (answers[0].started_at, answers[0].due_at) == (
            conversation.waiting_since, conversation.due_at,
        ), after  # fmt: skip
    solutions = running.filter(kind=Clock.Kind.SOLUTION)
    is_over = conversation.state in (State.SOLVED, State.SPAM, State.MERGED)
    assert solutions.count() <= int(not is_over), after
    started = Clock.objects.filter(conversation=conversation, kind__in=ANSWERS).exclude(outcome="void")
    assert started.count() == started.values("started_at").distinct().count(), after
