"""Places where people write to the store."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.conversations.events import ACCOUNT_OPENED, ACCOUNT_TRUSTS
from saath.conversations.models import ChannelAccount
from saath.core.errors import BadInput, Conflict
from saath.core.mail_addresses import BadAddress, canonical_key
from saath.tenancy.actor import Actor
from saath.tenancy.scope import every_store
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

SERVER_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9])?")
LONGEST_NAMES = 300


@action
def open_email_account(actor: Actor, *, address: str, name: str) -> ChannelAccount:
    """Take a mail address into use; raises `Forbidden`, `BadInput` for no address, `Conflict` where a shop has it already."""
    actor.require("store.settings")
    try:
        key = canonical_key(address)
    except BadAddress as error:
        raise BadInput(_("That is not a mail address."), field="address") from error
    with every_store("an address belongs to one shop of the whole installation"):
        taken = ChannelAccount.objects.filter(channel="email", key=key).exists()
    if taken:
        raise Conflict(_("A shop on this installation already receives mail at this address."))
    account = ChannelAccount.objects.create(channel="email", name=name, address=address.strip(), key=key)
    emit(actor, ACCOUNT_OPENED, subject=account)
    return account


@action
def trust_server(actor: Actor, account: ChannelAccount, *, authserv_ids: str, is_behind_server: bool) -> None:
    """Believe what these mail servers found out about senders (RFC 8601); raises `Forbidden`, `BadInput` for no name."""
    actor.require("store.settings")
    names = authserv_ids.lower().replace(",", " ").split()
    if any(not SERVER_NAME.fullmatch(name) for name in names) or len(" ".join(names)) > LONGEST_NAMES:
        raise BadInput(_("Write names of servers, such as mx.example.in."), field="authserv_ids")
    account.authserv_ids, account.is_behind_server = " ".join(dict.fromkeys(names)), is_behind_server
    account.save(update_fields=["authserv_ids", "is_behind_server"])
    emit(actor, ACCOUNT_TRUSTS, subject=account, changed=["authserv_ids", "is_behind_server"])
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": ["authserv_ids"]})
