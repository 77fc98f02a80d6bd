"""All fields of the shop."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of
from saath.fields.actions.defining import (
    hold_field,
    move_field,
    remove_field,
    restore_field,
    resume_field,
)
from saath.fields.kinds import About
from saath.fields.queries import get_field, list_fields, list_removed


@require_safe
def show_fields(request: HttpRequest) -> HttpResponse:
    """List the fields by what they are about; `?removed=` offers to bring one back."""
    actor = actor_of(request)
    fields = list_fields(actor)
    groups = [(about, [each for each in fields if each.about == about]) for about in About]
    removed = list_removed(actor)
    just = next((each for each in removed if str(each.public_id) == request.GET.get("removed")), None)
    return render(
        request, "fields/all.html", {"groups": groups, "removed": removed, "just": just, "about": About}
    )


@require_POST
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a field one place up or down."""
    actor = actor_of(request)
    move_field(actor, get_field(actor, public_id), up=request.POST.get("to") == "up")
    return redirect("fields:all")


@require_POST
def hold(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a field on hold."""
    actor = actor_of(request)
    hold_field(actor, get_field(actor, public_id))
    return redirect("fields:all")


@require_POST
def resume(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask a field again."""
    actor = actor_of(request)
    resume_field(actor, get_field(actor, public_id))
    return redirect("fields:all")


@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a field away; the list offers to bring it back."""
    actor = actor_of(request)
    remove_field(actor, get_field(actor, public_id))
    return redirect(f"{reverse('fields:all')}?removed={public_id}")


@require_POST
def restore(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Bring a field back that was taken away."""
    actor = actor_of(request)
    restore_field(actor, get_field(actor, public_id, is_removed=True))
    return redirect("fields:all")
