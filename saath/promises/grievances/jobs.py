"""What happens by itself: notices before the limits. Safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.core.clock import now
from saath.jobs import enqueue
from saath.promises.grievances.actions.erasing import BATCH as MOST_ERASED
from saath.promises.grievances.actions.erasing import erase_asked
from saath.promises.grievances.actions.notices import BATCH, tell_of_limits
from saath.promises.grievances.actions.status import send_status_link
from saath.promises.grievances.queries.erasing import may_erase
from saath.promises.models import Grievance
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

ASKED = Actor.system("somebody asked how a grievance stands")
WATCH = Actor.system("limits of grievances")


@task()
def look_at_grievances() -> None:
    """Queue for every store the notices that are due, and forgetting who asked for that."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            if Grievance.objects.filter(notice_at__lte=now()).exists():
                enqueue(tell_store_of_grievances, key="grievances")
            if may_erase().exists():
                enqueue(erase_in_store, key="grievances erased")


@task()
def tell_store_of_grievances() -> None:
    """Tell the colleagues of a store of the limits that are near, or were missed."""
    while tell_of_limits(WATCH) == BATCH:
        pass


@task()
def erase_in_store() -> None:
    """Forget who complained in a store and asked to be forgotten."""
    while erase_asked(WATCH) == MOST_ERASED:
        pass


@task()
def send_asked_link(grievance_id: int) -> None:
    """Send the link to the status of a grievance, if there is one: who asked is told the same either way."""
    grievance = Grievance.objects.filter(pk=grievance_id).first()
    if grievance is not None:
        send_status_link(ASKED, grievance)
