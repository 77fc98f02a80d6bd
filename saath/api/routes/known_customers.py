"""What is known of customers: how they reach the shop, notes, what they agreed to, and who is whom."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.customers import READ, WRITE, shown_customer
from saath.api.shapes import Page
from saath.api.shapes.customers import (
    Comparison,
    ConsentInput,
    ConsentShape,
    CustomerShape,
    IdentityInput,
    IdentityShape,
    MergingCustomers,
    MoveOfCustomer,
    NoteInput,
    NoteShape,
    Pinning,
    SuggestionShape,
    Withdrawal,
    consent_shape,
    identity_shape,
    move_shape,
    note_shape,
    suggestion_shape,
)
from saath.conversations.outsiders import key_of_typed
from saath.conversations.queries.correspondents import outgoing_accounts
from saath.core.errors import BadInput
from saath.core.phone_numbers import phone_key
from saath.customers.actions.consent import Shown
from saath.customers.actions.consent import record_consent as write_consent
from saath.customers.actions.consent import withdraw_consent as write_withdrawal
from saath.customers.actions.know import forget_identity as forget
from saath.customers.actions.know import know_by
from saath.customers.actions.merge import merge_customers as put_together
from saath.customers.actions.merge import undo_merge
from saath.customers.actions.notes import pin_note as pin
from saath.customers.actions.notes import remove_note as remove
from saath.customers.actions.notes import restore_note as bring_back
from saath.customers.actions.notes import write_note
from saath.customers.actions.split import split_off, undo_split
from saath.customers.actions.suggest import dismiss_suggestion as dismiss
from saath.customers.actions.suggest import restore_suggestion as take_up
from saath.customers.actions.suggest import suggest_same
from saath.customers.consent import VERSION
from saath.customers.consenting import consents_beside, consents_by
from saath.customers.evidence import Evidence, Kind
from saath.customers.models import CustomerMove
from saath.customers.notes import get_note, notes_of
from saath.customers.queries import identities_of
from saath.customers.together import (
    get_customer,
    get_move,
    get_own_identity,
    get_suggestion,
    may_be_same,
    past_of,
)

router = Router(tags=["customers"])


@reads(router, "/customers/{uuid:id}/identities", Page[IdentityShape], scope=READ)
def list_identities(request: ApiRequest, id: UUID) -> Page[IdentityShape]:
    """List the ways in which a customer reaches the shop."""
    found = get_customer(request.actor, id)
    items = [identity_shape(each, found) for each in identities_of(request.actor, found)]
    return Page(items=items, next_cursor=None)


@reads(router, "/identities/{uuid:id}", IdentityShape, scope=READ)
def get_identity(request: ApiRequest, id: UUID) -> IdentityShape:
    """Get one way in which a customer reaches the shop."""
    found = get_own_identity(request.actor, id)
    return identity_shape(found, found.customer)


@writes(router, "POST", "/customers/{uuid:id}/identities", IdentityShape, scope=WRITE, status=201)
def add_identity(request: ApiRequest, id: UUID, body: IdentityInput) -> Created:
    """Know a customer by another address or number too; nothing goes there before they have written from it.

    409 where it is another customer's: the two may be one.
    """
    customer = get_customer(request.actor, id)
    request.actor.require("customer.edit")
    key = _key(request, body)
    known = know_by(request.actor, customer, namespace=body.kind, key=key, address=body.address.strip())
    return Created(identity_shape(known, customer), f"identities/{known.public_id}")


@writes(router, "DELETE", "/identities/{uuid:id}", scope=WRITE)
def forget_identity(request: ApiRequest, id: UUID) -> None:
    """Take back that a customer is known there; 409 once anybody wrote from or to it."""
    forget(request.actor, get_own_identity(request.actor, id))


@writes(router, "POST", "/identities/{uuid:id}/split", MoveOfCustomer, scope=WRITE)
def split_identity(request: ApiRequest, id: UUID) -> MoveOfCustomer:
    """Let one way in which a customer reaches the shop be somebody else's, with what was said by it."""
    found = get_own_identity(request.actor, id)
    move = split_off(request.actor, found)
    return _move(request, found.customer.public_id, move)


