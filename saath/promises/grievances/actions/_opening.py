"""What opening a grievance has in common, whoever asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from saath.channels import form
from saath.conversations.acknowledging.said import is_suppressed
from saath.conversations.actions.automatic import say_automatically
from saath.conversations.automatic_words import Why
from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.core.text import storable
from saath.promises.grievances.actions._clocks import keep_clocks
from saath.promises.grievances.events import GRIEVANCE_OPENED
from saath.promises.grievances.receipts import first_receipt
from saath.promises.grievances.terms import (
    officer_now,
    refs_of,
    set_limits,
    set_notice,
    settings_here,
    terms_of,
)
from saath.promises.grievances.words import word_of
from saath.promises.models import Grievance, GrievanceOfficer
from saath.tenancy.actor import Actor
from saath.timeline.emit import emit

# The automatic word goes to one address so often in a day: who types somebody else's may not fill their mailbox.
WORDS_A_DAY = 5
EARLIEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Opening:
    """What makes a conversation a grievance. `received_at` is None for the first message of the customer in it.

    `docket` and `docket_due_at` are those of the National Consumer Helpline. `tells` says that the customer is sent the
    automatic word with the ticket.
    """

    source: str = Grievance.Source.STAFF
    cause: str = Grievance.Cause.OTHER
    reason: str = ""
    received_at: datetime | None = None
    docket: str = ""
    docket_due_at: datetime | None = None
    name: str = ""
    contact: str = ""
    order_number: str = ""
    language: str = ""
    tells: bool = True


def opened(actor: Actor, fresh: Conversation, opening: Opening) -> Grievance:
    """Open a grievance of a conversation that is held, whoever asks for it."""
    if Grievance.objects.filter(conversation=fresh).exists():
        raise Conflict(
            _("This conversation is a grievance already."),
            what_to_do=_("Look at it on the page of grievances."),
        )
    _check(opening)
    settings = settings_here()
    grievance = Grievance(
        conversation=fresh,
        began_in=fresh,
        reference=fresh.reference,
        source=opening.source,
        docket=_line(opening.docket)[:60],
        docket_due_at=opening.docket_due_at,
        cause=opening.cause,
        reason=_line(opening.reason)[:500],
        name=_line(opening.name)[:200] or fresh.customer.name[:200] or fresh.identity.name[:200],
        contact=_line(opening.contact)[:320] or fresh.identity.address,
        order_number=_line(opening.order_number)[:60],
        language=opening.language,
        received_at=_received(fresh, opening.received_at),
        opened_by_id=actor.member_id,
    )
    check_deadline(opening.docket_due_at, received_at=grievance.received_at)
    set_limits(grievance, terms_of(settings))
    set_notice(grievance, terms_of(settings), after=now())
    grievance.save(force_insert=True)
    keep_clocks(grievance)
    officer = officer_now()
    if opening.tells:
        grievance.word = _say_word(grievance, officer)
        grievance.save(update_fields=["word"])
    emit(actor, GRIEVANCE_OPENED, subject=fresh, refs=refs_of(grievance, officer))
    return grievance


def _received(conversation: Conversation, said: datetime | None) -> datetime:
    first = min(first_receipt(conversation), now())
    if said is None:
        return first
    if said > first:
        raise BadInput(
            _(
                "The limits count from the first receipt: it cannot be later than the customer’s first message."
            ),
            what_to_do=_("Leave it empty, or name an earlier time."),
            field="received_at",
        )
    if said < first - EARLIEST:
        raise BadInput(_("That is more than a year before their first message."), field="received_at")
    return said


def check_deadline(due_at: datetime | None, *, received_at: datetime) -> None:
    """Refuse a deadline of the helpline that lies before the receipt, or years ahead."""
    if due_at is not None and not received_at < due_at < received_at + EARLIEST:
        raise BadInput(
            _("The helpline’s deadline lies after the first receipt, and within a year of it."),
            field="docket_due_at",
        )


def _check(opening: Opening) -> None:
    if opening.cause not in Grievance.Cause.values:
        raise BadInput(field="cause")
    if opening.source == Grievance.Source.NCH:
        check_docket(opening.docket)
    elif opening.docket.strip() or opening.docket_due_at is not None:
        raise BadInput(
            _("Only what came by the National Consumer Helpline has a docket."),
            what_to_do=_("Choose the helpline as the way it came, or leave the docket empty."),
            field="docket",
        )


def check_docket(docket: str) -> None:
    """Refuse a docket without its number."""
    if not docket.strip():
        raise BadInput(_("Enter the docket number of the helpline."), field="docket")


def _say_word(grievance: Grievance, officer: GrievanceOfficer | None) -> Message | None:
    """Put the word that names the ticket on its way; None where nothing can be written there, or too much was already."""
    conversation = grievance.conversation
    assert conversation is not None  # just opened
    if conversation.account.channel == form.NAME:
        return None  # who left a telephone number read the ticket on the page, but nothing says that they did
    if conversation.state == Conversation.State.SPAM or is_suppressed(conversation.identity):
        return None
    told = Grievance.objects.filter(
        conversation__identity=conversation.identity,
        word__isnull=False,
        created_at__gt=now() - timedelta(days=1),
    )
    if told[: WORDS_A_DAY + 1].count() >= WORDS_A_DAY:
        return None
    return say_automatically(conversation, word_of(grievance, officer), why=Why.GRIEVANCE)


def _line(said: str) -> str:
    return " ".join(storable(said).split())
