"""What a new shop begins with."""

from __future__ import annotations

from saath.promises.models import RoutingSettings
from saath.promises.routing.actions.settings import set_routing
from saath.promises.routing.content import Routing
from saath.tenancy.actor import Actor


def give_out_what_comes(actor: Actor) -> None:
    """Give what comes to who can help best; what everybody speaks is at first the language of their screens."""
    set_routing(actor, terms=Routing(RoutingSettings.Mode.ASSIGN, RoutingSettings.Reopened.ANYBODY))
