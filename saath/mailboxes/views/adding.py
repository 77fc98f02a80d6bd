"""Adding a mailbox: first the provider, then who opens it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saath.accounts.requests import actor_of
from saath.channels.email.imap_facts import Security
from saath.core.errors import BadInput, Conflict, NotFound
from saath.mailboxes.actions.manage import add_mailbox
from saath.mailboxes.forms import MailboxForm
from saath.mailboxes.models import Mailbox
from saath.mailboxes.providers import application_of
from saath.mailboxes.queries import mail_addresses
from saath.mailboxes.rules import PRESETS, Preset
from saath.tenancy.actor import Actor


@require_safe
def choose_provider(request: HttpRequest) -> HttpResponse:
    """Ask whose mailbox it is."""
    actor_of(request).require("store.settings")
    return render(request, "mailboxes/provider.html", {"presets": PRESETS})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, provider: str) -> HttpResponse:
    """Ask who opens the mailbox, and begin to connect."""
    actor, preset = actor_of(request), _preset(provider)
    accounts = mail_addresses(actor)
    by_consent = application_of(preset.sign_in) is not None
    form = MailboxForm(
        request.POST if request.method == "POST" else None,
        accounts=accounts,
        preset=preset,
        by_consent=by_consent,
    )
    if form.is_bound and form.is_valid():
        mailbox = _add(actor, form, preset if by_consent else None)
        if mailbox is not None:
            return redirect("mailboxes:ask_consent" if by_consent else "mailboxes:one", mailbox.public_id)
    page = {"form": form, "preset": preset, "by_consent": by_consent, "has_address": bool(accounts)}
    return render(request, "mailboxes/add.html", page, status=422 if form.is_bound else 200)


def _add(actor: Actor, form: MailboxForm, consenting: Preset | None) -> Mailbox | None:
    """Add what the form says; None where it cannot be, with the reason in the form."""
    data = form.cleaned_data
    account = next(each for each in mail_addresses(actor) if str(each.public_id) == data["account"])
    try:
        return add_mailbox(
            actor,
            account=account,
            # What a provider gives for its own server is brought to no other.
            host=consenting.host if consenting else data["host"].strip(),
            port=consenting.port if consenting else data["port"],
            security=Security.TLS if consenting else Security(data["security"]),
            user=data["user"].strip(),
            sign_in=consenting.sign_in if consenting else Mailbox.SignIn.PASSWORD,
            password=data.get("password", ""),
            folders=form.folder_names(),
            reads_sent=data["reads_sent"],
        )
    except (BadInput, Conflict) as error:
        field = getattr(error, "field", "") or None
        form.add_error(field, f"{error.message} {error.what_to_do}" if field is None else str(error.message))
        return None


def _preset(name: str) -> Preset:
    found = next((preset for preset in PRESETS if preset.name == name), None)
    if found is None:
        raise NotFound(_("Saath does not know this provider."))
    return found
