"""All policies of the shop, in the order in which they are tried."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of
from saath.promises.policies.actions import move_policy, remove_policy, restore_policy, switch_policy
from saath.promises.policies.queries import get_policy, list_policies, list_removed, promised_otherwise
from saath.promises.policies.shown import shown_otherwise, shown_policies


@require_safe
def show_policies(request: HttpRequest) -> HttpResponse:
    """List the policies and what holds otherwise; `?removed=` offers to bring one back."""
    actor = actor_of(request)
    removed = list_removed(actor)
    just = next((each for each in removed if str(each.public_id) == request.GET.get("removed")), None)
    page = {
        "policies": shown_policies(list_policies(actor)),
        "otherwise": shown_otherwise(promised_otherwise(actor)),
        "removed": removed,
        "just": just,
    }
    return render(request, "promises/policies/all.html", page)


@require_POST
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a policy one place up or down."""
    actor = actor_of(request)
    move_policy(actor, get_policy(actor, public_id), up=request.POST.get("to") == "up")
    return redirect(f"{reverse('policies:all')}#policies")


@require_POST
def switch(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let a policy count, or not."""
    actor = actor_of(request)
    switch_policy(actor, get_policy(actor, public_id), is_active=request.POST.get("to") == "on")
    return redirect(f"{reverse('policies:all')}#policies")


@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a policy away; the list offers to bring it back."""
    actor = actor_of(request)
    remove_policy(actor, get_policy(actor, public_id))
    return redirect(f"{reverse('policies:all')}?removed={public_id}")


@require_POST
def restore(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Bring a policy back that was taken away."""
    actor = actor_of(request)
    restore_policy(actor, get_policy(actor, public_id, is_removed=True))
    return redirect("policies:all")
