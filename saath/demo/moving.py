"""The demo on other ports than before."""

from __future__ import annotations

from saath.chats.actions.presenting import place_chat
from saath.chats.queries.settings import chat_settings
from saath.demo.shop import Hosts
from saath.stores.links import shopper_origin
from saath.tenancy.actor import Actor
from saath.tenancy.models import Domain, Store
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import action


@action
def move(actor: Actor, *, hosts: Hosts) -> None:
    """Give the demo shop the hosts that it is reached at now; shops that were opened beside it keep theirs."""
    demo = Store.objects.earliest("pk")
    _move_chat(actor, demo, hosts)
    for purpose, host in hosts.as_plan().items():
        Domain.objects.filter(store=demo, purpose=purpose).update(host=host)


def _move_chat(actor: Actor, demo: Store, hosts: Hosts) -> None:
    """Let the shop's page show the chat at its new address too."""
    before = shopper_origin(demo.pk)
    with store_scope(demo.pk):
        settings = chat_settings()
        if settings is not None and before in settings.sites:
            sites = [f"http://{hosts.shopper}" if site == before else site for site in settings.sites]
            place_chat(actor, is_on=settings.is_on, sites=sites)