@reads(router, "/customers/{uuid:id}/notes", Page[NoteShape], scope=READ)
def list_customer_notes(request: ApiRequest, id: UUID) -> Page[NoteShape]:
    """List the notes about a customer, pinned ones first, then the newest."""
    found = get_customer(request.actor, id)
    return Page(items=[note_shape(each, found) for each in notes_of(request.actor, found)], next_cursor=None)


@writes(router, "POST", "/customers/{uuid:id}/notes", NoteShape, scope=WRITE, status=201)
def note_customer(request: ApiRequest, id: UUID, body: NoteInput) -> Created:
    """Write something down about a customer."""
    customer = get_customer(request.actor, id)
    note = write_note(request.actor, customer, text=body.text, is_pinned=body.is_pinned)
    return Created(_note(request, note.public_id), f"customer-notes/{note.public_id}")


@reads(router, "/customer-notes/{uuid:id}", NoteShape, scope=READ)
def get_customer_note(request: ApiRequest, id: UUID) -> NoteShape:
    """Get a note about a customer."""
    return _note(request, id)


@writes(router, "PATCH", "/customer-notes/{uuid:id}", NoteShape, scope=WRITE)
def pin_customer_note(request: ApiRequest, id: UUID, body: Pinning) -> NoteShape:
    """Show a note beside each conversation of its customer, or no more."""
    pin(request.actor, get_note(request.actor, id), is_pinned=body.is_pinned)
    return _note(request, id)


@writes(router, "DELETE", "/customer-notes/{uuid:id}", scope=WRITE)
def remove_customer_note(request: ApiRequest, id: UUID) -> None:
    """Take a note away; it can be brought back for 30 days."""
    remove(request.actor, get_note(request.actor, id))


@writes(router, "POST", "/customer-notes/{uuid:id}/restore", NoteShape, scope=WRITE)
def restore_customer_note(request: ApiRequest, id: UUID) -> NoteShape:
    """Bring a note back that was taken away."""
    bring_back(request.actor, get_note(request.actor, id))
    return _note(request, id)


@reads(router, "/customers/{uuid:id}/consents", Page[ConsentShape], scope=READ)
def list_consents(request: ApiRequest, id: UUID) -> Page[ConsentShape]:
    """List what a customer said yes and no to, newest first."""
    return _consents(request, id)


@writes(router, "POST", "/customers/{uuid:id}/consents", Page[ConsentShape], scope=WRITE)
def record_consent(request: ApiRequest, id: UUID, body: ConsentInput) -> Page[ConsentShape]:
    """Write down that a customer said yes. An older one than what stands changes nothing now."""
    write_consent(
        request.actor,
        get_customer(request.actor, id),
        purpose=body.purpose,
        channel=body.channel,
        shown=Shown(body.wording, body.language, VERSION),
        how=body.how,
        proof=body.proof,
        at=body.at,
    )
    return _consents(request, id)


@writes(router, "POST", "/customers/{uuid:id}/consents/withdraw", Page[ConsentShape], scope=WRITE)
def withdraw_consent(request: ApiRequest, id: UUID, body: Withdrawal) -> Page[ConsentShape]:
    """Write down that a customer said no."""
    write_withdrawal(
        request.actor,
        get_customer(request.actor, id),
        purpose=body.purpose,
        channel=body.channel,
        how=body.how,
        proof=body.proof,
        at=body.at,
    )
    return _consents(request, id)


@reads(router, "/customers/{uuid:id}/suggestions", Page[SuggestionShape], scope=READ)
def list_suggestions(request: ApiRequest, id: UUID) -> Page[SuggestionShape]:
    """List who may be the same person, what is sure first."""
    return _suggestions(request, id)


