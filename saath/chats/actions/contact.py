"""A visitor says where answers reach them that they miss, and somebody there says that it is theirs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.chats.actions._mailing import queue_mail
from saath.chats.actions._visitors import held_visitor
from saath.chats.events import CHAT_CHANGED, CONTACT_CONFIRMED, CONTACT_GIVEN
from saath.chats.missing import look_soon
from saath.chats.models import ChatMail, Contact, Visitor
from saath.chats.queries.identities import EMAIL, has_proof, is_anonymous, is_vouched_for
from saath.chats.queries.missed import mail_account
from saath.chats.queries.page import newest_conversation
from saath.conversations.models import Conversation
from saath.conversations.outsiders import key_of_typed
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.customers.actions.merge import join_customer
from saath.customers.actions.recognise import recognise
from saath.customers.actions.suggest import suggest_same
from saath.customers.evidence import Evidence, Kind
from saath.customers.models import Identity
from saath.customers.queries import find_identity
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

LONGEST_ADDRESS = 320


class NoMail(Conflict):
    """The shop writes no mails, so that nothing can be sent after anybody."""

    message = _("This shop cannot send you an e-mail.")
    what_is_safe = _("What you wrote is with the shop.")
    what_to_do = _("Come back to the chat for the answer.")


@action
def give_contact(actor: Actor, visitor: Visitor, *, address: str) -> Contact:
    """Write down where a visitor wants what they miss, and send the link that confirms it; they learn nothing by it.

    Said again, the link is sent again. Raises `BadInput` for what is no address or is the shop's own, `NoMail`.
    """
    account = mail_account()
    if account is None:
        raise NoMail()
    address = address.strip()[:LONGEST_ADDRESS]
    key = key_of_typed(account, address, field="email")
    here = held_visitor(visitor)
    conversation = newest_conversation(here.identity_id)
    contact = _kept(here, conversation, address, key)
    if contact.confirmed_at is None:
        queue_mail(
            ChatMail.Kind.CONFIRM,
            conversation=conversation,
            contact=contact,
            address=contact.address,
            language=here.language,
        )
    if conversation is not None:
        emit(actor, CONTACT_GIVEN, subject=conversation, refs={"contact": contact})
    return contact


@action
def confirm_contact(actor: Actor, contact: Contact) -> Contact:
    """Take the word of who reads an address that it is theirs: what is missed goes there, and the desk knows whose it is.

    Nothing is shown by it to the visitor who gave it. Said again, it changes nothing.
    """
    _wait_for_identifying(contact)
    fresh = (
        Contact.objects.select_for_update(of=("self",))
        .select_related("identity__customer")
        .get(pk=contact.pk)
    )
    if fresh.confirmed_at is not None:
        return fresh
    fresh.confirmed_at = now()
    fresh.save(update_fields=["confirmed_at"])
    _join(actor, fresh)
    if fresh.conversation is not None:
        about = {"customer": fresh.identity.customer, "contact": fresh}
        emit(actor, CONTACT_CONFIRMED, subject=fresh.conversation, refs=about)
        emit(actor, CHAT_CHANGED, subject=fresh.conversation, refs=about, changed=["contact"])
        look_soon(fresh.conversation)
    return fresh


def _wait_for_identifying(contact: Contact) -> None:
    """Hold who gave an address, so that they turn out to be somebody either before this or after it."""
    list(Visitor.objects.select_for_update(of=("self",)).filter(identity=contact.identity_id))


def _kept(visitor: Visitor, conversation: Conversation | None, address: str, key: str) -> Contact:
    contact = Contact(
        identity=visitor.identity, conversation=conversation, address=address, key=key, asked_at=now()
    )
    if insert_unless_there(contact):
        return contact
    known = Contact.objects.select_for_update().get(identity=visitor.identity, key=key)
    known.conversation, known.asked_at = conversation or known.conversation, now()
    known.save(update_fields=["conversation", "asked_at"])
    return known


def _join(actor: Actor, contact: Contact) -> None:
    """Let an anonymous visitor and an address be of one customer, unless each is proved to be somebody else's already.

    Whom the shop vouches for has their addresses by its word alone: who holds their device may type another, or have
    typed it before they were known.
    """
    theirs, customer = contact.identity, contact.identity.customer
    if not is_anonymous(theirs) or is_vouched_for(customer):
        return
    known = find_identity(namespace=EMAIL, key=contact.key)
    if known is None or known.customer_id == customer.pk:
        recognise(
            actor,
            namespace=EMAIL,
            key=contact.key,
            address=contact.address,
            name=theirs.name,
            is_proved=True,
            customer=customer,
        )
    elif not has_proof(customer):
        _prove(known)
        join_customer(actor, customer, into=known.customer)
        theirs.customer = known.customer
    else:
        evidence = Evidence(Kind.CONFIRMED, contact.address)
        suggest_same(actor, customer, other=known.customer, evidence=evidence)


def _prove(known: Identity) -> None:
    if known.proved_at is None:
        known.proved_at = now()
        known.save(update_fields=["proved_at"])
