"""The customer's word on whether it is sorted. Opening the page says nothing: mail scanners open every link."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from saath.conversations.actions.customer_says import confirm_solution, refuse_solution
from saath.conversations.models import Solution
from saath.conversations.solving.links import solution_of_link
from saath.core.errors import SaathError
from saath.core.text import is_storable
from saath.core.tokens import ExpiredToken
from saath.portal.pages import ShopperRequest, count_try, page, refused, spoken
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import read_transaction


# The link is all that gives a right here, and no cookie adds to it: so the form works where cookies are refused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def is_sorted(request: ShopperRequest, sealed: str) -> HttpResponse:
    """Show the question with the answer of the link chosen; a POST is the answer."""
    try:
        with read_transaction():
            solution = solution_of_link(sealed)
        if request.method != "POST":
            return _page(request, solution)
        count_try(sealed)
        _take(request, solution)
    except ExpiredToken:
        return page(
            request, "portal/asked_over.html", {"stand": "expired"}, language="", status=HTTPStatus.GONE
        )
    except SaathError as error:
        return refused(request, error)
    return redirect(request.path + "?said=" + _answer(request.POST.get("is", "")))


def _take(request: ShopperRequest, solution: Solution) -> None:
    conversation = solution.conversation
    actor = Actor(
        kind="customer",
        label="by the link",
        store_id=conversation.store_id,
        customer_id=conversation.customer_id,
    )
    if _answer(request.POST.get("is", "")) == "yes":
        confirm_solution(actor, solution)
        return
    key = request.POST.get("key", "")
    client_key = f"portal:{key}" if 0 < len(key) <= 50 and is_storable(key) else f"portal:{uuid4().hex}"
    with translation.override(spoken(conversation.language)):
        refuse_solution(actor, solution, words=request.POST.get("words", ""), client_key=client_key)


def _answer(given: str) -> str:
    return "not-yet" if given == "not-yet" else "yes"


def _page(request: ShopperRequest, solution: Solution) -> HttpResponse:
    conversation = solution.conversation
    context = {
        "reference": conversation.reference,
        "solved_by": solution.solved_by.display_name if solution.solved_by else "",
        "chosen": _answer(request.GET.get("is", "not-yet" if solution.reopened_at else "yes")),
        "said": request.GET.get("said", ""),
        "is_confirmed": solution.confirmed_at is not None,
        "is_reopened": solution.reopened_at is not None,
        "key": uuid4().hex,
    }
    return page(request, "portal/sorted.html", context, language=conversation.language)
