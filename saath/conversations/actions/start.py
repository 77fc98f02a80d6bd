"""Writing first: a conversation that begins with our words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField
from django.utils.translation import gettext as _

from saath.channels.registry import adapter_class
from saath.conversations.actions._outgoing import hold, written
from saath.conversations.actions.said import index_message, keep_files, touch
from saath.conversations.events import CONVERSATION_STARTED, REPLY_HELD
from saath.conversations.limits import Enclosed, check_answer
from saath.conversations.models import ChannelAccount, Conversation, Message
from saath.conversations.outsiders import key_of_typed
from saath.conversations.parts import SavedFile
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.core.text import storable
from saath.customers.actions.recognise import recognise
from saath.customers.models import Identity
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared
from saath.tenancy.rows import insert_row, insert_unless_there
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

SAID = Prepared(
    lambda: Message.objects.select_related("conversation").filter(client_key=Given("client_key", CharField()))
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a colleague writes first; `language` is '' where the words shall tell it."""

    to: str
    name: str
    subject: str
    text: str
    language: str = ""


@action
def start_conversation(
    actor: Actor,
    account: ChannelAccount,
    *,
    letter: Letter,
    client_key: str,
    files: Sequence[SavedFile] = (),
) -> Message:
    """Write to a customer first; the conversation then waits for them. Their address finds who they are.

    The message is held like an answer; the same `client_key` again returns the same one. Raises `Forbidden`, `BadInput`.
    """
    actor.require("conversation.reply")
    earlier = SAID.first(client_key=client_key)
    if earlier is not None:
        return earlier
    key = key_of_typed(account, letter.to.strip(), field="to")
    subject = " ".join(storable(letter.subject).split())[:400]
    if not subject:
        raise BadInput(
            _("The mail needs a subject."),
            what_to_do=_("Say in a few words what it is about."),
            field="subject",
        )
    said = written(actor, Message.Direction.OUT, letter.text, client_key, has_words_already=bool(files))
    can = adapter_class(account.channel).capabilities
    check_answer(
        can, text=said.text, files=[Enclosed(f.name, f.saved.size, f.saved.content_type) for f in files]
    )
    identity = recognise(
        actor,
        namespace=can.identity_namespace,
        key=key,
        address=letter.to.strip()[:320],
        name=letter.name[:200],
    )
    said.language = letter.language or said.language or identity.customer.language
    conversation = _open(actor, account, identity, subject, said.language, said.created_at)
    said.conversation, said.subject, said.has_attachments = conversation, subject, bool(files)
    said.sent_at = now()
    said.recipients = [{"address": identity.address, "name": identity.display_name, "cc": False}]
    insert_unless_there(said)
    keep_files(actor, said, files)
    hold(said, conversation)
    touch(conversation, said)
    index_message(said, conversation)
    emit(actor, CONVERSATION_STARTED, subject=conversation, refs={"message": said})
    emit(actor, REPLY_HELD, subject=conversation, refs={"message": said})
    return said


def _open(
    actor: Actor, account: ChannelAccount, identity: Identity, subject: str, language: str, began_at: datetime
) -> Conversation:
    conversation = Conversation(
        customer=identity.customer,
        identity=identity,
        account=account,
        state=Conversation.State.PENDING,
        assignee_id=actor.member_id,
        subject=subject,
        language=language,
        last_message_at=began_at,
    )
    return insert_row(conversation)
