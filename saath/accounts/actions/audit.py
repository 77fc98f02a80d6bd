"""Adding to the audit.  There is nothing else that one can do to it."""

from typing import Any

from saath.accounts import whence
from saath.accounts.models import AuditEntry, AuditKind
from saath.accounts.sessions import tasks_after_sessions
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action

ENDS_SESSIONS = frozenset(
    {AuditKind.SIGNED_OUT, AuditKind.SESSIONS_ENDED, AuditKind.PASSWORD_CHANGED, AuditKind.PASSWORD_RESET}
)


@action
def record_audit(
    actor: Actor,
    *,
    kind: AuditKind,
    person_id: int | None = None,
    store_id: int | None = None,
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write down who did what, when and whence.

    `person_id` is who did it, the actor where left out; `store_id` the shop, the actor's or the request's
    where left out.  `detail` holds public ids, roles and field names only.
    """
    origin = whence.here()
    if kind in ENDS_SESSIONS and person_id:
        for task in tasks_after_sessions():
            enqueue(task, person_id)
    return AuditEntry.objects.create(
        kind=kind,
        person_id=person_id or actor.person_id,
        store_id=store_id or actor.store_id or origin.store_id,
        ip=origin.ip,
        agent=origin.agent,
        detail=detail or {},
    )
