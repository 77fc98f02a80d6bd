"""A visitor turns out to be a customer of the shop: by its signature, on any number of devices."""

from __future__ import annotations

from dataclasses import dataclass

from saath.channels.chat import NAMESPACE
from saath.chats.actions._visitors import held_visitor
from saath.chats.actions.visit import begin_visit
from saath.chats.errors import Blocked
from saath.chats.events import CHAT_JOINED, VISITOR_IDENTIFIED
from saath.chats.models import Visitor
from saath.chats.queries.identities import EMAIL, has_proof, is_anonymous
from saath.chats.signed import Person
from saath.conversations.actions.merge import merge_conversations
from saath.conversations.actions.recognised import take_over
from saath.conversations.models import Conversation
from saath.core.errors import Conflict
from saath.core.ids import new_public_id
from saath.core.mail_addresses import canonical_key
from saath.customers.actions.merge import join_customer
from saath.customers.actions.recognise import recognise
from saath.customers.actions.suggest import suggest_same
from saath.customers.evidence import Evidence, Kind
from saath.customers.models import Identity
from saath.customers.queries import find_identity
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

JOINING = Actor.system("signed identity")
OVER = (Conversation.State.SOLVED, Conversation.State.MERGED, Conversation.State.SPAM)


@dataclass(frozen=True, slots=True)
class Identified:
    """A visitor as whom they are now, and whether the shop has met them before."""

    visitor: Visitor
    is_known: bool


@action
def identify_visitor(actor: Actor, visitor: Visitor, *, person: Person) -> Identified:
    """Let a visitor be whom the shop vouches for, with what they said before; said again, it changes nothing.

    What was said as somebody else who was proved stays with them: two people may share a device. The token from before
    opens nothing any more, for somebody else may have seen it. Raises `Blocked` for whom the shop has shut out elsewhere.
    """
    held = held_visitor(visitor)
    before = held.identity
    identity, is_known = _identity_of(actor, person)
    if Visitor.objects.filter(identity=identity, blocked_at__isnull=False).exists():
        raise Blocked()
    held.address_key = canonical_key(person.address) if person.has_proved_address else ""
    if before.pk == identity.pk:
        held.save(update_fields=["address_key"])
        return Identified(held, is_known=True)
    held.identity, held.public_id = identity, new_public_id()
    held.save(update_fields=["identity", "public_id", "address_key"])
    if is_anonymous(before) and not has_proof(before.customer):
        _bring(actor, before, to=identity)
    emit(actor, CHAT_JOINED, subject=held, refs={"customer": before.customer}, changed=["identity"])
    return Identified(held, is_known)


@action
def begin_as(actor: Actor, *, person: Person, language: str, name: str = "") -> Visitor:
    """Know somebody from now on by a token, as whom the shop vouches for. Raises `Blocked`."""
    visitor = begin_visit(actor, language=language, name=name)
    return identify_visitor(actor, visitor, person=person).visitor


def _identity_of(actor: Actor, person: Person) -> tuple[Identity, bool]:
    """Return the identity of a person, and whether they were met before; their proved address leads to the same customer."""
    known, mail = find_identity(namespace=NAMESPACE, key=person.key), _mail_of(person)
    is_met = known is not None or mail is not None
    identity = recognise(
        actor,
        namespace=NAMESPACE,
        key=person.key,
        address=person.subject,
        name=person.name,
        is_proved=True,
        customer=mail.customer if mail else None,
    )
    if mail is not None and mail.customer_id != identity.customer_id:
        identity = _with_mail(actor, identity, mail)
    elif mail is None and person.has_proved_address:
        _learn_address(actor, identity, person)
    return identity, is_met


def _mail_of(person: Person) -> Identity | None:
    """Return whom we know by an address that the shop knows to be theirs, and so do we."""
    if not person.has_proved_address:
        return None
    found = find_identity(namespace=EMAIL, key=canonical_key(person.address))
    return found if found is not None and found.proved_at is not None else None


def _with_mail(actor: Actor, identity: Identity, mail: Identity) -> Identity:
    """Let two customers be one who are by the shop's word; with proofs that differ, a person has to look."""
    if has_proof(identity.customer):
        evidence = Evidence(Kind.SIGNED, mail.address)
        suggest_same(actor, identity.customer, other=mail.customer, evidence=evidence)
        return identity
    join_customer(actor, identity.customer, into=mail.customer)
    identity.customer = mail.customer
    return identity


def _learn_address(actor: Actor, identity: Identity, person: Person) -> None:
    """Write an address down that nobody has. One that somebody typed in, such as at a checkout, stays where it is, and a
    person is told to look: whoever typed it may have been anybody.
    """
    key = canonical_key(person.address)
    typed = find_identity(namespace=EMAIL, key=key)
    if typed is None:
        recognise(
            actor,
            namespace=EMAIL,
            key=key,
            address=person.address,
            name=person.name,
            is_proved=True,
            customer=identity.customer,
        )
    else:
        evidence = Evidence(Kind.SIGNED, typed.address)
        suggest_same(actor, identity.customer, other=typed.customer, evidence=evidence)


def _bring(actor: Actor, anonymous: Identity, *, to: Identity) -> None:
    """Bring what somebody said before they were known, and what colleagues know of them by then.

    Addresses that were typed stay behind: whoever sat there before may have typed them.
    """
    customer = anonymous.customer
    for conversation in take_over(actor, to, of=anonymous):
        emit(actor, VISITOR_IDENTIFIED, subject=conversation, refs={"identity": to})
    if customer.pk != to.customer_id:
        join_customer(actor, customer, into=to.customer)
    _make_one(to)


def _make_one(identity: Identity) -> None:
    """Go on in one conversation where several are open: the one that began first has them all."""
    found = (
        Conversation.objects.filter(identity=identity).exclude(state__in=OVER).order_by("created_at", "id")
    )
    open_ones = list(found)
    for other in open_ones[1:]:
        try:
            merge_conversations(JOINING, other, into=open_ones[0])
        except Conflict:
            continue  # a person has to look: both owe an update
