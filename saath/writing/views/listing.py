"""All saved replies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saath.accounts.requests import actor_of
from saath.writing.queries import get_answers

MOST_TYPED = 200


@require_safe
def show_answers(request: HttpRequest) -> HttpResponse:
    """List saved replies by folder; `?q=` finds some of them, `?removed=` offers to bring one back."""
    query = request.GET.get("q", "")[:MOST_TYPED]
    page = {
        "answers": get_answers(actor_of(request), query=query),
        "query": query,
        "removed": request.GET.get("removed", ""),
        "may_write": actor_of(request).may("conversation.reply"),
    }
    return render(request, "writing/answers.html", page)
