"""Durable sending of pushed messages."""

from __future__ import annotations

from django_tasks import task

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.core.outside import AddressRefused
from saath.core.push.sending import Gone, NotNow, push
from saath.jobs.errors import GiveUp, RetryLater
from saath.stores.links import staff_origin
from saath.stores.models import Member
from saath.team.actions.hearing import remove_device
from saath.team.models import PushDevice
from saath.team.pushed import message_of, message_of_taken
from saath.team.queries import wishes_of
from saath.team.rules import Kind
from saath.tenancy.actor import Actor

PUSHER = Actor.system("it concerns a colleague")
AGAIN_SECONDS = 60.0
KEPT_SECONDS = 4 * 3600
# What rings is old news for a device that was switched off meanwhile.
KEPT_SECONDS_OF_RING = 120


@task()
def push_to_device(device_id: int, conversation_id: int, kind: str, goes_along: bool = False) -> None:
    """Push one message, to somebody who may still read it; what rings is not pushed once somebody has it, and what
    `goes_along` with who has the conversation not once that is somebody else.
    """
    found = _device_and_conversation(device_id, conversation_id)
    if found is None:
        return
    device, conversation = found
    rings = Kind(kind) is Kind.CHAT
    if rings and conversation.assignee_id is not None:
        return
    if goes_along and conversation.assignee_id not in (None, device.member_id):
        return
    shows_words = wishes_of([device.member_id])[device.member_id].shows_words
    message = message_of(device.member, conversation, Kind(kind), shows_words=shows_words)
    _push(device, message, kept_seconds=KEPT_SECONDS_OF_RING if rings else KEPT_SECONDS)


@task()
def tell_device_of_taken(device_id: int, conversation_id: int, member_id: int) -> None:
    """Push that somebody has what rang: it stands in the place of what rang, and makes no sound."""
    found, taker = _device_and_conversation(device_id, conversation_id), Member.objects.filter(pk=member_id)
    name = taker.values_list("display_name", flat=True).first()
    if found is None or name is None:
        return
    device, conversation = found
    _push(device, message_of_taken(device.member, conversation, name), kept_seconds=KEPT_SECONDS_OF_RING)


def _device_and_conversation(device_id: int, conversation_id: int) -> tuple[PushDevice, Conversation] | None:
    """Return both, None where one is gone or its owner may not read; then the device is forgotten."""
    device = PushDevice.objects.select_related("member__person", "member__store").filter(pk=device_id).first()
    conversation = (
        Conversation.objects.select_related("identity__customer").filter(pk=conversation_id).first()
    )
    if device is None or conversation is None:
        return None
    if "conversation.read" not in device.member.verbs or not device.member.person.is_active:
        remove_device(PUSHER, device)
        return None
    return device, conversation


def _push(device: PushDevice, message: bytes, *, kept_seconds: int) -> None:
    import httpx  # here and below, as no page needs it

    from saath.core.http import AnswerRefused

    contact = staff_origin(device.member.store.pk)
    keys = {"endpoint": device.endpoint, "p256dh": device.p256dh, "auth": device.auth}
    try:
        push(message, **keys, contact=contact, at=now().timestamp(), kept_seconds=kept_seconds)
    except Gone:
        remove_device(PUSHER, device)
    except (NotNow, httpx.TransportError) as error:
        raise RetryLater(AGAIN_SECONDS) from error
    except (AddressRefused, AnswerRefused, ValueError) as error:
        raise GiveUp("the push service refused a message") from error
