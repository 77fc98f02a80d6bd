"""Products: finding one while answering, putting it into the answer, asking for a payment, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saath.conversations.actions.drafts import add_draft_files
from saath.conversations.models import Conversation
from saath.conversations.parts import save_uploads
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.queries.drafts import DraftFileRow, drafts_of
from saath.core.clock import now
from saath.core.errors import BadInput, NotFound, SaathError
from saath.core.languages import CODES
from saath.core.money import Money
from saath.desk.acting import minor_of
from saath.desk.drafts import NOTE
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.views.answer import show_thread
from saath.desk.views.draft import kind_of
from saath.desk.views.inbox import queue_named
from saath.files.errors import FileNotKept
from saath.orders.actions.offers import offer_payment, offer_product, set_payment_account
from saath.orders.models import Offer, Product, Variant
from saath.orders.products.cards import card_text, named, stock_words
from saath.orders.products.figures import payment_account, sold_since
from saath.orders.products.links import link_of
from saath.orders.products.photos import photo_of, picture_of
from saath.orders.products.queries import ProductShown, find_products, get_product, variant_of
from saath.tenancy.transactions import read_transaction

LONGEST_QUERY = 200
SHOWN_ON_PAGE = 60
LOOKED_BACK = timedelta(days=30)


@require_safe
def products(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Return the products with the words of `?q=` for an answer; a page by itself where there is no script."""
    with read_transaction():
        found = get_conversation(request.actor, conversation)
        request.actor.require("conversation.reply")
        return _chooser(request, found)


