"""Somebody fills in the form: the row of the ledger, the message and the grievance are one transaction."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from saath.channels import form
from saath.channels.base import Account, Participant
from saath.channels.form import Sent, form_delivery
from saath.channels.registry import open_adapter
from saath.conversations.actions.receive import receive_message
from saath.conversations.models import ChannelAccount, Conversation, IntakeItem, Message
from saath.conversations.outsiders import key_of_typed
from saath.conversations.parts import SavedFile, SavedParts
from saath.core.clock import now
from saath.core.errors import BadInput, NotFound
from saath.core.faults import fault_point
from saath.core.languages import CODES
from saath.core.text import storable
from saath.promises.grievances.actions._opening import Opening, opened
from saath.promises.grievances.terms import settings_here
from saath.promises.models import Grievance
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action

EMAIL = "email"
SHORTEST_WORDS, LONGEST_WORDS = 10, 10_000
LONGEST_NAME, LONGEST_ORDER = 200, 60
_PHONE = re.compile(r"\+?\d{8,15}")
# Behind zeros, which all who have none to give would share.
FEWEST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Complaint:
    """What somebody entered. `address` is an e-mail address or a telephone number; nothing of it is proved."""

    name: str
    address: str
    words: str
    cause: str = Grievance.Cause.OTHER
    order_number: str = ""
    language: str = ""
    files: Sequence[SavedFile] = ()


@action
def file_grievance(actor: Actor, *, complaint: Complaint, client_key: str) -> Grievance:
    """Take in a form as a message of a customer and open its grievance. The same form with the same key again is the same
    grievance; whoever goes back and writes something else says something new.

    Raises `NotFound` where the shop shows no page, `BadInput`.
    """
    settings = settings_here()
    if not settings.is_open or settings.account is None:
        raise NotFound()
    _check(complaint)
    account, sender = _from(settings.account, complaint)
    key = f"form/{client_key}/{_digest(complaint)}"
    sent = _sent(complaint, sender, key)
    delivery = form_delivery(sent)
    item = IntakeItem(
        account=account,
        source=IntakeItem.Source.FORM,
        delivery_key=key,
        body=delivery.body.decode(),
        received_at=now(),
    )
    if not insert_unless_there(item):
        return _earlier(key)
    fault_point("grievance_after_ledger")
    [inbound] = open_adapter(form.NAME, Account(form.NAME)).parse(delivery).messages
    message = receive_message(
        actor, item, message=inbound, parts=SavedParts(files=tuple(complaint.files)), is_welcome=True
    )
    assert message is not None  # a person's word, from an address that is nobody else's
    grievance = opened(actor, _its_conversation(message), _opening(complaint, sender))
    fault_point("grievance_before_commit")
    return grievance


def _check(complaint: Complaint) -> None:
    if not complaint.name.strip():
        raise BadInput(_("Please tell us your name."), field="name")
    if not complaint.address.strip():
        raise BadInput(
            _("Please leave an e-mail address or a telephone number, so that we can answer."), field="address"
        )
    if not SHORTEST_WORDS <= len(complaint.words.strip()) <= LONGEST_WORDS:
        raise BadInput(
            _("Please tell us in a few sentences what happened, in 10,000 characters at most."), field="words"
        )
    if complaint.cause not in Grievance.Cause.values:
        raise BadInput(_("Please choose what it is about."), field="cause")


def _from(door: ChannelAccount, complaint: Complaint) -> tuple[ChannelAccount, Participant]:
    """Return by which account we answer, and who writes. Who left an e-mail address is answered there."""
    address = storable(complaint.address).strip()
    name = _line(complaint.name)[:LONGEST_NAME]
    if "@" not in address:
        return door, Participant(address[:40], name, key=_phone_key(address))
    mail = ChannelAccount.objects.filter(channel=EMAIL, is_active=True).order_by("pk").first()
    if mail is None:
        raise BadInput(_("This shop cannot write e-mails. Please leave a telephone number."), field="address")
    try:
        key = key_of_typed(mail, address, field="address")
    except BadInput:
        raise BadInput(_("This does not look like your e-mail address."), field="address") from None
    return mail, Participant(address[:320], name, key=key)


def _digest(complaint: Complaint) -> str:
    """Return what tells a form from another one that was sent with the same key."""
    entered = (complaint.name, complaint.address, complaint.words, complaint.cause, complaint.order_number)
    said = "\0".join(map(storable, (*entered, *(each.name for each in complaint.files))))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _phone_key(said: str) -> str:
    digits = re.sub(r"[\s().-]", "", "".join(str(unicodedata.digit(each, each)) for each in said))
    bare = digits.removeprefix("+").removeprefix("00").lstrip("0")
    if not _PHONE.fullmatch(digits) or len(bare) < FEWEST_DIGITS:
        raise BadInput(
            _("This is neither an e-mail address nor a telephone number."),
            what_to_do=_("Write it as name@example.in, or as +91 98765 43210."),
            field="address",
        )
    return f"+91{bare}" if len(bare) == 10 and not digits.startswith("+") else f"+{bare}"


def _sent(complaint: Complaint, sender: Participant, key: str) -> Sent:
    order = _line(complaint.order_number)[:LONGEST_ORDER]
    title = pgettext("subject of a conversation", "Grievance")
    return Sent(
        key=key,
        sender=sender,
        subject=f"{title}: {order}" if order else title,
        text=storable(complaint.words).replace("\r\n", "\n").strip(),
        at=now(),
        language=complaint.language if complaint.language in CODES else "",
        files=tuple((each.name, each.saved.content_type) for each in complaint.files),
    )


def _opening(complaint: Complaint, sender: Participant) -> Opening:
    return Opening(
        source=Grievance.Source.FORM,
        cause=complaint.cause,
        name=sender.name,
        contact=sender.address,
        order_number=complaint.order_number,
        language=complaint.language if complaint.language in CODES else "",
    )


def _its_conversation(message: Message) -> Conversation:
    return Conversation.objects.select_related("account", "identity", "customer").get(
        pk=message.conversation_id
    )


def _earlier(key: str) -> Grievance:
    item = IntakeItem.objects.select_related("message").get(delivery_key=key)
    assert item.message is not None  # written with its row, and deleted by nobody
    return Grievance.objects.filter(began_in=item.message.conversation_id).latest("id")


def _line(said: str) -> str:
    return " ".join(storable(said).split())
