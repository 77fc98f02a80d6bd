"""Signing in at the provider: there with a signed state, and back with a code.

The state says for which mailbox and which colleague; what ties it to this browser is in the session.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saath.accounts.requests import actor_of
from saath.channels.email.oauth import PROVIDERS, consent_url, new_verifier
from saath.core.errors import BadInput, NotFound
from saath.core.tokens import make_token, read_token
from saath.mailboxes.actions.manage import keep_consent
from saath.mailboxes.keys import PendingConsent
from saath.mailboxes.providers import application_of
from saath.mailboxes.queries import get_mailbox

PURPOSE = "mailbox consent"
LASTS = timedelta(minutes=15)
SESSION_KEY = "mailbox_consent"


@require_safe
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the owner on to the provider's page.

    Not by a redirect: browsers count it to the form before it, and our forms lead to our own pages only (CSP 3, 6.3.1).
    """
    actor = actor_of(request)
    mailbox = get_mailbox(actor, public_id)
    application = application_of(mailbox.sign_in)
    if application is None:
        raise NotFound(_("This installation is not known at the provider."))
    verifier, nonce = new_verifier(), secrets.token_urlsafe(16)
    request.session[SESSION_KEY] = {"verifier": verifier, "nonce": nonce}
    state = make_token(PURPOSE, [str(mailbox.public_id), actor.member_id, nonce], lasts=LASTS)
    url = consent_url(
        PROVIDERS[mailbox.sign_in],
        application,
        redirect_uri=_redirect_uri(request),
        state=state,
        verifier=verifier,
        address=mailbox.user,
    )
    page = {"mailbox": mailbox, "provider_url": url}
    response = render(request, "mailboxes/leaving.html", page)
    response["Refresh"] = f"0; url={url}"
    return response


@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """Take the code that the browser brings; the mailbox's next visit changes it for tokens."""
    actor = actor_of(request)
    actor.require("store.settings")
    public_id, member_id, nonce = read_token(PURPOSE, request.GET.get("state", ""))
    held = request.session.pop(SESSION_KEY, {})
    if member_id != actor.member_id or not secrets.compare_digest(nonce, str(held.get("nonce", ""))):
        raise BadInput(
            _("This sign-in was begun elsewhere."), what_to_do=_("Begin it again from the mailbox.")
        )
    mailbox = get_mailbox(actor, public_id)
    code = request.GET.get("code", "")
    if code:
        consent = PendingConsent(code[:4000], held["verifier"], _redirect_uri(request))
        keep_consent(actor, mailbox, consent=consent)
    else:
        messages.error(request, _("The provider gave no access. The mailbox stays as it was."))
    return redirect("mailboxes:one", mailbox.public_id)


def _redirect_uri(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("mailboxes:consent"))
