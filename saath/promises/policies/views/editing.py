"""One policy: making it, changing it, and seeing beforehand what it would do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saath.accounts.requests import actor_of
from saath.core.errors import BadInput, Conflict, SaathError
from saath.customers.tags import all_tags
from saath.promises.models import Policy
from saath.promises.policies.actions import add_policy, change_policy
from saath.promises.policies.content import Content
from saath.promises.policies.forms import PolicyForm
from saath.promises.policies.preview import preview_policy
from saath.promises.policies.queries import get_policy, list_policies
from saath.promises.policies.shown import shown_preview

Keep = Callable[[Content], Policy]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Make a policy."""
    actor = actor_of(request)
    actor.require("store.settings")
    form = PolicyForm(request.POST or None, tags=all_tags(actor))
    return _edit(request, form, lambda content: add_policy(actor, content=content))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a policy, and change it."""
    actor = actor_of(request)
    actor.require("store.settings")
    found = get_policy(actor, public_id)
    form = PolicyForm(request.POST or None, tags=all_tags(actor), policy=found)

    def keep(content: Content) -> Policy:
        return change_policy(actor, found, content=content, version=form.cleaned_data["version"] or 0)

    return _edit(request, form, keep, found)


def _edit(request: HttpRequest, form: PolicyForm, keep: Keep, policy: Policy | None = None) -> HttpResponse:
    page: dict[str, Any] = {"form": form, "policy": policy}
    if form.is_bound and form.is_valid():
        try:
            if "preview" not in request.POST:
                kept = keep(form.content())
                messages.success(request, _("Saved: %(name)s.") % {"name": kept.name})
                return redirect("policies:all")
            actor = actor_of(request)
            found = preview_policy(actor, content=form.content(), instead_of=policy)
            page["preview"] = shown_preview(found, list_policies(actor))
        except (BadInput, Conflict) as error:
            _mark(form, error)
    return render(request, "promises/policies/edit.html", page, status=422 if form.errors else 200)


def _mark(form: PolicyForm, error: SaathError) -> None:
    name = getattr(error, "field", "")
    form.add_error(name if name in form.fields else None, forms.ValidationError(str(error.message)))
