"""The clocks of a conversation follow its turns: before the turn is written, in the same transaction.

What is wanted is read off the conversation as it stands, so that an answer that is taken back or fails, a merge, a split, spam
and the way back of each put the clocks right by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import DateTimeField, Q, QuerySet

from saath.conversations.actions.snooze import UNTIL_THEY_WRITE
from saath.conversations.actions.turns import ANSWERING
from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.promises.clocks import running
from saath.promises.clocks.jobs import fire_soon
from saath.promises.clocks.rules import (
    ANSWERS,
    Pair,
    calendar_moments,
    counts_solution,
    is_over,
    pair_up,
)
from saath.promises.clocks.running import COLUMNS
from saath.promises.clocks.terms import next_kind, terms_for
from saath.promises.models import Clock
from saath.stores.calendar import hours_of, settings_of
from saath.stores.hours import Calendar
from saath.tenancy.given import Given
from saath.tenancy.many_rows import insert_rows, update_rows
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import current_store_id

State, Kind = Conversation.State, Clock.Kind
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


def _rows() -> QuerySet[Clock]:
    known = Q(outcome__in=("", "void")) | Q(started_at__gte=Given("since", DateTimeField()))
    rows = Clock.objects.select_for_update().filter(known, conversation_id=Given("conversation"))
    return rows.order_by("started_at", "id")


ROWS = Prepared(_rows)


@dataclass
class Following:
    """One look at a conversation and its clocks, and what comes of it."""

    conversation: Conversation
    clocks: Sequence[Clock]
    at: datetime
    new: list[Clock] = field(default_factory=list)
    changed: dict[int, Clock] = field(default_factory=dict)

    @property
    def calendar(self) -> Calendar:
        """Return the hours by which its channel is open."""
        return hours_of(current_store_id(), self.conversation.account.channel).calendar

    def change(self, clock: Clock) -> Clock:
        """Note that a clock has to be written."""
        if clock.pk:
            self.changed[clock.pk] = clock
        return clock

    def begin(self, kind: str, started_at: datetime) -> Clock:
        """Start a clock of open hours on the terms of its conversation."""
        silent = self.conversation.is_brought
        clock = Clock(conversation=self.conversation, kind=kind, started_at=started_at, is_silent=silent)
        running.set_terms(clock, terms_for(self.conversation, kind))
        self.new.append(clock)
        return clock

    def save(self) -> None:
        """Write what came of it, and have the next of it looked after in time."""
        update_rows(list(self.changed.values()), *COLUMNS)
        insert_rows(self.new)
        fire_soon(clock.next_at for clock in (*self.new, *self.changed.values()))


def follow_turn(conversation: Conversation) -> None:
    """Let the clocks of a conversation, held, stand as it stands; its `due_at` is that of the answer that runs,
    its `risk_at` that of the first promise at risk.
    """
    waits = conversation.waiting_since if conversation.state == State.OPEN else None
    # One that was never saved since it was made has none yet.
    is_new = conversation.version == 1
    clocks = () if is_new else ROWS.rows(conversation=conversation.pk, since=waits or NEVER)
    look = Following(conversation, clocks, now())
    _follow_answers(look, waits)
    _follow_solution(look, waits)
    _follow_update(look)
    conversation.risk_at = running.first_at_risk((*look.clocks, *look.new))
    look.save()


def _follow_answers(look: Following, waits: datetime | None) -> None:
    clocks = {clock.pk: clock for clock in look.clocks if clock.kind in ANSWERS}
    pairs = [
        Pair(clock.pk, clock.started_at, clock.outcome == "", clock.outcome == Clock.Outcome.VOID)
        for clock in clocks.values()
    ]
    is_void = look.conversation.state in (State.SPAM, State.MERGED)
    found = pair_up(pairs, waits_since=waits, is_void=is_void)
    for pk in found.voids:
        running.call_void(look.change(clocks[pk]), at=look.at)
    for pk in found.ends:
        _end_answer(look, clocks[pk], waits)
    if waits is None:
        return
    clock = clocks[found.runs] if found.runs is not None else None
    if clock is None:
        clock = look.begin(_kind_of(look.conversation, waits), waits)
        running.run(clock, look.calendar, since=waits)
    elif clock.outcome or clock.running_since is None:
        running.take_up(look.change(clock))
        clock.used_seconds = 0
        running.run(clock, look.calendar, since=waits)
    if clock.due_at is not None:
        look.conversation.due_at = clock.due_at


def _end_answer(look: Following, clock: Clock, waits: datetime | None) -> None:
    """End a pair with the answer that it had; where nobody gave one it rests, or a later question takes its place."""
    at = look.conversation.answered_at or _answered_at(look.conversation, clock.started_at)
    if at is not None:
        running.end(look.change(clock), look.calendar, at=at)
    elif waits is not None:
        running.call_void(look.change(clock), at=look.at)
    elif clock.running_since is not None:
        running.rest(look.change(clock), look.calendar, at=look.at)


def _answered_at(conversation: Conversation, since: datetime) -> datetime | None:
    """Return when a person first answered what was said since then, by an answer that is on its way or there."""
    answers = Message.objects.filter(
        conversation=conversation,
        direction=Message.Direction.OUT,
        is_automatic=False,
        delivery__state__in=ANSWERING,
        created_at__gte=since,
    )
    return answers.order_by("created_at", "id").values_list("created_at", flat=True).first()


def _kind_of(conversation: Conversation, waits: datetime) -> Clock.Kind:
    """Return of which kind a new pair is: where the shop wrote first, no answer is the first one."""
    kind = next_kind(conversation)
    if kind != Kind.FIRST_ANSWER or conversation.created_at >= waits:
        return kind
    said = Message.objects.filter(conversation=conversation, is_automatic=False)
    said = said.exclude(direction=Message.Direction.NOTE).order_by("created_at", "id")
    first = said.values_list("direction", flat=True).first()
    return Kind.NEXT_ANSWER if first == Message.Direction.OUT else kind


def _follow_solution(look: Following, waits: datetime | None) -> None:
    conversation = look.conversation
    clock = next((each for each in reversed(look.clocks) if each.kind == Kind.SOLUTION), None)
    if conversation.state in (State.SPAM, State.MERGED):
        if clock is not None and clock.outcome == "":
            running.call_void(look.change(clock), at=look.at)
    elif conversation.state == State.SOLVED:
        if clock is not None and clock.outcome == "":
            _stop_solution(look, clock)
    elif clock is not None:
        _go_on(look, clock)
    elif waits is not None:
        running.run(look.begin(Kind.SOLUTION, waits), look.calendar, since=waits)


def _stop_solution(look: Following, clock: Clock) -> None:
    """Stop the time to the solution; it is final once the customer confirms it or may not take it up again."""
    conversation = look.conversation
    if clock.stopped_at is None:
        solved_at = conversation.solved_at or look.at
        running.rest(look.change(clock), look.calendar, at=solved_at)
        clock.stopped_at = solved_at
        if running.is_late(clock) and clock.missed_at is None:
            clock.next_at = solved_at
        else:
            days = settings_of(current_store_id()).follow_up_after_days
            clock.next_at = is_over(solved_at, after_days=days)
    if conversation.confirmed_at is not None:
        running.end(look.change(clock), look.calendar, at=clock.stopped_at)
        for each in look.clocks:
            if each.kind in ANSWERS and each.outcome == "":
                running.call_void(look.change(each), at=look.at)


def _go_on(look: Following, clock: Clock) -> None:
    """Let the time to the solution run or rest as the conversation stands; what was over is taken up again."""
    conversation = look.conversation
    if clock.outcome or clock.stopped_at is not None:
        running.take_up(look.change(clock))
        clock.running_since, clock.next_at = None, None
    counts = counts_solution(
        conversation.state,
        snoozed_until=conversation.snoozed_until,
        until_they_write=UNTIL_THEY_WRITE,
        owes_update=conversation.update_due_at is not None,
    )
    if counts and clock.running_since is None:
        running.run(look.change(clock), look.calendar, since=look.at)
    elif not counts and clock.running_since is not None:
        running.rest(look.change(clock), look.calendar, at=look.at)


def _follow_update(look: Following) -> None:
    """Let a clock run for the update that is owed; whether it was given says its own event."""
    due_at = look.conversation.update_due_at
    standing = next((each for each in look.clocks if each.kind == Kind.UPDATE and each.outcome == ""), None)
    if standing is not None and standing.due_at != due_at:
        running.call_void(look.change(standing), at=look.at)
        standing = None
    if due_at is None or standing is not None:
        return
    clock = _update_before(look.conversation, due_at)
    if clock is not None:
        running.take_up(look.change(clock))
    else:
        clock = Clock(conversation=look.conversation, kind=Kind.UPDATE, is_calendar=True, started_at=look.at)
        look.new.append(clock)
    clock.running_since = clock.started_at
    found = calendar_moments(clock.started_at, due_at, warn_percent=clock.warn_percent)
    running.set_moments(clock, found)


def _update_before(conversation: Conversation, due_at: datetime) -> Clock | None:
    """Return the clock of the same promise that had ended: its answer was taken back."""
    ended = Clock.objects.filter(conversation=conversation, kind=Kind.UPDATE, due_at=due_at).exclude(
        outcome=""
    )
    return ended.order_by("-id").first()
