"""How an answer leaves, as its adapter wants to know it: the way, the keys that sign, whether tags reach the address."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from django.db.models import CharField

from saath.channels.base import NeedsReauth
from saath.channels.email.dkim_sign import SigningKey, keys_as_text
from saath.channels.email.smtp_out import Security
from saath.conversations.models import ChannelAccount
from saath.core.mail_addresses import split_address
from saath.core.secrets import SecretUnreadable, decrypt
from saath.mailboxes.tokens import access_token
from saath.sending.models import DkimKey, Outlet, WayOut
from saath.sending.presets import SERVICES
from saath.sending.sharing import may_bear
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

SENDER = Actor.system("way out")

OUTLET: Prepared[Outlet] = Prepared(
    lambda: Outlet.objects.select_related("way__mailbox").filter(account_id=Given("account"))
)
SIGNING: Prepared[DkimKey] = Prepared(
    lambda: DkimKey.objects.filter(
        domain__name=Given("domain", CharField()), state=DkimKey.State.SIGNING
    ).order_by("algorithm")  # RSA last, so on top: some look at the first signature only
)


def options_of(account: ChannelAccount) -> Mapping[str, str]:
    """Return the options with which the account's adapter sends. Raises NeedsReauth, RetryLater."""
    outlet = OUTLET.first(account=account.pk)
    options = (
        way_options(outlet.way.proved) if outlet is not None and outlet.way is not None else _shared(account)
    )
    if outlet is not None and outlet.plus == Outlet.Plus.FAILS:
        options["plus"] = "no"
    domain = split_address(account.address)[1]
    try:
        keys = [_signing_key(domain, key) for key in SIGNING.rows(domain=domain)]
    except SecretUnreadable as error:
        raise NeedsReauth(str(error.message)) from error
    if keys:
        options["signing_keys"] = keys_as_text(keys)
    return options


def _shared(account: ChannelAccount) -> dict[str, str]:
    """Return the options of the installation's own way. Raises NeedsReauth where it may not bear the address."""
    if not may_bear(account):
        raise NeedsReauth(f"nothing proves yet that {account.address} is an address of this shop")
    return {}


def way_options(way: WayOut) -> dict[str, str]:
    """Return the options of one way. Raises NeedsReauth, RetryLater."""
    options = {"smtp": _url(way)}
    if way.sets_return_path:
        options["return_path"] = "plain"
    return options


def _url(way: WayOut) -> str:
    opens = f"{quote(way.user, safe='')}:{quote(_secret(way), safe='')}@{way.host}"
    if way.kind in SERVICES:
        return f"{way.kind}://{opens}" if way.port == 443 else f"{way.kind}://{opens}:{way.port}"
    scheme = "smtps" if way.security == Security.TLS else "smtp"
    auth = "&auth=xoauth2" if way.kind == WayOut.Kind.CONSENT else ""
    return f"{scheme}://{opens}:{way.port}?check=public{auth}"


def _secret(way: WayOut) -> str:
    if way.kind == WayOut.Kind.CONSENT:
        if way.mailbox is None:
            raise NeedsReauth("the mailbox whose sign-in was used is gone")
        return access_token(SENDER, way.mailbox)
    try:
        return decrypt(way.secret).reveal()
    except SecretUnreadable as error:
        raise NeedsReauth(str(error.message)) from error


def _signing_key(domain: str, key: DkimKey) -> SigningKey:
    return SigningKey(domain, key.selector, decrypt(key.private).reveal(), key.algorithm)
