"""What DNS has to say of the domains from which the shop writes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.channels.email.dkim_sign import new_key_pairs
from saath.channels.email.dns_records import is_reserved
from saath.core.errors import NotFound
from saath.core.mail_addresses import split_address
from saath.sending.actions import domains
from saath.sending.models import Outlet
from saath.sending.queries import ShownDomain, ShownPlus, get_address, show_domain
from saath.sending.rules import Verdict
from saath.sending.words import RECORDS, TAGS, explain_verdict
from saath.tenancy.actor import Actor


@require_safe
def show(request: HttpRequest, name: str = "") -> HttpResponse:
    """Show a domain's records: as they should be, as they are, and what to change."""
    shown = show_domain(actor_of(request), name)
    page = {
        "shown": shown,
        "records": [_stated(shown.name, verdict) for verdict in shown.verdicts] if shown else [],
        "keys": [(each, _stated(shown.name, each.verdict) if each.verdict else None) for each in shown.keys]
        if shown
        else [],
        "tags": [_tagged(each) for each in shown.addresses] if shown else [],
        "dkim": RECORDS["dkim"],
        "zone": store_of(request).zone,
        "is_reserved": shown is not None and is_reserved(shown.name),
    }
    return render(request, "sending/domain.html", page)


@require_POST
def check(request: HttpRequest, name: str) -> HttpResponse:
    """Ask DNS now."""
    actor = actor_of(request)
    domains.ask_dns(actor, name=_own(actor, name).name)
    return redirect("sending:domain", name)


@require_POST
def make_key(request: HttpRequest, name: str) -> HttpResponse:
    """Make signing keys."""
    actor = actor_of(request)
    domains.keep_keys(actor, name=_own(actor, name).name, pairs=new_key_pairs())
    return redirect("sending:domain", name)


@require_POST
def test_plus(request: HttpRequest, public_id: str) -> HttpResponse:
    """Try whether a tag arrives, or take the owner's word for it."""
    actor = actor_of(request)
    account = get_address(actor, public_id)
    said = request.POST.get("works", "")
    if said in ("yes", "no"):
        domains.say_plus(actor, account, works=said == "yes")
    else:
        domains.test_plus(actor, account)
    return redirect("sending:domain", split_address(account.address)[1])


def _own(actor: Actor, name: str) -> ShownDomain:
    shown = show_domain(actor, name)
    if shown is None:
        raise NotFound
    return shown


def _stated(domain: str, verdict: Verdict) -> dict[str, object]:
    """Return a record with its sign, its tone and words."""
    icon, tone = ("check", "c-good") if verdict.is_good else ("alert", "c-bad")
    if not verdict.reason or not verdict.is_known:
        icon, tone = "clock", "dim"
    return {
        "verdict": verdict,
        "short_name": verdict.name.removesuffix(domain).removesuffix(".") or "@",
        "record": RECORDS[verdict.kind],
        "words": explain_verdict(verdict),
        "icon": icon,
        "tone": tone,
    }


def _tagged(shown: ShownPlus) -> dict[str, object]:
    """Return an address with its sign, its tone and whether tags reach it, in words."""
    stated = TAGS[shown.plus]
    return {
        "account": shown.account,
        "icon": stated.icon,
        "tone": stated.tone,
        "what": stated.what,
        "can_be_tried": shown.can_be_tried and shown.plus != Outlet.Plus.ASKED,
        "works": shown.plus == Outlet.Plus.WORKS,
        "fails": shown.plus == Outlet.Plus.FAILS,
    }
