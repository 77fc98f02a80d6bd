"""The first set-up: four questions, each saved when it is answered; the shop opens after the last."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.hashers import make_password
from django.forms import BaseForm, BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from saath.core.errors import BadInput, Conflict
from saath.core.languages import CODES
from saath.core.mail_out import leaves_this_machine
from saath.stores import first_run, setup_draft
from saath.stores.actions.opening import open_shop
from saath.stores.beginning import begin_shop
from saath.stores.hosts import default_hosts
from saath.stores.hours_json import DAYS
from saath.stores.models.settings import usual_hours
from saath.stores.settings_forms import HoursForm, PromiseForm, ShopForm, StateForm, write_stretches
from saath.stores.setup_forms import ColleagueForms, HostsForm, MailboxForm, OwnerForm
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

SETUP = Actor.system("first set-up")
View = Callable[[HttpRequest], HttpResponse]
Forms = dict[str, BaseForm | BaseFormSet[Any]]


@require_safe
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Tell somebody without the link where to find it."""
    if setup_draft.may_answer(request.session):
        return _go_to(setup_draft.first_open_step(request.session))
    return render(request, "stores/setup/closed.html", status=403)


@never_cache
@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Let the browser in that came by the link."""
    if not first_run.fits(token):
        return render(request, "stores/setup/closed.html", status=403)
    request.session.cycle_key()
    setup_draft.begin(request.session)
    return _go_to(setup_draft.first_open_step(request.session))


def _step(view: View) -> View:
    """A step is open to a browser that came by the link, and while there is no shop."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def run(request: HttpRequest) -> HttpResponse:
        if Store.objects.exists():
            raise Http404
        if not setup_draft.may_answer(request.session):
            return render(request, "stores/setup/closed.html", status=403)
        return view(request)

    return run


@_step
def ask_shop(request: HttpRequest) -> HttpResponse:
    """Ask name, languages, colour and hosts."""
    kept = setup_draft.answers(request.session, "shop")
    initial = {"language": get_language(), "languages": list(CODES), "colour": "#1d4e79", **kept}
    initial |= {f"name_{code}": name for code, name in kept.get("names", {}).items()}
    hosts = kept.get("hosts") or default_hosts(request.get_host())
    form = ShopForm(request.POST or None, initial=initial)
    hosts_form = HostsForm(request.POST or None, initial=hosts)
    if request.method == "POST" and form.is_valid() & hosts_form.is_valid():
        wanted = ("name", "language", "languages", "colour")
        given = {name: form.cleaned_data[name] for name in wanted}
        return _next(request, "shop", given | {"names": form.names, "hosts": hosts_form.cleaned_data})
    return _page(request, "shop", {"form": form, "hosts_form": hosts_form})


@_step
def ask_channels(request: HttpRequest) -> HttpResponse:
    """Ask where customers write."""
    form = MailboxForm(request.POST or None, initial=setup_draft.answers(request.session, "channels"))
    if request.method == "POST" and form.is_valid():
        return _next(request, "channels", form.cleaned_data)
    return _page(request, "channels", {"form": form}, no_mail_leaves=not leaves_this_machine())


@_step
def ask_promise(request: HttpRequest) -> HttpResponse:
    """Ask how fast a person answers, and when the shop is open."""
    kept = setup_draft.answers(request.session, "promise")
    hours = kept.get("hours", usual_hours())
    lines = {day: write_stretches(hours.get(day, [])) for day in DAYS}
    form = PromiseForm(request.POST or None, present=kept.get("seconds", 300))
    hours_form = HoursForm(request.POST or None, initial=lines)
    state_form = StateForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid() & hours_form.is_valid() & state_form.is_valid():
        given = {"seconds": form.cleaned_data["seconds"], "hours": hours_form.hours}
        return _next(request, "promise", given | state_form.cleaned_data)
    return _page(request, "promise", {"form": form, "hours_form": hours_form, "state_form": state_form})


@_step
def ask_people(request: HttpRequest) -> HttpResponse:
    """Ask who answers; then open the shop and sign its owner in."""
    kept = setup_draft.answers(request.session, "people")
    form = OwnerForm(request.POST or None, initial=kept)
    rows = [{"email": email, "role": role} for email, role in kept.get("colleagues", [])]
    colleagues = ColleagueForms(request.POST or None, initial=rows, prefix="colleague")
    if request.method == "POST" and form.is_valid() & colleagues.is_valid():
        setup_draft.keep(request.session, "people", _people(form, colleagues))
        return _open(request, form, colleagues)
    return _page(request, "people", {"form": form, "colleagues": colleagues})


def _people(form: OwnerForm, colleagues: BaseFormSet[Any]) -> dict[str, Any]:
    invited = {row["email"]: row["role"] for row in colleagues.cleaned_data if row.get("email")}
    invited.pop(form.cleaned_data["email"], None)
    return {
        "name": form.cleaned_data["name"],
        "email": form.cleaned_data["email"],
        "password_hash": make_password(form.cleaned_data["password"]),
        "colleagues": list(invited.items()),
    }


def _open(request: HttpRequest, form: OwnerForm, colleagues: BaseFormSet[Any]) -> HttpResponse:
    try:
        plan = setup_draft.plan_of(request.session, get_language() or "en")
        owner = open_shop(SETUP, plan=plan)
        with store_scope(owner.store.pk):
            begin_shop(SETUP)
    except KeyError:
        return _go_to(setup_draft.first_open_step(request.session))
    except (BadInput, Conflict) as error:
        form.add_error(None, f"{error.message} {error.what_to_do}")
        return _page(request, "people", {"form": form, "colleagues": colleagues})
    first_run.forget()
    request.session.flush()
    if plan.hosts["staff"] != request.get_host().lower():
        return redirect(f"{request.scheme}://{plan.hosts['staff']}/")
    get_adapter(request).login(request, owner.person)
    return redirect("/")


def _next(request: HttpRequest, step: str, given: dict[str, Any]) -> HttpResponse:
    setup_draft.keep(request.session, step, given)
    return _go_to(setup_draft.STEPS[setup_draft.STEPS.index(step) + 1])


def _go_to(step: str) -> HttpResponse:
    return redirect(f"setup:{step}")


def _page(request: HttpRequest, step: str, forms: Forms, **facts: bool) -> HttpResponse:
    names = {
        "shop": (_("Your shop"), _("Name, languages, colour")),
        "channels": (_("Where people write"), _("Your e-mail address")),
        "promise": (_("Your promise"), _("How fast, and when")),
        "people": (_("Your people"), _("You, and whom you invite")),
    }
    position = setup_draft.STEPS.index(step)
    steps = [
        {
            "number": number,
            "url": reverse(f"setup:{name}"),
            "title": names[name][0],
            "line": names[name][1],
            "is_current": name == step,
            "is_done": bool(setup_draft.answers(request.session, name)),
        }
        for number, name in enumerate(setup_draft.STEPS, start=1)
    ]
    back = reverse(f"setup:{setup_draft.STEPS[position - 1]}") if position else ""
    page = {"steps": steps, "back": back, "minutes_left": len(steps) - position, **forms, **facts}
    status = 422 if request.method == "POST" else 200
    return render(request, f"stores/setup/{step}.html", page, status=status)
