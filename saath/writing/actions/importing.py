"""Bringing saved replies in from a file."""

from __future__ import annotations

from collections.abc import Sequence

from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.writing.actions.saved_replies import add_saved_reply, change_saved_reply
from saath.writing.csv_files import Row
from saath.writing.merging import Step, plan
from saath.writing.models import SavedReply
from saath.writing.queries import list_saved
from saath.writing.rules import name_key


@action
def import_saved_replies(actor: Actor, *, rows: Sequence[Row], is_mine: bool) -> list[Step]:
    """Keep what a file says, all or nothing, and return what each line did; lines in trouble do nothing.

    Raises `Forbidden`.
    """
    actor.require("conversation.reply" if is_mine else "saved.edit")
    steps = plan(rows, list_saved(actor), member_id=actor.member_id, is_mine=is_mine)
    kept: dict[str, SavedReply] = {}
    for step in steps:
        if step.content is None or step.effect == "same":
            continue
        key = name_key(step.content.name)
        reply = kept.get(key) or (step.saved.reply if step.saved else None)
        if reply is None:
            kept[key] = add_saved_reply(actor, content=step.content)
        else:
            kept[key] = change_saved_reply(actor, reply, content=step.content)
    return steps
