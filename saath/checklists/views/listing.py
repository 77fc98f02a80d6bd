"""All checklists of the shop."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of
from saath.checklists.actions.writing import move_checklist, remove_checklist, restore_checklist
from saath.checklists.queries import get_checklist, list_checklists, list_removed


@require_safe
def show_checklists(request: HttpRequest) -> HttpResponse:
    """List the checklists; `?removed=` offers to bring one back."""
    actor = actor_of(request)
    removed = list_removed(actor)
    just = next((each for each in removed if str(each.public_id) == request.GET.get("removed")), None)
    page = {"checklists": list_checklists(actor), "removed": removed, "just": just}
    return render(request, "checklists/all.html", page)


@require_POST
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a checklist one place up or down."""
    actor = actor_of(request)
    move_checklist(actor, get_checklist(actor, public_id), up=request.POST.get("to") == "up")
    return redirect("checklists:all")


@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a checklist away; the list offers to bring it back."""
    actor = actor_of(request)
    remove_checklist(actor, get_checklist(actor, public_id))
    return redirect(f"{reverse('checklists:all')}?removed={public_id}")


@require_POST
def restore(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Bring a checklist back that was taken away."""
    actor = actor_of(request)
    restore_checklist(actor, get_checklist(actor, public_id, is_removed=True))
    return redirect("checklists:all")
