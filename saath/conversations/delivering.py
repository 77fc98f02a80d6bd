"""Answers on their way: each is claimed, sent outside any transaction, recorded.

A worker that dies in between leaves "sending" behind. The next attempt does not send again: the answer is "unknown" and
a person decides. A customer is never written to twice by a machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from saath.channels.base import Adapter, ChannelError, NeedsReauth, Rejected, RetryLater, SendOutcome
from saath.conversations.actions import deliver as outbox
from saath.conversations.aside.words import words_of_question
from saath.conversations.automatic_words import Why, why_of
from saath.conversations.models import ChannelAccount, Delivery, Solution
from saath.conversations.promise_page import words_of_promises
from saath.conversations.queries.outbound import Before, outbound_message, said_before
from saath.conversations.solving.below import with_words_below
from saath.conversations.solving.words import words_below
from saath.conversations.ways_out import sending_adapter
from saath.core.clock import now
from saath.core.faults import fault_point
from saath.jobs.errors import RetryLater as JobRetryLater
from saath.jobs.turn import Turn
from saath.stores.models import CustomerText
from saath.stores.shop_name import SHOP_NAME
from saath.tenancy.actor import Actor
from saath.tenancy.prepared import GivenNumbers, Prepared
from saath.tenancy.transactions import write_transaction

OUTBOX = Actor.system("outbox")
# Waits between tries of a server that is busy: two and a half days in all, as mail servers do (RFC 5321, 4.5.4.1).
WAITS_SECONDS = (30, 120, 300, 900, 1800, 3600, 7200, 14400, 28800, 57600, 86400)


# What a machine says of a promise leads to the page of all of them.
NAME_A_PROMISE = (Why.ACKNOWLEDGEMENT, Why.APOLOGY)
# After so long the rest of a batch goes back to the queue: a slow server of one shop shall not keep others waiting.
LONGEST_BATCH_SECONDS = 5.0


def _shop_name() -> QuerySet[CustomerText, str]:
    """Return what the shop is called in the language of a message, where it has said so."""
    said = CustomerText.objects.filter(key=SHOP_NAME.name, language=OuterRef("message__language"))
    return said.values_list("text", flat=True)[:1]


DELIVERIES = Prepared(
    lambda: (
        Delivery.objects.select_related(
            "message__author",
            "message__store",
            "message__conversation__account",
            "message__account",
            "message__goes_to__customer",
            "message__conversation__identity__customer",
        )
        .annotate(
            asks_in_it=Exists(Solution.objects.filter(asked_in=OuterRef("message"))),
            shop_name=Subquery(_shop_name()),
        )
        .filter(pk__any_of=GivenNumbers("ids"))
    )
)


@dataclass(frozen=True, slots=True)
class _Sent:
    """An answer that left and is not written down yet, and the name that whoever took it gave it."""

    turn: Turn
    delivery: Delivery
    message_id: str


def deliver(turns: Sequence[Turn]) -> None:
    """Send the answers that are due and that nobody else has, one after the other."""
    deliveries = {each.pk: each for each in DELIVERIES.rows(ids=[turn.args[0] for turn in turns])}
    leaving = _Outbox()
    for turn in turns:
        delivery = deliveries.get(turn.args[0])
        if delivery is not None:
            leaving.send(turn, delivery)
    leaving.close()


class _Outbox:
    """Answers on their way, one at a time.

    That one left and that the next is taken out is one commit: no more than one is ever out and not written down.
    """

    def __init__(self) -> None:
        self._began: float | None = None
        self._adapters: dict[int, Adapter] = {}
        self._sent: _Sent | None = None

    def send(self, turn: Turn, delivery: Delivery) -> None:
        """Send one answer; what goes wrong becomes of its job alone."""
        with turn.guarded():
            self._keep_within_time()
            before = self._take_out(turn, delivery)
            if before is not None:
                fault_point("delivery_after_claim")
                self._hand_over(turn, delivery, before)

    def close(self) -> None:
        """Write down what left last."""
        if self._sent is None:
            return
        sent, self._sent = self._sent, None
        with sent.turn.guarded():
            with write_transaction():
                _write_down(sent)
            sent.turn.ended()

    def _keep_within_time(self) -> None:
        if self._began is None:
            self._began = monotonic()
        elif monotonic() - self._began > LONGEST_BATCH_SECONDS:
            raise JobRetryLater(0)

    def _take_out(self, turn: Turn, delivery: Delivery) -> Before | None:
        """Take an answer out, and write down what left before; return what was said before it, None where it stays."""
        sent = self._sent
        if sent is not None:
            try:
                with write_transaction():
                    _write_down(sent)
                    before = _claimed(delivery)
            except Exception:  # apart then: what becomes of one is not to harm the other
                self.close()
            else:
                self._sent = None
                sent.turn.ended()
                return before
        with write_transaction():
            return _claimed(delivery)

    def _hand_over(self, turn: Turn, delivery: Delivery, before: Before) -> None:
        attempt = delivery.attempt + 1
        try:
            adapter = self._adapter(delivery.message.leaves_by)
            message = outbound_message(OUTBOX, delivery, adapter, before=before)
            result = adapter.send(with_words_below(message, _below(delivery)))
        except (RetryLater, NeedsReauth, Rejected) as error:
            _refused(delivery, attempt, error)
            return
        fault_point("after_send_before_record")
        if result.outcome == SendOutcome.SENT:
            self._sent = _Sent(turn, delivery, result.message_id)
        else:
            outbox.record_unknown(
                OUTBOX, delivery, attempt=attempt, reason=result.detail or "connection lost"
            )

    def _adapter(self, account: ChannelAccount) -> Adapter:
        if account.pk not in self._adapters:
            self._adapters[account.pk] = sending_adapter(account)
        return self._adapters[account.pk]


def _write_down(sent: _Sent) -> None:
    """Write that an answer left, and that its job is done."""
    sent.turn.require_end()
    outbox.record_sent(OUTBOX, sent.delivery, attempt=sent.delivery.attempt + 1, message_id=sent.message_id)


def _claimed(delivery: Delivery) -> Before | None:
    if delivery.state == Delivery.State.SENDING:
        outbox.record_unknown(OUTBOX, delivery, attempt=delivery.attempt, reason="interrupted")
    elif outbox.claim_delivery(OUTBOX, delivery):
        return said_before(delivery.message)
    else:
        _come_back_when_due(delivery)
    return None


def _come_back_when_due(delivery: Delivery) -> None:
    """Keep the job of an answer whose time is still to come: a worker may have died between putting both back."""
    if delivery.state in (Delivery.State.HELD, Delivery.State.QUEUED) and delivery.leaves_at > now():
        raise JobRetryLater((delivery.leaves_at - now()).total_seconds())


def _below(delivery: Delivery) -> str:
    """Return what stands below a message without being said in the thread: the links by which it asks."""
    asked = delivery.message.recipients[0].get("question")
    if asked is not None:
        return words_of_question(asked)
    if why_of(delivery.message.recipients) in NAME_A_PROMISE:
        return words_of_promises(delivery.message)
    if not getattr(delivery, "asks_in_it", False):
        return ""
    asking = Solution.objects.select_related("conversation").filter(asked_in=delivery.message_id)
    return words_below(asking.latest("id"))


def _refused(delivery: Delivery, attempt: int, error: ChannelError) -> None:
    is_final = isinstance(error, Rejected) and error.permanent
    if is_final or attempt > len(WAITS_SECONDS):
        outbox.record_failed(OUTBOX, delivery, attempt=attempt, reason=str(error))
        return
    seconds = getattr(error, "seconds", None) or WAITS_SECONDS[attempt - 1]
    outbox.put_back(OUTBOX, delivery, attempt=attempt, reason=str(error), seconds=seconds)
    raise JobRetryLater(seconds)
