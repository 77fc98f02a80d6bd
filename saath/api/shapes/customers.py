"""What customers, and what is known of them, look like outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from saath.api.shapes import Input, Paging, Ref, Shape, Yes
from saath.api.shapes.conversations import Conversation
from saath.api.shapes.orders import Order
from saath.api.shapes.sent_orders import At, Key
from saath.customers.consenting import Said
from saath.customers.models import Customer as Row
from saath.customers.models import CustomerNote, Identity
from saath.customers.tags import Tagged
from saath.customers.together import MaybeSame, Past
from saath.orders.actions.send import MOST

Language = Literal["", "en", "hi", "gu"]
Form = Literal["", "plain", "her", "him"]
Reach = Literal["", "email", "chat", "phone", "whatsapp", "sms"]
Purpose = Literal["service", "marketing", "feedback", "profiling"]
How = Literal["written", "said", "form", "paper", "stopped"]
TagName = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class IdentityShape(Shape):
    """One way in which a customer reaches the shop: an address, a number, or an account on a channel."""

    id: UUID
    customer_id: UUID
    kind: Literal["email", "phone", "account"]
    address: str
    name: str
    is_proved: bool


class CustomerShape(Shape):
    """One person who buys from the shop, or asks before buying.

    `called` and `form` are how letters address them, `reach` and `hours` how and when they like to be reached, `needs` what
    whoever answers must know; `quality` is how much is known of them, of a hundred. Who turned out to be somebody else is
    `merged_into_id` them. The newest 30 `conversations` and `orders` are there where they are included.
    """

    includes: ClassVar[frozenset[str]] = frozenset({"conversations", "orders"})

    id: UUID
    reference: str
    name: str
    language: str
    called: str
    form: str
    reach: str
    hours: str
    needs: str
    quality: int
    merged_into_id: UUID | None
    identities: list[IdentityShape]
    tags: list[Ref]
    created_at: datetime
    conversations: list[Conversation] | None = None
    orders: list[Order] | None = None


class CustomersAsked(Paging):
    """Which customers: those with whom there was anything last, those who carry a tag, or those whom `q` finds.

    `q` is a reference, an address, a number, an order, or words of a conversation.
    """

    q: str = Field("", max_length=320)
    tag: UUID | None = None
    sort: Literal["newest", "least_known"] = "newest"


class CustomerChange(Input):
    """What is to be changed; what is not given stays, and an empty text is not known."""

    name: str | None = Field(None, max_length=200)
    language: Language | None = None
    called: str | None = Field(None, max_length=80)
    form: Form | None = None
    reach: Reach | None = None
    hours: str | None = Field(None, max_length=80)
    needs: str | None = Field(None, max_length=300)


class CustomerInput(Input):
    """Somebody as they stood at `updated_at`, by your own `external_id`; what is empty stays as it is known. Tags are put on."""

    external_id: Key
    updated_at: At
    name: str = Field("", max_length=200)
    email: str = Field("", max_length=320)
    phone: str = Field("", max_length=40)
    language: Language = ""
    tags: list[TagName] = Field([], max_length=20)


class CustomersInput(Input):
    """Up to 1,000 customers."""

    customers: list[CustomerInput] = Field(min_length=1, max_length=MOST)


class IdentityInput(Input):
    """Another way in which they reach the shop: what somebody says, which is not proved by it."""

    kind: Literal["email", "phone"]
    address: str = Field(min_length=3, max_length=320)


class NoteShape(Shape):
    """Words for the team about a customer; a pinned one stands beside each conversation."""

    id: UUID
    customer_id: UUID
    text: str
    is_pinned: bool
    is_removed: bool
    author_id: UUID | None
    created_at: datetime


class NoteInput(Input):
    """Words for the team about a customer."""

    text: str = Field(min_length=1, max_length=2_000)
    is_pinned: Yes = False


class Pinning(Input):
    """Whether it stands beside each conversation."""

    is_pinned: Yes


class TagInput(Input):
    """What the tag is called."""

    name: TagName


class ConsentShape(Shape):
    """One yes or no of a customer, with the words that were shown; what `is_present` is what stands now."""

    id: UUID
    purpose: Purpose
    channel: Reach
    is_given: bool
    how: How
    wording: str
    language: str
    proof: str
    at: datetime | None
    is_present: bool


class ConsentInput(Input):
    """A yes, with the words that were shown, and where it can be read or heard again. `profiling` has no channel."""

    purpose: Purpose
    channel: Reach = ""
    how: How
    wording: str = Field(min_length=1, max_length=2_000)
    language: Literal["en", "hi", "gu"]
    proof: str = Field(min_length=1, max_length=300)
    at: At | None = None


class Withdrawal(Input):
    """A no: nothing more is asked for it."""

    purpose: Purpose
    channel: Reach = ""
    how: How = "stopped"
    proof: str = Field("", max_length=300)
    at: At | None = None


class SuggestionShape(Shape):
    """Another customer who may be the same person, and what speaks for it."""

    id: UUID
    customer: Ref
    is_verified: bool
    evidence: list[str]


class Comparison(Input):
    """Another customer who may be the same, and the address that both named."""

    customer_id: UUID
    address: str = Field(min_length=3, max_length=320)


class MoveOfCustomer(Shape):
    """Two customers that became one (`merge`), or one that became two (`split`); `other` came in, or went."""

    id: UUID
    kind: Literal["merge", "split"]
    other: Ref


class MergingCustomers(Input):
    """Whose everything goes to the customer in the address."""

    customer_id: UUID


def identity_shape(row: Identity, customer: Row) -> IdentityShape:
    """Return a way in which a customer reaches the shop."""
    kind = row.namespace if row.namespace in ("email", "phone") else "account"
    return IdentityShape(
        id=row.public_id,
        customer_id=customer.public_id,
        kind=kind,  # type: ignore[arg-type]  # one of the three
        address=row.address,
        name=row.name,
        is_proved=row.proved_at is not None,
    )


def customer_shape(
    row: Row,
    identities: Sequence[Identity],
    tags: Sequence[Tagged],
    *,
    conversations: list[Conversation] | None = None,
    orders: list[Order] | None = None,
) -> CustomerShape:
    """Return a customer, read with whom they were merged into, as programs see them."""
    return CustomerShape(
        id=row.public_id,
        reference=row.reference,
        name=row.name,
        language=row.language,
        called=row.called,
        form=row.form,
        reach=row.reach,
        hours=row.hours,
        needs=row.needs,
        quality=row.quality,
        merged_into_id=row.merged_into.public_id if row.merged_into_id and row.merged_into else None,
        identities=[identity_shape(each, row) for each in identities],
        tags=[Ref(id=each.public_id, name=each.name) for each in tags],
        created_at=row.created_at,
        conversations=conversations,
        orders=orders,
    )


def note_shape(row: CustomerNote, customer: Row) -> NoteShape:
    """Return a note about a customer, read with who wrote it."""
    return NoteShape(
        id=row.public_id,
        customer_id=customer.public_id,
        text=row.text,
        is_pinned=row.pinned_at is not None,
        is_removed=row.deleted_at is not None,
        author_id=row.written_by.public_id if row.written_by else None,
        created_at=row.created_at,
    )


def consent_shape(said: Said) -> ConsentShape:
    """Return one entry of the journal of consent."""
    return ConsentShape(
        id=said.public_id,
        purpose=said.purpose.value,  # type: ignore[arg-type]  # a choice of the model
        channel=said.channel,  # type: ignore[arg-type]  # a choice of the model
        is_given=said.is_given,
        how=said.how.value,  # type: ignore[arg-type]  # a choice of the model
        wording=said.wording,
        language=said.language,
        proof=said.proof,
        at=said.at,
        is_present=said.is_present,
    )


def suggestion_shape(found: MaybeSame) -> SuggestionShape:
    """Return who may be the same person."""
    return SuggestionShape(
        id=found.suggestion,
        customer=_ref(found.customer),
        is_verified=found.is_verified,
        evidence=[each.said for each in found.evidence],
    )


def move_shape(found: Past) -> MoveOfCustomer:
    """Return a merge or a split that can be taken back."""
    return MoveOfCustomer(id=found.move, kind="merge" if found.is_merge else "split", other=_ref(found.other))


def _ref(row: Row) -> Ref:
    return Ref(id=row.public_id, name=row.name or row.reference)
