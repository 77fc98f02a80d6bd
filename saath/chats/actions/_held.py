"""The settings of the chat, held for whoever changes them."""

from __future__ import annotations

from saath.channels.chat import NAMESPACE
from saath.chats.models import ChatSettings
from saath.conversations.events import ACCOUNT_OPENED
from saath.conversations.models import ChannelAccount
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.scope import current_store_id
from saath.timeline.emit import emit


def held_settings(actor: Actor) -> ChatSettings:
    """Return the settings of the store in scope, held until the transaction ends; the first time they are made."""
    held = ChatSettings.objects.select_for_update(of=("self",)).select_related("account")
    found = held.first()
    if found is not None:
        return found
    insert_unless_there(ChatSettings(account=_account(actor)))
    return held.get()


def _account(actor: Actor) -> ChannelAccount:
    """Return the shop's end of the chat, by which colleagues answer."""
    store = Store.objects.get(pk=current_store_id())
    account = ChannelAccount(
        channel=NAMESPACE, name=store.name, address=NAMESPACE, key=f"{NAMESPACE}:{store.public_id.hex}"
    )
    if insert_unless_there(account):
        emit(actor, ACCOUNT_OPENED, subject=account)
        return account
    return ChannelAccount.objects.get(channel=NAMESPACE, key=account.key)
