"""What a mail server tells about a message of ours: it came back, is late, or was called spam."""

from __future__ import annotations

from saath.channels.base import InboundMessage, Nature, NatureKind
from saath.conversations.actions.suppression import suppress_address
from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import our_turn, save_turn, waiting_since
from saath.conversations.events import REPLY_BOUNCED, REPLY_COMPLAINED, REPLY_LATE
from saath.conversations.models import Conversation, Delivery, IntakeItem, Message, Suppression
from saath.conversations.queries.reported import likely_delivery, named_delivery
from saath.conversations.reporting import is_refused_for_good, key_of_address, report_of
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

State, Report = Delivery.State, Delivery.Report
EVENTS = {
    Report.BOUNCED: REPLY_BOUNCED,
    Report.LATE: REPLY_LATE,
    Report.COMPLAINED: REPLY_COMPLAINED,
}
# The worst is remembered: a notice that a server still tries may come after the one that it gave up.
BY_WEIGHT = ("", Report.LATE, Report.COMPLAINED, Report.BOUNCED)


@action
def take_report(actor: Actor, item: IntakeItem, *, message: InboundMessage) -> Delivery | None:
    """Enter a report at the message of ours that it is about, and return that; None where it fits no message."""
    nature = message.nature
    reached = [*item.envelope.get("recipients", ()), *(each.address for each in message.to)]
    named = named_delivery(nature, reached=reached)
    found = named or likely_delivery(nature, at=item.arrived_at or item.received_at)
    if found is not None and report_of(nature):
        _enter(actor, found, nature, is_named=named is not None)
    return found


def _enter(actor: Actor, delivery: Delivery, nature: Nature, *, is_named: bool) -> None:
    """Enter a report. One that names no mail of ours may be a stranger's: it puts nobody on the list of dead addresses."""
    conversation = locked(delivery.message.conversation)
    delivery.refresh_from_db(fields=["state", "report", "report_status", "soft_bounces"])
    report, before = Report(report_of(nature)), delivery.report
    copied = _copied_address(nature, delivery.message)
    _note(delivery, nature, report, is_failure=report == Report.BOUNCED and not copied)
    if is_named and is_refused_for_good(nature):
        _suppress(actor, delivery.message, nature, copied)
    _take_turn(conversation, delivery)
    if report != before:
        refs = {"message": delivery.message}
        emit(actor, EVENTS[report], subject=conversation, refs=refs, changed=["delivery"])


def _copied_address(nature: Nature, message: Message) -> str:
    """Return the address that failed where it only got a copy: then the customer has the message all the same."""
    failed = {key_of_address(address) for address in nature.failed_recipients}
    copies = {key_of_address(each["address"]): each["address"] for each in message.recipients if each["cc"]}
    return copies.get(failed.pop(), "") if len(failed) == 1 else ""


def _note(delivery: Delivery, nature: Nature, report: str, *, is_failure: bool) -> None:
    if BY_WEIGHT.index(report) >= BY_WEIGHT.index(delivery.report):
        delivery.report, delivery.report_status = report, nature.status[:12]
    if nature.status.startswith("4"):
        delivery.soft_bounces += 1
    if is_failure and delivery.state in (State.SENDING, State.SENT, State.UNKNOWN):
        delivery.state = State.FAILED
    delivery.save(update_fields=["state", "report", "report_status", "soft_bounces"])


def _suppress(actor: Actor, message: Message, nature: Nature, copied: str) -> None:
    """Put the address that we wrote to on the list: a report may name another, to which its owner has mail passed on."""
    is_complaint = nature.kind == NatureKind.COMPLAINT
    address = copied or next((each["address"] for each in message.recipients if not each["cc"]), "")
    suppress_address(
        actor,
        namespace=message.recipient.namespace,
        key=key_of_address(address),
        address=address,
        reason=Suppression.Reason.COMPLAINED if is_complaint else Suppression.Reason.BOUNCED,
        status=nature.status,
        message=message,
    )


def _take_turn(conversation: Conversation, delivery: Delivery) -> None:
    """Put a conversation back to its owner whose answer did not arrive: the customer waits as if nobody had written."""
    is_lost = delivery.state == State.FAILED and not delivery.message.is_automatic
    is_answer = is_lost and delivery.message.direction == Message.Direction.OUT
    since = waiting_since(conversation) if is_answer else None
    if since is not None and conversation.state != Conversation.State.SPAM:
        our_turn(conversation, since)
    conversation.has_failed_delivery = conversation.has_failed_delivery or is_lost
    save_turn(conversation, "has_failed_delivery")