@writes(router, "POST", "/customers/{uuid:id}/suggestions", Page[SuggestionShape], scope=WRITE)
def suggest_customer(request: ApiRequest, id: UUID, body: Comparison) -> Page[SuggestionShape]:
    """Say that another customer may be the same person; nobody is put together by it."""
    request.actor.require("customer.edit")
    customer, other = (get_customer(request.actor, each) for each in (id, body.customer_id))
    suggest_same(request.actor, customer, other=other, evidence=Evidence(Kind.ADDED, body.address))
    return _suggestions(request, id)


@writes(router, "POST", "/suggestions/{uuid:id}/dismiss", scope=WRITE)
def dismiss_suggestion(request: ApiRequest, id: UUID) -> None:
    """Take two customers for two from now on."""
    dismiss(request.actor, get_suggestion(request.actor, id))


@writes(router, "POST", "/suggestions/{uuid:id}/restore", scope=WRITE)
def restore_suggestion(request: ApiRequest, id: UUID) -> None:
    """Take back that they are two."""
    take_up(request.actor, get_suggestion(request.actor, id))


@reads(router, "/customers/{uuid:id}/moves", Page[MoveOfCustomer], scope=READ)
def list_customer_moves(request: ApiRequest, id: UUID) -> Page[MoveOfCustomer]:
    """List what was put together with a customer and what was split off, newest first; each can be taken back."""
    found = past_of(request.actor, get_customer(request.actor, id))
    return Page(items=[move_shape(each) for each in found], next_cursor=None)


@writes(router, "POST", "/customers/{uuid:id}/merge", MoveOfCustomer, scope=WRITE)
def merge_customers(request: ApiRequest, id: UUID, body: MergingCustomers) -> MoveOfCustomer:
    """Let another customer be this one: all of theirs comes here."""
    stays, goes = (get_customer(request.actor, each) for each in (id, body.customer_id))
    return _move(request, id, put_together(request.actor, goes, into=stays))


@writes(router, "POST", "/customer-moves/{uuid:id}/undo", CustomerShape, scope=WRITE)
def undo_customer_move(request: ApiRequest, id: UUID) -> CustomerShape:
    """Take back that two customers are one, or that one is two."""
    found = get_move(request.actor, id)
    if found.kind == CustomerMove.Kind.MERGE:
        undo_merge(request.actor, found)
        return shown_customer(request, found.target.public_id)
    undo_split(request.actor, found)
    return shown_customer(request, found.source.public_id)


def _key(request: ApiRequest, body: IdentityInput) -> str:
    """Return by what an address or a number is one; raises `BadInput`."""
    if body.kind == "email":
        accounts = outgoing_accounts(request.actor)
        if not accounts:
            raise BadInput(_("The shop has no such mail address."), field="address")
        return key_of_typed(accounts[0], body.address.strip(), field="address")
    key = phone_key(body.address)
    if not key:
        raise BadInput(_("This is no telephone number."), field="address")
    return key


def _note(request: ApiRequest, public_id: UUID) -> NoteShape:
    found = get_note(request.actor, public_id)
    return note_shape(found, found.customer)


def _consents(request: ApiRequest, public_id: UUID) -> Page[ConsentShape]:
    found = get_customer(request.actor, public_id, beside=consents_beside())
    return Page(items=[consent_shape(each) for each in consents_by(request.actor, found)], next_cursor=None)


def _suggestions(request: ApiRequest, public_id: UUID) -> Page[SuggestionShape]:
    same = may_be_same(request.actor, get_customer(request.actor, public_id))
    return Page(items=[suggestion_shape(each) for each in same], next_cursor=None)


def _move(request: ApiRequest, customer: UUID, move: CustomerMove) -> MoveOfCustomer:
    past = past_of(request.actor, get_customer(request.actor, customer))
    return next(move_shape(each) for each in past if each.move == move.public_id)
