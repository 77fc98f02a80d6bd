"""The door of the SMTP intake: raw mail becomes ledger rows, and only then may the server say 250."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO

from django.conf import settings

from saath.channels.email.tokens import without_token
from saath.conversations.actions.arrive import accept_raw
from saath.conversations.models import ChannelAccount, IntakeItem
from saath.core.faults import fault_point
from saath.core.mail_addresses import BadAddress, canonical_key
from saath.core.text import storable
from saath.files import storage
from saath.tenancy.actor import Actor
from saath.tenancy.prepared import GivenTexts, PreparedAcross
from saath.tenancy.scope import every_store, store_scope

INTAKE = Actor.system("mail intake")
ACCOUNTS = PreparedAcross(
    lambda: ChannelAccount.objects.select_related("store").filter(
        is_active=True, channel="email", key__any_of=GivenTexts("keys")
    )
)


def account_for(address: str) -> ChannelAccount | None:
    """Return the active mail account behind an address, with or without a signed tag, or None.

    Reads across stores: the address finds the store.
    """
    try:
        keys = [canonical_key(address), canonical_key(without_token(address))]
    except BadAddress:
        return None
    with every_store("the recipient's address says which shop a mail is for"):
        found = {account.key: account for account in ACCOUNTS.rows(keys=keys)}
    return next((found[key] for key in keys if key in found), None)


def accept_mail(
    mail_from: str, recipients: Iterable[str], raw: bytes, *, source: str = IntakeItem.Source.SMTP
) -> str:
    """Look up who a mail is for and accept it as `accept_for` does."""
    found = {address: account_for(address) for address in recipients}
    known = {address: account for address, account in found.items() if account is not None}
    return accept_for(mail_from, known, raw, source=source)


def accept_for(
    mail_from: str,
    recipients: Mapping[str, ChannelAccount],
    raw: bytes,
    *,
    source: str = IntakeItem.Source.SMTP,
) -> str:
    """Write a mail into the ledger of each account that it is for and return the name of the first row.

    Raises whatever kept it from being durable: the server then answers 451 and the sender tries again.
    """
    accounts = {account.pk: account for account in recipients.values()}
    envelope = {"mail_from": storable(mail_from), "recipients": [storable(each) for each in recipients]}
    names = []
    for account in accounts.values():
        with store_scope(account.store.pk):
            saved = storage.save(
                BytesIO(raw), max_bytes=settings.MAX_MAIL_BYTES, content_type="message/rfc822"
            )
            item = accept_raw(INTAKE, account=account, source=source, raw=saved, envelope=envelope)
            names.append(str(item.public_id))
    fault_point("intake_before_250")
    return names[0]
