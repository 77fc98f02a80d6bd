"""All mailboxes of the shop."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saath.accounts.requests import actor_of
from saath.mailboxes.queries import list_mailboxes
from saath.mailboxes.status import status_of


@require_safe
def show_mailboxes(request: HttpRequest) -> HttpResponse:
    """List the mailboxes and how each stands."""
    rows = [(shown.mailbox, status_of(shown)) for shown in list_mailboxes(actor_of(request))]
    n_read = sum(mailbox.is_read and not mailbox.trouble for mailbox, _status in rows)
    page = {"rows": rows, "n_read": n_read, "is_moving": any(status.is_moving for _, status in rows)}
    return render(request, "mailboxes/all.html", page)
