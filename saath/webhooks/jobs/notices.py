"""Telling the owners of a shop that a webhook was stopped."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from saath.accounts.letters import Letter, send_letter
from saath.jobs import enqueue
from saath.stores.links import staff_origin
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.tenancy.transactions import write_transaction
from saath.timeline.models import Event
from saath.webhooks.models import Endpoint


@task()
def tell_owners(event_id: int) -> None:
    """Queue a letter to each owner about a webhook that was stopped."""
    event = Event.objects.get(pk=event_id)
    endpoint = Endpoint.objects.filter(public_id=event.subject, deleted_at=None).first()
    if endpoint is None:
        return
    with write_transaction():
        for member in Member.objects.active().filter(role=Role.OWNER):
            enqueue(
                mail_stopped, endpoint.pk, member.pk, key=f"webhook {endpoint.pk} stopped, to {member.pk}"
            )


@task()
def mail_stopped(endpoint_id: int, member_id: int) -> None:
    """Tell one owner which webhook was stopped, why, and where to resume it; nothing where it listens again."""
    member = Member.objects.active().select_related("person").filter(pk=member_id).first()
    endpoint = Endpoint.objects.filter(pk=endpoint_id, deleted_at=None).first()
    if member is None or endpoint is None or endpoint.is_listening:
        return
    page = reverse("webhooks:one", args=[endpoint.public_id], urlconf="config.urls.staff")
    with translation.override(member.person.language):
        named = {"name": endpoint.name}
        send_letter(
            Letter(
                to=member.person.email,
                subject=_("A webhook was stopped: %(name)s") % named,
                paragraphs=[
                    _("Saath sends nothing to the webhook “%(name)s” any more.") % named,
                    _why(endpoint),
                    _(
                        "What happened meanwhile is kept for 30 days and can be sent again once it is resumed."
                    ),
                ],
                link=staff_origin(endpoint.store.pk) + page,
                link_label=_("Look at the webhook"),
            )
        )


def _why(endpoint: Endpoint) -> str:
    if endpoint.stopped_because == Endpoint.Stopped.GONE:
        return _("Its server answered that it wants nothing any more (410).")
    return _("For five days nothing arrived there, though everything was tried several times.")