@require_POST
def offer(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Put a product into the answer, with the links that its shop has for it."""
    found = get_conversation(request.actor, conversation)
    product, _dot, variant = request.POST.get("goods", "").partition(".")
    shown = get_product(request.actor, _uuid(product))
    kind = variant_of(shown, _uuid(variant) if variant else None)
    language = found.language if found.language in CODES else request.store.language
    with translation.override(language):
        words = {Offer.Kind.PRODUCT: _("See it in the shop"), Offer.Kind.CART: _("Put it into the cart")}
        links = {words[each]: link for each, link in _links(request, found, shown, kind).items()}
        text = card_text(
            shown.product, kind, links=links, at=now(), zone=request.store.zone, language=language
        )
    is_whole = _is_shown(request, found, shown.product, kind)
    told = "" if is_whole else _("The picture could not be had: the product goes without it.")
    return _laid(request, found, text, told=told)


@require_POST
def pay(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Put a link into the answer that opens the customer's payment app with an amount."""
    found = get_conversation(request.actor, conversation)
    try:
        amount = _rupees(request.POST.get("amount", ""))
        made = offer_payment(
            request.actor, amount=amount, identity=found.identity, conversation=found.public_id
        )
    except BadInput as error:
        return _chooser(request, found, error)
    language = found.language if found.language in CODES else request.store.language
    with translation.override(language):
        words = _("Pay %(amount)s by UPI") % {"amount": amount.format(language)}
    return _laid(request, found, f"[{words}]({link_of(made)})")


@require_safe
def all_products(request: StaffRequest) -> HttpResponse:
    """Show what the shop sells, with stock and price, and what came of what was sent in answers."""
    query = request.GET.get("q", "")[:LONGEST_QUERY]
    with read_transaction():
        found = find_products(request.actor, query, most=SHOWN_ON_PAGE)
        context = {
            "goods": _goods(request, found),
            "query": query,
            "sold": sold_since(request.actor, now() - LOOKED_BACK),
            "frame": frame_of(request, "products"),
        }
        return render(request, "desk/all_products.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def payments(request: StaffRequest) -> HttpResponse:
    """Show where payments by UPI go, and change it."""
    request.actor.require("payment.account")
    error = None
    given = {"vpa": request.POST.get("vpa", ""), "name": request.POST.get("name", "")}
    if request.method == "POST":
        try:
            set_payment_account(request.actor, **given)
        except BadInput as refused:
            error = refused
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:payments")
    account = payment_account()
    if error is None:
        given = {
            "vpa": account.vpa if account else "",
            "name": account.name if account else request.store.name,
        }
    context = {
        "entered": given,
        "error": error,
        "frame": frame_of(request, "settings-payments", is_counted=False),
    }
    return render(request, "desk/payments.html", context, status=422 if error else 200)


def _links(
    request: StaffRequest, conversation: Conversation, shown: ProductShown, variant: Variant
) -> dict[Offer.Kind, str]:
    """Return the links to a product, and to a cart with it where it can be bought."""
    kinds = [Offer.Kind.PRODUCT, *([Offer.Kind.CART] if variant.is_there else [])]
    made = {
        kind: offer_product(
            request.actor,
            kind=kind,
            product=shown.product,
            variant=variant,
            identity=conversation.identity,
            conversation=conversation.public_id,
        )
        for kind in kinds
    }
    return {kind: link_of(each) for kind, each in made.items() if each is not None}


def _is_shown(request: StaffRequest, conversation: Conversation, product: Product, kind: Variant) -> bool:
    """Let the picture of a product go with what is written, once; False where it has one that cannot go."""
    if not picture_of(product, kind):
        return True
    photo = photo_of(product, kind)
    if photo is None:
        return False
    try:
        [saved] = save_uploads([(f"{named(product, kind)}.jpg", photo)])
        if (saved.name, saved.saved.size) not in {
            (file.name, file.size) for file in _files(request, conversation)
        }:
            add_draft_files(request.actor, conversation, kind=kind_of(request), files=[saved])
    except (BadInput, FileNotKept):  # its channel takes no picture, or the shop has no room
        return False
    return True


def _laid(request: StaffRequest, conversation: Conversation, text: str, *, told: str = "") -> HttpResponse:
    """Let the composer put words where its cursor is, and show what goes with them; without a script show the thread."""
    if not request.htmx:
        error = SaathError(told, what_is_safe="", what_to_do="") if told else None
        return show_thread(request, conversation, error=error, draft=text + "\n")
    context = {"files": _files(request, conversation), "is_beside": True}
    response = render(request, "desk/_kept_files.html", context)
    toast = {"toast": {"text": told}} if told else {}
    response["HX-Trigger"] = json.dumps({"laid": {"text": text + "\n"}, **toast})
    return response


def _files(request: StaffRequest, conversation: Conversation) -> Sequence[DraftFileRow]:
    """Return what goes with the answer or the note that is written, as it is now: a picture takes its time to come."""
    drafts = drafts_of(request.actor, get_conversation(request.actor, conversation.public_id))
    own = drafts.note if kind_of(request) == NOTE else drafts.reply
    return own.files if own else ()


def _chooser(
    request: StaffRequest, conversation: Conversation, error: BadInput | None = None
) -> HttpResponse:
    query = request.GET.get("q", "")[:LONGEST_QUERY]
    found = find_products(request.actor, query, is_typing=True)
    context: dict[str, Any] = {
        "conversation": conversation,
        "queue": queue_named((request.POST or request.GET).get("queue") or "now"),
        "goods": _goods(request, found),
        "query": query,
        "can_be_paid": payment_account() is not None,
        "amount": request.POST.get("amount", ""),
        "error": error,
    }
    if request.htmx and request.htmx.target == "goods":
        return render(request, "desk/_goods.html", context)
    if not request.htmx:
        context["frame"] = frame_of(request, "now")
        return render(request, "desk/products.html", context, status=422 if error else 200)
    response = render(request, "desk/_products.html", context)
    if error is not None:
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#products", "innerHTML"
    return response


def _goods(request: StaffRequest, found: Any) -> list[dict[str, Any]]:
    language, at = translation.get_language() or "en", now()
    return [
        {
            "product": shown.product,
            "kinds": [
                {
                    "variant": each,
                    "price": each.price(shown.product.currency).format(language),
                    "stock": stock_words(
                        shown.product, each, at=at, zone=request.store.zone, language=language
                    ),
                }
                for each in shown.variants
            ],
        }
        for shown in found
    ]


def _rupees(written: str) -> Money:
    """Return an amount as somebody typed it; raises `BadInput`."""
    try:
        return Money(minor_of(written, "INR"), "INR")
    except BadInput:
        raise BadInput(
            _("This is no amount in rupees."), what_to_do=_("Write it like 449 or 449.50."), field="amount"
        ) from None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
