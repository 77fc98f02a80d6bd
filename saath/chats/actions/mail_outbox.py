"""A mail out of the chat is claimed, sent (elsewhere, outside any transaction) and written down."""

from __future__ import annotations

from saath.chats.models import ChatMail
from saath.chats.queries.missed import missed_answers_of
from saath.core.clock import now
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action

State = ChatMail.State


@action
def claim_mail(actor: Actor, mail: ChatMail) -> bool:
    """Take a mail out for sending; False where it is settled, with another worker, or where nothing is left to be said.

    One that is still out from before left nobody knows how far: it is not sent twice.
    """
    fresh = ChatMail.objects.select_for_update(of=("self",)).filter(pk=mail.pk).first()
    if fresh is None or fresh.state not in (State.QUEUED, State.SENDING):
        return False
    if fresh.state == State.SENDING:
        return _settle(fresh, State.UNKNOWN)
    if fresh.kind == ChatMail.Kind.UNREAD and not missed_answers_of(fresh).exists():
        return _settle(fresh, State.DROPPED)
    if fresh.contact is not None and fresh.contact.confirmed_at is not None:
        return _settle(fresh, State.DROPPED)
    fresh.state, fresh.attempt = State.SENDING, fresh.attempt + 1
    fresh.save(update_fields=["state", "attempt"])
    mail.attempt = fresh.attempt
    return True


@action
def record_mail(actor: Actor, mail: ChatMail, *, state: str) -> None:
    """Write down how far a claimed mail came; a worker that is late changes nothing of what another has written."""
    mine = ChatMail.objects.filter(pk=mail.pk, state=State.SENDING, attempt=mail.attempt)
    mine.update(state=state, sent_at=now() if state == State.SENT else None)


def _settle(mail: ChatMail, state: str) -> bool:
    mail.state = state
    mail.save(update_fields=["state"])
    return False
