"""Who complained asks how it stands: a link goes to the address that complained, and nowhere else."""

from __future__ import annotations

from saath.channels import form
from saath.conversations.acknowledging.said import is_suppressed
from saath.conversations.actions.automatic import say_automatically
from saath.conversations.actions.triage import locked
from saath.conversations.automatic_words import Why
from saath.conversations.models import Conversation, Message
from saath.promises.grievances.events import GRIEVANCE_STATUS_ASKED
from saath.promises.grievances.words import link_words
from saath.promises.models import Grievance
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

MOST_LINKS = 20


@action
def send_status_link(actor: Actor, grievance: Grievance) -> Message | None:
    """Send a link that shows how a grievance stands to the address that complained; None where nothing can be sent there.

    A grievance has so many links in its life: who asks in another's name cannot fill their mailbox.
    """
    fresh = Grievance.objects.select_for_update(of=("self",)).get(pk=grievance.pk)
    began_in = fresh.began_in or fresh.conversation
    if began_in is None or fresh.links_sent >= MOST_LINKS:
        return None
    conversation = locked(began_in)
    is_here = conversation.account.channel == form.NAME
    if is_here or conversation.state == Conversation.State.SPAM or is_suppressed(conversation.identity):
        return None
    fresh.links_sent += 1
    fresh.save(update_fields=["links_sent"])
    fresh.conversation = conversation
    sent = say_automatically(conversation, link_words(fresh), why=Why.GRIEVANCE)
    emit(actor, GRIEVANCE_STATUS_ASKED, subject=conversation, refs={"grievance": fresh})
    return sent
