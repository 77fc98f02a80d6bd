"""Reads of ways out and mail domains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max

from saath.channels.email.spf import with_terms
from saath.conversations.models import ChannelAccount, Delivery
from saath.core.errors import NotFound
from saath.core.mail_out import leaves_this_machine
from saath.mailboxes.models import Mailbox
from saath.sending import rules
from saath.sending.checking import accounts_of, domain_names, verdicts_of, wanted_of
from saath.sending.models import DkimKey, MailDomain, Outlet, WayOut
from saath.sending.presets import SERVER_OF_SIGN_IN
from saath.sending.rules import Verdict
from saath.sending.sharing import may_bear
from saath.tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class ShownAddress:
    """An address with its ways out, the one in use (None: the installation's), sign-ins on offer, and answers that wait.

    `reason` is what the server said to one of those. With `is_unproved` the installation's server does not bear the address.
    """

    account: ChannelAccount
    used: WayOut | None
    ways: tuple[WayOut, ...]
    sign_ins: tuple[Mailbox, ...]
    waiting: int
    reason: str
    is_unproved: bool


@dataclass(frozen=True, slots=True)
class ShownKey:
    """A signing key, what DNS says of it (None: not asked yet), and when its record may be taken away."""

    key: DkimKey
    verdict: Verdict | None
    may_go_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownPlus:
    """An address, whether name+tag reaches it, and whether that can be tried: its mail leaves this machine."""

    account: ChannelAccount
    plus: str
    can_be_tried: bool


@dataclass(frozen=True, slots=True)
class ShownDomain:
    """A domain with what its records have to say and say."""

    name: str
    domain: MailDomain | None
    verdicts: tuple[Verdict, ...]
    keys: tuple[ShownKey, ...]
    addresses: tuple[ShownPlus, ...]
    names: tuple[str, ...]

    @property
    def is_moving(self) -> bool:
        """Whether an answer is about to come."""
        asks_dns = self.domain is not None and self.domain.is_checking
        return asks_dns or any(each.plus == Outlet.Plus.ASKED for each in self.addresses)


def list_addresses(actor: Actor) -> Sequence[ShownAddress]:
    """Return the store's mail addresses and how their answers leave. Raises `Forbidden`."""
    actor.require("store.settings")
    accounts = accounts_of()
    used = dict(Outlet.objects.filter(account__in=accounts).values_list("account_id", "way_id"))
    ways = list(WayOut.objects.filter(account__in=accounts).select_related("mailbox").order_by("pk"))
    boxes = list(Mailbox.objects.filter(account__in=accounts, sign_in__in=SERVER_OF_SIGN_IN).order_by("pk"))
    waiting = _waiting(accounts)
    return [_shown(account, used.get(account.pk), ways, boxes, waiting) for account in accounts]


def get_address(actor: Actor, public_id: UUID | str) -> ChannelAccount:
    """Return one mail address of the store in scope. Raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    found = ChannelAccount.objects.filter(channel="email", is_active=True, public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def get_way(actor: Actor, public_id: UUID | str) -> WayOut:
    """Return one way out of the store in scope. Raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    found = WayOut.objects.select_related("account").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def get_sign_in(actor: Actor, account: ChannelAccount, public_id: UUID | str) -> Mailbox:
    """Return a mailbox of an address that was signed in to at its provider. Raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    found = Mailbox.objects.filter(
        account=account, sign_in__in=SERVER_OF_SIGN_IN, public_id=public_id
    ).first()
    if found is None:
        raise NotFound
    return found


def mailbox_server(account: ChannelAccount) -> str:
    """Return where mail to an address is read, '' where it comes here."""
    return Mailbox.objects.filter(account=account).values_list("host", flat=True).order_by("pk").first() or ""


def show_domain(actor: Actor, name: str = "") -> ShownDomain | None:
    """Return one of the store's mail domains, the first without a name; None where it has none.

    Raises `Forbidden`, `NotFound`.
    """
    actor.require("store.settings")
    names = domain_names()
    if name and name not in names:
        raise NotFound
    if not names:
        return None
    name = name or names[0]
    domain = MailDomain.objects.filter(name=name).first()
    found = verdicts_of(domain) if domain and domain.checked_at else _unasked(name)
    addresses = accounts_of(name)
    outlets = {outlet.account_id: outlet for outlet in Outlet.objects.filter(account__in=addresses)}
    return ShownDomain(
        name=name,
        domain=domain,
        verdicts=tuple(found[kind] for kind in ("spf", "dmarc", "mx")),
        keys=tuple(_shown_key(key, found) for key in domain.keys.order_by("-algorithm", "-pk"))
        if domain
        else (),
        addresses=tuple(_shown_plus(account, outlets.get(account.pk)) for account in addresses),
        names=tuple(names),
    )


def _shown_plus(account: ChannelAccount, outlet: Outlet | None) -> ShownPlus:
    has_way = outlet is not None and outlet.way_id is not None
    plus = outlet.plus if outlet else Outlet.Plus.UNKNOWN
    return ShownPlus(account, plus, has_way or leaves_this_machine())


def _unasked(name: str) -> dict[str, Verdict]:
    """Return the records as they should be, before DNS was asked."""
    wanted = wanted_of(name)
    mx = f"10 {wanted.own_host}" if wanted.own_host else ""
    return {
        "spf": Verdict("spf", name, "TXT", "", with_terms([], wanted.terms)),
        "dmarc": Verdict("dmarc", f"_dmarc.{name}", "TXT", "", rules.DMARC_AT_FIRST),
        "mx": Verdict("mx", name, "MX", "", mx),
    }


def _shown_key(key: DkimKey, found: dict[str, Verdict]) -> ShownKey:
    verdict = found.get(f"dkim {key.selector}")
    if key.state == DkimKey.State.RETIRED:
        return ShownKey(key, None, key.changed_at + rules.RECORD_STAYS)
    unasked = Verdict("dkim", key.record_name, "TXT", "", key.record)
    return ShownKey(key, verdict or unasked, None)


def _shown(
    account: ChannelAccount,
    used: int | None,
    ways: Sequence[WayOut],
    boxes: Sequence[Mailbox],
    waiting: dict[int, tuple[int, str]],
) -> ShownAddress:
    own = tuple(way for way in ways if way.account_id == account.pk)
    taken = {way.mailbox_id for way in own}
    offered = tuple(box for box in boxes if box.account_id == account.pk and box.pk not in taken)
    count, reason = waiting.get(account.pk, (0, ""))
    in_use = next((way for way in own if way.pk == used), None)
    is_unproved = in_use is None and not may_bear(account)
    return ShownAddress(account, in_use, own, offered, count, reason, is_unproved)


def _waiting(accounts: Sequence[ChannelAccount]) -> dict[int, tuple[int, str]]:
    """Return how many answers of each address a server has not taken so far, and what it said to one of them."""
    rows = (
        Delivery.objects.filter(state=Delivery.State.QUEUED, message__conversation__account__in=accounts)
        .exclude(reason="")
        .values_list("message__conversation__account_id")
        .annotate(n=Count("pk"), said=Max("reason"))
    )
    return {account: (count, said) for account, count, said in rows}
