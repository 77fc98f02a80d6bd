"""Saved replies and macros: kept, brought in from files, run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.places import places
from saath.api.request import ApiRequest
from saath.api.routes.conversations import CONVERSATION
from saath.api.routes.conversations import WRITE as WRITE_CONVERSATIONS
from saath.api.shapes import Page
from saath.api.shapes.saved_replies import (
    Brought,
    ChangedSavedReply,
    MacroRun,
    MacroToRun,
    NewSavedReply,
    RepliesFile,
    SavedReply,
    macro_run_shape,
    saved_reply_shape,
    step_shape,
)
from saath.api.writing import Single
from saath.checklists.queries import get_checklist
from saath.conversations.queries.conversations import hold_conversation
from saath.stores.queries import get_colleague
from saath.tenancy.actor import Actor
from saath.writing.actions import saved_replies as saving
from saath.writing.actions import using
from saath.writing.actions.importing import import_saved_replies
from saath.writing.content import Content
from saath.writing.csv_files import read_rows
from saath.writing.deeds import Assigns, Becomes, Deeds
from saath.writing.merging import plan
from saath.writing.queries import get_saved, get_use, list_saved

router = Router(tags=["saved replies"])
READ, WRITE = "saved_replies:read", "saved_replies:write"
PLACES = {"colleague": "member_id", "file": "csv"} | {
    f"text_{code}": f"texts/{code}" for code in ("en", "hi", "gu")
}
SAVED_REPLY = Single(hold=get_saved, show=lambda _request, held: saved_reply_shape(held))


@reads(router, "/saved_replies", Page[SavedReply], scope=READ)
def list_saved_replies(request: ApiRequest) -> Page[SavedReply]:
    """List the saved replies that one may use, by folder and name."""
    return Page(items=[saved_reply_shape(each) for each in list_saved(request.actor)], next_cursor=None)


@reads(router, "/saved_replies/{uuid:id}", SavedReply, scope=READ)
def get_saved_reply(request: ApiRequest, id: UUID) -> SavedReply:
    """Get a saved reply."""
    return saved_reply_shape(get_saved(request.actor, id))


@writes(router, "POST", "/saved_replies", SavedReply, scope=WRITE, status=201)
def add_saved_reply(request: ApiRequest, body: NewSavedReply) -> Created:
    """Save a reply, for everybody or for oneself."""
    with places(PLACES):
        made = saving.add_saved_reply(request.actor, content=_content(request.actor, body.model_dump()))
    return Created(get_saved_reply(request, made.public_id), f"saved_replies/{made.public_id}")


@writes(router, "PATCH", "/saved_replies/{uuid:id}", SavedReply, scope=WRITE, single=SAVED_REPLY)
def change_saved_reply(request: ApiRequest, id: UUID, body: ChangedSavedReply) -> SavedReply:
    """Change a saved reply."""
    found = get_saved(request.actor, id)
    before = saved_reply_shape(found).model_dump(include=set(NewSavedReply.model_fields))
    sent = body.model_dump(exclude_unset=True)
    empties = {name: sent.pop(name) for name in ("member_id", "checklist_id") if name in sent}
    asked = before | {name: value for name, value in sent.items() if value is not None} | empties
    with places(PLACES):
        content = _content(request.actor, asked)
        saving.change_saved_reply(request.actor, found.reply, content=content, version=found.reply.version)
    return get_saved_reply(request, id)


@writes(router, "DELETE", "/saved_replies/{uuid:id}", scope=WRITE, single=SAVED_REPLY)
def remove_saved_reply(request: ApiRequest, id: UUID) -> None:
    """Take a saved reply away; for 30 days it can be brought back."""
    saving.remove_saved_reply(request.actor, get_saved(request.actor, id).reply)


@writes(router, "POST", "/saved_replies/{uuid:id}/restore", SavedReply, scope=WRITE)
def restore_saved_reply(request: ApiRequest, id: UUID) -> SavedReply:
    """Bring a saved reply back that was taken away."""
    saving.restore_saved_reply(request.actor, get_saved(request.actor, id, is_removed=True).reply)
    return get_saved_reply(request, id)


@writes(router, "POST", "/saved_replies/import", Brought, scope=WRITE)
def bring_saved_replies(request: ApiRequest, body: RepliesFile) -> Brought:
    """Bring saved replies in from a CSV file: a name that is there already is changed, a line in trouble does nothing."""
    with places(PLACES):
        rows = read_rows(body.csv, language=request.store.language, is_mine=body.is_mine)
    actor = request.actor
    if body.dry_run:
        steps = plan(rows, list_saved(actor), member_id=actor.member_id, is_mine=body.is_mine)
    else:
        steps = import_saved_replies(actor, rows=rows, is_mine=body.is_mine)
    return Brought(steps=[step_shape(each) for each in steps])


@writes(
    router,
    "POST",
    "/conversations/{uuid:id}/run_macro",
    MacroRun,
    scope=WRITE_CONVERSATIONS,
    status=201,
    single=CONVERSATION,
)
def run_macro(request: ApiRequest, id: UUID, body: MacroToRun) -> Created:
    """Do at once what goes with a saved reply that has no words."""
    held = hold_conversation(request.actor, id)
    use = using.run_macro(request.actor, held, reply=get_saved(request.actor, body.saved_reply_id).reply)
    return Created(macro_run_shape(use), f"macro_runs/{use.public_id}")


@reads(router, "/macro_runs/{uuid:id}", MacroRun, scope="conversations:read")
def get_macro_run(request: ApiRequest, id: UUID) -> MacroRun:
    """Get a macro that was run."""
    return macro_run_shape(get_use(request.actor, id))


@writes(router, "POST", "/macro_runs/{uuid:id}/undo", scope=WRITE_CONVERSATIONS)
def undo_macro(request: ApiRequest, id: UUID) -> None:
    """Undo what a macro did, but for what somebody has changed since."""
    using.undo_macro(request.actor, get_use(request.actor, id))


def _content(actor: Actor, asked: Mapping[str, Any]) -> Content:
    member, checklist = asked["member_id"], asked["checklist_id"]
    return Content(
        name=asked["name"],
        texts=asked["texts"],
        folder=asked["folder"],
        language=asked["language"],
        is_mine=asked["is_mine"],
        deeds=Deeds(
            tags_on=tuple(asked["tags_on"]),
            tags_off=tuple(asked["tags_off"]),
            becomes=Becomes(asked["becomes"]),
            assigns=Assigns(asked["assigns"]),
            priority=asked["priority"],
        ),
        colleague=get_colleague(actor, str(member)) if member else None,
        checklist=get_checklist(actor, checklist) if checklist else None,
        fits=frozenset(asked.get("fits", ())),
    )
