"""Products: found, read, sent by the shop's own programs, and offered in conversations."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from babel.numbers import get_currency_precision
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints, model_validator

from saath.api.answers import Created
from saath.api.many import Many
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import WRITE as CONVERSATIONS
from saath.api.routes.orders import SETTINGS_WRITE
from saath.api.shapes import Input, Page, Shape, Whole, Yes
from saath.api.shapes.money import Money, MoneyInput, money
from saath.api.shapes.sent_orders import At, Key, SentThings, sent_shape
from saath.conversations.queries.conversations import get_conversation
from saath.core.errors import BadInput
from saath.core.money import Money as Amount
from saath.orders.actions.offers import offer_payment, offer_product
from saath.orders.actions.offers import set_payment_account as keep_payment_account
from saath.orders.actions.send import MOST
from saath.orders.actions.send import send_products as take_from_program
from saath.orders.data import ProductData, VariantData
from saath.orders.models import Offer as OfferRow
from saath.orders.products.figures import payment_account
from saath.orders.products.links import link_of
from saath.orders.products.queries import ProductShown, find_products, variant_of
from saath.orders.products.queries import get_product as find_product

router = Router(tags=["products"])
READ, WRITE = "products:read", "products:write"
SHOWN = 50


class Variant(Shape):
    """One kind of a product that can be bought; `stock` is null where nobody counts it."""

    id: UUID
    external_id: str
    title: str
    options: list[str]
    sku: str
    price: Money
    compare_at: Money | None
    stock: int | None
    may_exceed_stock: bool
    picture: str
    is_active: bool


class Product(Shape):
    """A thing that the shop sells; what is said of its stock is known to stand until `stock_at`."""

    id: UUID
    external_id: str
    title: str
    kind: str
    tags: list[str]
    about: str
    url: str
    picture: str
    is_active: bool
    updated_at: datetime
    stock_at: datetime
    variants: list[Variant]


class ProductsAsked(BaseModel):
    """Which products, the likeliest first: what somebody would type, in any script; without it the newest."""

    q: str = Field("", max_length=200)
    limit: int = Field(SHOWN, ge=1, le=100)


class VariantInput(Input):
    """One kind of a product. `stock` is null where nobody counts it; `may_exceed_stock` says that it is sold beyond that."""

    external_id: Key
    price: MoneyInput
    title: str = Field("", max_length=200)
    options: list[Annotated[str, StringConstraints(max_length=120)]] = Field([], max_length=10)
    sku: str = Field("", max_length=120)
    compare_at: MoneyInput | None = None
    stock: Annotated[Whole, Field(ge=-1_000_000, le=1_000_000_000)] | None = None
    may_exceed_stock: Yes = False
    picture: str = Field("", max_length=500)
    is_active: Yes = True


class ProductInput(Input):
    """A product as it stood at `updated_at`, whole: variants that are not in it are not sold any more. All prices are in one
    currency."""

    external_id: Key
    title: str = Field(min_length=1, max_length=300)
    updated_at: At
    variants: list[VariantInput] = Field(min_length=1, max_length=100)
    kind: str = Field("", max_length=120)
    tags: list[Annotated[str, StringConstraints(max_length=80)]] = Field([], max_length=50)
    about: str = Field("", max_length=2_000)
    url: str = Field("", max_length=500)
    picture: str = Field("", max_length=500)
    is_active: Yes = True

    @model_validator(mode="after")
    def _of_one_currency(self) -> Self:
        prices = [price for each in self.variants for price in (each.price, each.compare_at) if price]
        if len({price.currency for price in prices}) > 1:
            raise ValueError(_("All prices of a product are in one currency."))
        return self


class ProductsInput(Input):
    """Up to 1,000 products."""

    products: list[ProductInput] = Field(min_length=1, max_length=MOST)


class OfferInput(Input):
    """What is offered: a `product`, a `cart` with it, or a `payment` of rupees by UPI."""

    kind: Literal["product", "cart", "payment"]
    product_id: UUID | None = None
    variant_id: UUID | None = None
    quantity: Annotated[Whole, Field(ge=1, le=99)] = 1
    amount: MoneyInput | None = None


class Offer(Shape):
    """A link for one customer in one conversation; it counts as sent once an answer leaves with it."""

    id: UUID
    kind: Literal["product", "cart", "payment"]
    url: str
    opens: int


class PaymentAccount(Shape):
    """Where payments by UPI go, "" for nowhere, and by which name payers know the shop."""

    vpa: str
    name: str


class PaymentAccountInput(Input):
    """Where payments by UPI go, "" for nowhere, and by which name payers know the shop."""

    vpa: str = Field(max_length=255)
    name: str = Field("", max_length=99)


@reads(router, "/products", Page[Product], scope=READ)
def list_products(request: ApiRequest, asked: Query[ProductsAsked]) -> Page[Product]:
    """List the products that a text asks for, by any of their names and with a slip of the finger."""
    found = find_products(request.actor, asked.q, most=asked.limit)
    return Page(items=[_shape(each) for each in found], next_cursor=None)


@reads(router, "/products/{uuid:id}", Product, scope=READ)
def get_product(request: ApiRequest, id: UUID) -> Product:
    """Get a product."""
    return _shape(find_product(request.actor, id))


@writes(router, "POST", "/products/bulk", SentThings, scope=WRITE, many=Many("products", ProductInput))
def send_products(request: ApiRequest, body: ProductsInput) -> SentThings:
    """Send up to 1,000 products, each whole and by your own `external_id`.

    All of them are kept or none, unless `partial`; `application/x-ndjson` is taken as with orders. What is older than what is
    known changes nothing.
    """
    return sent_shape(take_from_program(request.actor, told=[_told(each) for each in body.products]))


@writes(router, "POST", "/conversations/{uuid:id}/offers", Offer, scope=CONVERSATIONS, status=201)
def make_offer(request: ApiRequest, id: UUID, body: OfferInput) -> Created:
    """Make a link to put into an answer: to a product, to a cart with it, or to a payment."""
    conversation = get_conversation(request.actor, id)
    if body.kind == "payment":
        if body.amount is None:
            raise BadInput(field="amount")
        amount = Amount(body.amount.amount, body.amount.currency)
        made: OfferRow | None = offer_payment(
            request.actor, amount=amount, identity=conversation.identity, conversation=conversation.public_id
        )
    else:
        if body.product_id is None:
            raise BadInput(field="product_id")
        shown = find_product(request.actor, body.product_id)
        made = offer_product(
            request.actor,
            kind=body.kind,
            product=shown.product,
            variant=variant_of(shown, body.variant_id),
            identity=conversation.identity,
            conversation=conversation.public_id,
            pieces=body.quantity,
        )
    if made is None:
        raise BadInput(_("The shop has no page for this."), field="kind")
    return Created(_offer(made), f"conversations/{id}/offers")


@reads(router, "/payment-account", PaymentAccount, scope=SETTINGS_WRITE)
def get_payment_account(request: ApiRequest) -> PaymentAccount:
    """Get where payments by UPI go; only an owner may."""
    request.actor.require("payment.account")
    return _account()


@writes(router, "PUT", "/payment-account", PaymentAccount, scope=SETTINGS_WRITE)
def set_payment_account(request: ApiRequest, body: PaymentAccountInput) -> PaymentAccount:
    """Say where payments by UPI go; only an owner may."""
    keep_payment_account(request.actor, vpa=body.vpa, name=body.name)
    return _account()


def _account() -> PaymentAccount:
    kept = payment_account()
    return PaymentAccount(vpa=kept.vpa if kept else "", name=kept.name if kept else "")


def _offer(row: OfferRow) -> Offer:
    return Offer(id=row.public_id, kind=row.kind, url=link_of(row), opens=row.opens)  # type: ignore[arg-type]


def _shape(shown: ProductShown) -> Product:
    row = shown.product
    return Product(
        id=row.public_id,
        external_id=row.key,
        title=row.title,
        kind=row.kind,
        tags=[str(each) for each in row.tags],
        about=row.about,
        url=row.url,
        picture=row.picture,
        is_active=row.is_active,
        updated_at=row.version,
        stock_at=row.stock_at,
        variants=[
            Variant(
                id=each.public_id,
                external_id=each.key,
                title=each.title,
                options=[str(option) for option in each.options],
                sku=each.sku,
                price=money(each.price_minor, row.currency),
                compare_at=None
                if each.compare_at_minor is None
                else money(each.compare_at_minor, row.currency),
                stock=each.stock,
                may_exceed_stock=each.may_exceed_stock,
                picture=each.picture,
                is_active=each.is_active,
            )
            for each in shown.variants
        ],
    )


def _told(sent: ProductInput) -> ProductData:
    at = sent.updated_at.astimezone(UTC)
    return ProductData(
        key=sent.external_id,
        title=sent.title,
        updated_at=at,
        variants=tuple(
            VariantData(
                key=each.external_id,
                price=_major(each.price),
                title=each.title,
                options=tuple(each.options),
                sku=each.sku,
                compare_at=_major(each.compare_at) if each.compare_at else None,
                stock=each.stock,
                may_exceed_stock=each.may_exceed_stock,
                picture=each.picture,
                is_active=each.is_active,
                updated_at=at,
            )
            for each in sent.variants
        ),
        currency=sent.variants[0].price.currency,
        kind=sent.kind,
        tags=tuple(sent.tags),
        about=sent.about,
        url=sent.url,
        picture=sent.picture,
        is_active=sent.is_active,
    )


def _major(price: MoneyInput) -> Decimal:
    return Decimal(price.amount).scaleb(-get_currency_precision(price.currency))
