"""Durable work for programs."""

from __future__ import annotations

from django_tasks import task

from saath.core.clock import now
from saath.jobs import enqueue
from saath.programs import letters
from saath.programs.actions.warning import warn_of_ends
from saath.programs.models import AccessToken, Admission
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event


@task()
def warn_every_store() -> None:
    """Queue for every store the warnings that are due."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            enqueue(warn_store, key="ends of tokens")


@task()
def warn_store() -> None:
    """Warn the colleagues of one store of what ends within seven days."""
    warn_of_ends(Actor.system("a program's time ends soon"))


@task()
def mail_end_of_token(event_id: int) -> None:
    """React to a token that ends soon: tell who made it, unless it has ended or they have left."""
    tokens = AccessToken.objects.live(now()).filter(member__is_active=True, member__person__is_active=True)
    found = tokens.filter(public_id=Event.objects.get(pk=event_id).subject)
    token = found.select_related("member__person", "store").first()
    if token is not None:
        letters.mail_end_of_token(token)


@task()
def mail_end_of_admission(event_id: int) -> None:
    """React to an app that will be out soon: tell who let it in, unless it is out or they have left."""
    admissions = Admission.objects.held(now()).filter(
        member__is_active=True, member__person__is_active=True, app__deleted_at=None
    )
    found = admissions.filter(public_id=Event.objects.get(pk=event_id).subject)
    admission = found.select_related("app", "member__person", "store").first()
    if admission is not None:
        letters.mail_end_of_admission(admission)
