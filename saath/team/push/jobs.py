"""Durable sending of pushed messages."""

from __future__ import annotations

from django_tasks import task

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.core.outside import AddressRefused
from saath.jobs.errors import GiveUp, RetryLater
from saath.stores.links import staff_origin
from saath.team.actions.hearing import remove_device
from saath.team.models import PushDevice
from saath.team.push.sending import Gone, NotNow, push
from saath.team.pushed import message_of
from saath.team.queries import wishes_of
from saath.team.rules import Kind
from saath.tenancy.actor import Actor

PUSHER = Actor.system("it concerns a colleague")
AGAIN_SECONDS = 60.0


@task()
def push_to_device(device_id: int, conversation_id: int, kind: str) -> None:
    """Push one message, to somebody who may still read it."""
    device = PushDevice.objects.select_related("member__person", "member__store").filter(pk=device_id).first()
    conversation = (
        Conversation.objects.select_related("identity__customer").filter(pk=conversation_id).first()
    )
    if device is None or conversation is None:
        return
    if "conversation.read" not in device.member.verbs or not device.member.person.is_active:
        remove_device(PUSHER, device)
        return
    shows_words = wishes_of([device.member_id])[device.member_id].shows_words
    _push(device, message_of(device.member, conversation, Kind(kind), shows_words=shows_words))


def _push(device: PushDevice, message: bytes) -> None:
    import httpx  # here and below, as no page needs it

    from saath.core.http import AnswerRefused

    contact = staff_origin(device.member.store.pk)
    keys = {"endpoint": device.endpoint, "p256dh": device.p256dh, "auth": device.auth}
    try:
        push(message, **keys, contact=contact, at=now().timestamp())
    except Gone:
        remove_device(PUSHER, device)
    except (NotNow, httpx.TransportError) as error:
        raise RetryLater(AGAIN_SECONDS) from error
    except (AddressRefused, AnswerRefused, ValueError) as error:
        raise GiveUp("the push service refused a message") from error
