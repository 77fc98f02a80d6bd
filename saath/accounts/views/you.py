"""Your own settings: name, language, looks, and how you sign in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saath.accounts.actions.people import update_profile
from saath.accounts.forms import ProfileForm
from saath.accounts.looks import remember_looks
from saath.accounts.models import Person
from saath.accounts.queries import get_ways_in
from saath.accounts.requests import person_actor, person_of


@require_http_methods(["GET", "HEAD", "POST"])
def show_you(request: HttpRequest) -> HttpResponse:
    """Show and save what a person says about themselves."""
    person = person_of(request)
    form = ProfileForm(request.POST or None, instance=Person.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        saved = update_profile(person_actor(request), person, **form.cleaned_data)
        with translation.override(saved.language):
            messages.success(request, _("Saved."))
        return remember_looks(redirect("you"), saved)
    page = {"form": form, "ways": get_ways_in(person), "person": person}
    return render(request, "accounts/you.html", page)


@require_safe
def go_to_two_steps(request: HttpRequest) -> HttpResponse:
    """Where the sign-in library sends people after a change of the second step."""
    return redirect(reverse("you") + "#sign-in")
