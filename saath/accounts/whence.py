"""From where the running request came, for the audit; nowhere in a job or on the command line."""

from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from allauth.core import context

from saath.accounts.rules import short_agent


@dataclass(frozen=True, slots=True)
class Whence:
    """Network address and browser of a request."""

    ip: str | None = None
    agent: str = ""
    store_id: int | None = None


def here() -> Whence:
    """The whence of the request that this code serves; empty outside one."""
    request = context.request
    if request is None:
        return Whence()
    store = getattr(request, "store", None)
    return Whence(
        ip=get_adapter(request).get_client_ip(request),
        agent=short_agent(request.headers.get("User-Agent", "")),
        store_id=store.pk if store else None,
    )
