"""What is done to the order beside a conversation: chosen, summed up, agreed to, and watched until it is settled."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden, SaathError
from saath.core.money import currency_sign
from saath.desk.acting import Summary, address_shown, choices_of, titled, wish_of
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.views.inbox import queue_named
from saath.orders.actions.acts import approve_act, ask_act, look_again, send_act_again, withdraw_act
from saath.orders.acts.commands import Kind
from saath.orders.acts.planning import plan_for, what_can_be_done
from saath.orders.acts.queries import acts_of, acts_to_approve, get_act, given_alone, limit_of, who_may_agree
from saath.orders.acts.reading import facts_of
from saath.orders.acts.rules import may_be_sent_again
from saath.orders.acts.wishes import Wish
from saath.orders.models import Order, OrderAct
from saath.orders.queries import get_order

DEEDS = {"approve": approve_act, "withdraw": withdraw_act, "look": look_again, "again": send_act_again}
SETTLED = {
    "approve": gettext_lazy("Agreed. It is on its way, and the conversation tells what comes of it."),
    "withdraw": gettext_lazy("It is not done, and the conversation says so."),
}


@require_safe
def beside(request: StaffRequest, conversation: UUID, order: UUID) -> HttpResponse:
    """Show what was done to an order and what can be, loaded beside the thread."""
    return _beside(request, get_conversation(request.actor, conversation), _order(request, order))


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: StaffRequest, conversation: UUID, order: UUID, kind: str) -> HttpResponse:
    """Ask what exactly is to be done; a POST sums it up, and another one does it."""
    found, about = get_conversation(request.actor, conversation), _order(request, order)
    request.actor.require("order.act")
    if kind not in Kind.values:
        raise Http404
    if request.method != "POST" or request.POST.get("step") == "change":
        return _form(request, found, about, Kind(kind))
    try:
        return _taken(request, found, about, Kind(kind))
    except (BadInput, Conflict) as error:
        return _form(request, found, about, Kind(kind), error=error)


@require_POST
def settle(request: StaffRequest, act: UUID, deed: str) -> HttpResponse:
    """Agree to an act, take it back, look for it or send it again; where somebody was quicker, that is said."""
    if deed not in DEEDS:
        raise Http404
    found = get_act(request.actor, act)
    error: SaathError | None = None
    try:
        DEEDS[deed](request.actor, found)
    except (Conflict, Forbidden) as refused:
        error = refused
    if not request.POST.get("conversation"):
        if error:
            return _waiting(request, error)
        messages.success(request, SETTLED.get(deed, _("Saved.")))
        return redirect("desk:acts_waiting")
    conversation = get_conversation(request.actor, _uuid(request.POST["conversation"]))
    return _beside(request, conversation, found.order, error=error)


@require_safe
def waiting(request: StaffRequest) -> HttpResponse:
    """List what waits for a second person."""
    return _waiting(request)


def _waiting(request: StaffRequest, error: SaathError | None = None) -> HttpResponse:
    acts = acts_to_approve(request.actor)
    frame = frame_of(request, "acts")
    shown = {"frame": frame, "acts": acts, "zone": request.store.zone, "error": error}
    return render(request, "desk/acts_waiting.html", {**shown, "member_id": request.member.pk})


def _taken(request: StaffRequest, conversation: Conversation, order: Order, kind: Kind) -> HttpResponse:
    facts = facts_of(order)
    wish = wish_of(kind, request.POST, order, facts)
    if request.POST.get("step") != "do":
        return _summary(request, conversation, order, wish)
    ask_act(
        request.actor,
        order,
        wish=wish,
        reason=request.POST.get("reason", ""),
        key=_uuid(request.POST.get("key", "")),
        seen_minor=int(seen) if (seen := request.POST.get("seen", "")).isdecimal() and len(seen) < 19 else -1,
        conversation=conversation.public_id,
    )
    return _beside(request, conversation, order)


def _form(
    request: StaffRequest, conversation: Conversation, order: Order, kind: Kind, **shown: Any
) -> HttpResponse:
    facts = facts_of(order)
    context = {
        "kind": kind,
        "choices": choices_of(kind, request.POST, facts),
        "address": address_shown(order, request.POST),
        "written": request.POST,
        "currency": currency_sign(order.currency, translation.get_language() or "en"),
        "today": now().astimezone(request.store.zone).date(),
        **shown,
    }
    return _part(request, "desk/_act.html", conversation, order, context)


def _summary(request: StaffRequest, conversation: Conversation, order: Order, wish: Wish) -> HttpResponse:
    plan = plan_for(order, wish)
    if not request.POST.get("reason", "").strip():
        raise BadInput(_("Say why: it stands in the order and in the conversation."), field="reason")
    limit, given = limit_of(request.actor, order.currency), given_alone(request.actor, order)
    summary = Summary(plan, order.currency, titled(plan.lines, facts_of(order)), limit, given)
    context = {
        "kind": wish.kind,
        "wish": wish,
        "summary": summary,
        "written": request.POST.items(),
        "reason": request.POST["reason"],
        "pays_back": what_can_be_done(order).cancel_pays_back,
        "agree": who_may_agree(request.actor) if summary.needs_second else (),
        "key": uuid4(),
    }
    return _part(request, "desk/_act_summary.html", conversation, order, context)


def _beside(
    request: StaffRequest, conversation: Conversation, order: Order, *, error: SaathError | None = None
) -> HttpResponse:
    acts = acts_of(request.actor, order)
    able = what_can_be_done(order)
    context = {
        "acts": [(each, _can(request, each)) for each in acts],
        "able": [kind for kind in Kind if kind in able.kinds],
        "unable": [(kind.label, instead) for kind, instead in able.cannot.items()],
        "may_act": request.actor.may("order.act"),
        "may_connect": request.actor.may("store.settings"),
        "error": error,
    }
    if not request.htmx and request.method == "POST" and error is None:
        return redirect("desk:acts", conversation=conversation.public_id, order=order.public_id)
    return _part(request, "desk/_acts.html", conversation, order, context)


def _can(request: StaffRequest, act: OrderAct) -> frozenset[str]:
    """Return what the reader may do with an act as it stands."""
    is_own = act.asked_by_id == request.member.pk
    may_agree = request.actor.may("order.approve")
    can: set[str] = set()
    if act.state == OrderAct.State.TO_APPROVE:
        can |= {"approve"} if may_agree and not is_own else set()
        can |= {"withdraw"} if may_agree or is_own else set()
    if act.state == OrderAct.State.UNKNOWN and request.actor.may("order.act"):
        settled = act.sent_at is not None and may_be_sent_again(
            sent_at=act.sent_at, looked_at=act.looked_at, at=now()
        )
        can |= {"look"} | ({"again"} if settled else set())
        can |= {"withdraw"} if settled and (may_agree or is_own) else set()
    return frozenset(can)


def _part(
    request: StaffRequest, part: str, conversation: Conversation, order: Order, context: dict[str, Any]
) -> HttpResponse:
    shown = {**context, "conversation": conversation, "order": order, "zone": request.store.zone}
    if request.htmx:
        response = render(request, part, shown)
        if request.method == "POST":
            response["HX-Retarget"] = "#acts" if part == "desk/_acts.html" else "#acting"
            response["HX-Reswap"] = "outerHTML"
        return response
    queue = queue_named(request.GET.get("queue", "now"))
    frame = frame_of(request, queue.key, is_counted=False)
    return render(request, "desk/acts.html", {**shown, "part": part, "queue": queue, "frame": frame})


def _order(request: StaffRequest, public_id: UUID) -> Order:
    return get_order(request.actor, public_id)


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError as error:
        raise BadInput() from error
