"""Counting how promises were kept, and reminding who has not read them. Safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.core.clock import now
from saath.jobs import enqueue
from saath.promises.models import Standard
from saath.promises.standards.actions import fold_kept_days, remind_readers
from saath.promises.standards.kept import days_to_fold
from saath.promises.standards.queries import standard_in_force
from saath.promises.standards.reminding import mail_reminder, standard_to_remind_of, those_who_have_not_read
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id, store_scope
from saath.timeline.models import Event

REMINDER = Actor.system("somebody has not read what is promised")
COUNTER = Actor.system("how promises were kept")


@task()
def fold_kept_of_every_store() -> None:
    """Queue the counting for every shop."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            enqueue(fold_kept, key=f"fold kept:{store_id}")


@task()
def fold_kept() -> None:
    """Count the days of one shop whose figures may have changed."""
    today = now().astimezone(Store.objects.get(pk=current_store_id()).zone).date()
    since, until = days_to_fold(today)
    fold_kept_days(COUNTER, since=since, until=until)


@task()
def remind_readers_of_every_store() -> None:
    """Queue for every shop the reminder of what is in force, where it is time."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            if standard_to_remind_of() is not None:
                enqueue(remind_of_standard, key="standards reminded")


@task()
def remind_of_standard() -> None:
    """Remind of what is in force in one shop, once."""
    remind_readers(REMINDER)


@task()
def mail_readers(event_id: int) -> None:
    """React to a reminder: a mail for each who has not read it by now."""
    standard = Standard.objects.get(public_id=Event.objects.get(pk=event_id).subject)
    for member in those_who_have_not_read(standard):
        if "conversation.read" in member.verbs:
            enqueue(mail_reader, standard.pk, member.pk, key=f"standard {standard.pk} {member.pk}")


@task()
def mail_reader(standard_id: int, member_id: int) -> None:
    """Mail to one colleague that they have not read the version in force, if that is still so."""
    standard = standard_in_force()
    if standard is None or standard.pk != standard_id:
        return
    member = those_who_have_not_read(standard).filter(pk=member_id).first()
    if member is not None and member.person.is_active:
        mail_reminder(standard, member)
