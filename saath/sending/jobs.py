"""Test mails and questions to DNS: what no page may wait for."""

from __future__ import annotations

from django_tasks import task

from saath.jobs import enqueue
from saath.sending import checking, trial
from saath.sending.actions.findings import record_trial
from saath.sending.models import Outlet, WayOut
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

TRIER = Actor.system("test mail")


@task()
def try_way_out(way_id: int, member_id: int) -> None:
    """Send a test mail over a way and write down how it fared."""
    way = WayOut.objects.select_related("account", "mailbox").filter(pk=way_id).first()
    member = Member.objects.select_related("person").filter(pk=member_id).first()
    if way is None or member is None or way.state != WayOut.State.TRYING:
        return
    trouble, detail = trial.try_way(way, member)
    record_trial(TRIER, way, trouble=trouble, detail=detail)


@task()
def check_domain(domain_id: int) -> None:
    """Ask DNS about one domain."""
    checking.check(domain_id)


@task()
def probe_plus(outlet_id: int) -> None:
    """Send a mail from an address to itself with a tag."""
    outlet = Outlet.objects.select_related("account").filter(pk=outlet_id).first()
    if outlet is not None:
        checking.probe(outlet)


@task()
def check_every_domain() -> None:
    """Queue the check of each domain of each store."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            enqueue(check_domains, key="check mail domains")


@task()
def check_domains() -> None:
    """Queue the check of each domain of the store, taking new ones in."""
    checking.check_all()
