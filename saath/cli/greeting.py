"""What `saath serve` says once it runs: where to go, and how to get in the first time."""

from __future__ import annotations

import click
from django.conf import settings
from django.utils.translation import gettext as _

from saath.core.mail_out import leaves_this_machine
from saath.stores.first_run import setup_path
from saath.tenancy.models import Domain

MOST_SHOPS = 10


def greet(*, host: str, port: int, smtp_port: int) -> None:
    """Print the addresses of the shops, or the one-time link by which the first one is set up."""
    link = setup_path()
    if link:
        click.echo(_("No shop is here yet. Set it up, once, at this address:"))
        click.echo(f"  {base_url(host, port)}{link}")
    else:
        _list_addresses()
    if not leaves_this_machine():
        click.echo(
            _(
                "No mail leaves this machine: what you send lies on the mailbox page. SAATH_SMTP_OUT names a mail server."
            )
        )
    click.echo(_("Mail comes in at port %(port)d. Stop with Ctrl+C.") % {"port": smtp_port})


def base_url(host: str, port: int) -> str:
    """Return where a browser on this machine finds the staff pages."""
    name = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1", "::") else host  # compared, not bound
    return f"{scheme()}://{name}:{port}"


def _list_addresses() -> None:
    words = {
        Domain.Purpose.STAFF.value: _("Desk"),
        Domain.Purpose.SHOPPER.value: _("Shoppers"),
        Domain.Purpose.CONTENT.value: _("Files"),
    }
    domains = Domain.objects.select_related("store").order_by("store_id", "id")[: MOST_SHOPS * len(words)]
    shop = None
    for domain in domains:
        if domain.store_id != shop:
            click.echo(domain.store.name)
            shop = domain.store_id
        click.echo(f"  {words[domain.purpose]}: {scheme()}://{domain.host}/")


def scheme() -> str:
    """Return how pages are reached: https where the cookies are kept to it."""
    return "https" if settings.SECURE_COOKIES else "http"
