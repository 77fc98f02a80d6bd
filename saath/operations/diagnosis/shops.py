"""Whether each shop can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from saath.conversations.models import ChannelAccount
from saath.operations.diagnosis.finding import Circumstances, Finding, Level
from saath.tenancy.models import Domain, Store
from saath.tenancy.scope import store_scope

NOT_IN_A_HOST = frozenset("/@ ")


def have_addresses(circumstances: Circumstances) -> Iterator[Finding]:
    """See that each shop has a desk, a place for files, and an address to write to."""
    for store in Store.objects.order_by("pk"):
        purposes = set(store.domains.values_list("purpose", flat=True))
        with store_scope(store.pk):
            has_mailbox = ChannelAccount.objects.filter(is_active=True).exists()
        yield from _lacks(store, purposes, has_mailbox)


def have_hosts_of_their_own(circumstances: Circumstances) -> Iterator[Finding]:
    """Find hosts that two shops claim, and what is no host at all."""
    doubled = Domain.objects.values(name=Lower("host")).annotate(shops=Count("pk")).filter(shops__gt=1)
    for row in doubled:
        yield Finding(
            "shop.host_taken",
            _("The host %(host)s belongs to more than one page or shop.") % {"host": row["name"]},
            _("Give each of them a host of its own."),
        )
    for host in Domain.objects.values_list("host", flat=True):
        if set(host) & NOT_IN_A_HOST or host != host.lower():
            yield Finding(
                "shop.host",
                _("%(host)s is no host, so nobody can reach it.") % {"host": host},
                _("Write it without https:// and in small letters, as desk.example.in or localhost:8000."),
            )


def _lacks(store: Store, purposes: set[str], has_mailbox: bool) -> Iterator[Finding]:
    said = {"shop": store.name}
    if Domain.Purpose.STAFF not in purposes:
        what = _("Customers may write to %(shop)s, but it has no desk to answer from.")
        yield Finding(
            "shop.no_desk",
            (what if has_mailbox else _("%(shop)s has no desk: nobody can sign in.")) % said,
            _("Give it a host for the staff."),
        )
    elif Domain.Purpose.CONTENT not in purposes:
        yield Finding(
            "shop.no_files_host",
            _("%(shop)s has no host for files, so attachments cannot be opened.") % said,
            _("Give it a host for content that is not the one of the desk."),
        )
    if not has_mailbox:
        yield Finding(
            "shop.no_mailbox",
            _("%(shop)s has no address that customers can write to.") % said,
            _("Add its mail address in the settings of the shop."),
            Level.NOTE,
        )
