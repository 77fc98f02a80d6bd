"""What comes to oneself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saath.accounts.requests import actor_of
from saath.promises.routing.actions.settings import set_work
from saath.promises.routing.forms import WorkForm, named_skills
from saath.promises.routing.queries import get_routing, own_work


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Show and keep one's languages, how much one takes, and whether anything comes by itself."""
    actor = actor_of(request)
    profile, settings = own_work(actor), get_routing(actor)
    form = WorkForm(request.POST or None, profile=profile, settings=settings, is_own=True)
    if request.method == "POST" and form.is_valid():
        set_work(actor, profile.member, work=form.work())
        messages.success(request, _("Saved."))
        return redirect("routing:own")
    skills = [name for key, name in named_skills(settings) if key in profile.skills]
    context = {"form": form, "settings": settings, "skills": skills}
    return render(request, "promises/routing/own.html", context, status=422 if form.errors else 200)
