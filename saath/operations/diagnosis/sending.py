"""Whether the ways out and the records of every shop are in order. Test mails and checks have written it down."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from saath.channels.email.dkim_sign import Algorithm
from saath.conversations.models import ChannelAccount
from saath.operations.diagnosis.finding import Circumstances, Finding, Level
from saath.sending.checking import accounts_of, verdicts_of
from saath.sending.models import DkimKey, MailDomain, Outlet, WayOut
from saath.sending.sharing import may_bear
from saath.sending.words import RECORDS, explain_trouble, explain_verdict
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

LISTED = 20


def ways_work(circumstances: Circumstances) -> Iterator[Finding]:
    """Look at the ways out that shops use: how the last test went, and whether the sign-in is still there."""
    for store in Store.objects.order_by("pk"):
        with store_scope(store.pk):
            used = Outlet.objects.exclude(way=None).select_related("way", "account").order_by("pk")
            for outlet in used[:LISTED]:
                yield from _look(outlet, store)
            own_way = [outlet.account_id for outlet in used]
            for account in accounts_of():
                if account.pk not in own_way and not may_bear(account):
                    yield _unproved(account, store)


def records_are_right(circumstances: Circumstances) -> Iterator[Finding]:
    """Look at what DNS said of the shops' domains."""
    for store in Store.objects.order_by("pk"):
        with store_scope(store.pk):
            for domain in MailDomain.objects.exclude(checked_at=None).order_by("pk")[:LISTED]:
                yield from _records(domain, store)


def _look(outlet: Outlet, store: Store) -> Iterator[Finding]:
    way = outlet.way
    if way is None:
        return
    said = {"address": outlet.account.address, "shop": store, "server": way.host}
    if way.kind == WayOut.Kind.CONSENT and way.mailbox_id is None:
        yield Finding(
            "way_out.sign_in",
            _("Answers from %(address)s of %(shop)s wait: the mailbox whose sign-in they need is removed.")
            % said,
            _("Add the mailbox again, or choose another way under Settings, Outgoing mail."),
        )
    elif way.trouble:
        words = explain_trouble(way.trouble)
        what = _("The last test mail from %(address)s of %(shop)s over %(server)s failed: %(reason)s")
        yield Finding("way_out.trouble", what % {**said, "reason": words.what}, str(words.remedy))


def _unproved(account: ChannelAccount, store: Store) -> Finding:
    what = _("Answers from %(address)s of %(shop)s wait: nothing proves yet that the address is that shop's.")
    remedy = _(
        "Several shops share the mail server of Saath. Enter a key's record (Settings, Mail domain), or send over an own way."
    )
    return Finding("way_out.unproved", what % {"address": account.address, "shop": store}, remedy)


def _records(domain: MailDomain, store: Store) -> Iterator[Finding]:
    optional = _optional_records(domain)
    for record, verdict in sorted(verdicts_of(domain).items()):
        if verdict.is_good or not verdict.is_known or record in optional:
            continue
        words = explain_verdict(verdict)
        said = {
            "record": RECORDS[verdict.kind].what,
            "domain": verdict.name,
            "shop": store,
            "reason": words.what,
        }
        yield Finding(
            f"mail_domain.{verdict.kind}",
            _("%(record)s of %(domain)s (%(shop)s): %(reason)s") % said,
            _("Settings, Mail domain shows what to enter."),
            Level.NOTE,
        )


def _optional_records(domain: MailDomain) -> set[str]:
    """Return the names of records that need not be there: every receiver is content with the RSA key."""
    waiting = domain.keys.filter(algorithm=Algorithm.ED25519, state=DkimKey.State.WAITING)
    return {f"dkim {selector}" for selector in waiting.values_list("selector", flat=True)}
