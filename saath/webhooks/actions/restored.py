"""After a restore nothing is sent until somebody says so."""

from __future__ import annotations

from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.webhooks.actions._listening import stop
from saath.webhooks.models import Endpoint


@action
def stop_restored(actor: Actor) -> int:
    """Stop every endpoint of the store and return how many: what waits in a backup may have been sent since.

    A shop that is restored beside the old one does not tell its servers everything twice.
    """
    listening = list(
        Endpoint.objects.select_for_update(of=("self",)).filter(stopped_because="", deleted_at=None)
    )
    for endpoint in listening:
        stop(endpoint, Endpoint.Stopped.RESTORED)
        endpoint.save(update_fields=["stopped_because", "stopped_at"])
    return len(listening)
