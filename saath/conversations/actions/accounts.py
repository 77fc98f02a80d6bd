"""Places where people write to the store."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.conversations.events import ACCOUNT_OPENED
from saath.conversations.models import ChannelAccount
from saath.core.errors import BadInput, Conflict
from saath.core.mail_addresses import BadAddress, canonical_key
from saath.tenancy.actor import Actor
from saath.tenancy.scope import every_store
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


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
