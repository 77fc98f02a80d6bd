"""Running a macro on many conversations at once; `config/wiring.py` registers it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from saath.conversations.models import Conversation
from saath.conversations.sweeping.deeds import Deed, Do, Values
from saath.core.errors import BadInput
from saath.tenancy.actor import Actor
from saath.writing.actions.using import forget_macro, run_macro
from saath.writing.models import SavedUse
from saath.writing.queries import get_saved


def _checked(actor: Actor, values: Values) -> dict[str, Any]:
    """Keep which macro it is; raises `BadInput` for a reply with words: nothing is sent to many at once."""
    try:
        saved = get_saved(actor, UUID(values["saved"]))
    except ValueError:
        raise BadInput(field="saved") from None
    if saved.text is not None or not saved.deeds:
        raise BadInput(field="saved")
    return {"saved": str(saved.reply.public_id)}


def _running(actor: Actor, values: Values) -> Do:
    reply = get_saved(actor, UUID(values["saved"])).reply
    return lambda conversation: str(run_macro(actor, conversation, reply=reply).public_id)


def _take_back(actor: Actor, conversation: Conversation, use: Any) -> None:
    found = SavedUse.objects.select_related("reply").filter(public_id=use).first()
    if found is not None:
        forget_macro(actor, found)


MACRO = Deed("macro", "conversation.reply", _running, _checked, _take_back)
