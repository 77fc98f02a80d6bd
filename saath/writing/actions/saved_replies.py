"""Writing, changing and taking away saved replies."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden, NotFound
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit
from saath.writing import events
from saath.writing.content import Content, checked
from saath.writing.models import SavedReply, SavedWording
from saath.writing.rules import may_edit, name_key


@action
def add_saved_reply(actor: Actor, *, content: Content) -> SavedReply:
    """Save a reply for everybody, or for oneself; raises `Forbidden`, `BadInput`."""
    content = checked(content)
    reply = SavedReply(owner_id=actor.member_id if content.is_mine else None)
    _require(actor, reply)
    _lay_in(actor, reply, content)
    reply.save(force_insert=True)
    _word(reply, content)
    emit(actor, events.SAVED_ADDED, subject=reply)
    return reply


@action
def change_saved_reply(
    actor: Actor, reply: SavedReply, *, content: Content, version: int | None = None
) -> SavedReply:
    """Change a reply; with the `version` that its writer saw, not over what somebody else has changed since.

    Raises `Forbidden`, `BadInput`, `Conflict`, `NotFound`.
    """
    fresh = _held(reply)
    _require(actor, fresh)
    if version is not None and version != fresh.version:
        raise Conflict()
    content = checked(content)
    fresh.owner_id = actor.member_id if content.is_mine else None
    _require(actor, fresh)
    is_base_new = fresh.language != content.language
    _lay_in(actor, fresh, content)
    fresh.version += 1
    fresh.save()
    _word(fresh, content, is_base_new=is_base_new)
    emit(actor, events.SAVED_CHANGED, subject=fresh)
    return fresh


@action
def remove_saved_reply(actor: Actor, reply: SavedReply) -> None:
    """Take a reply away; it can be brought back for 30 days. Raises `Forbidden`, `NotFound`."""
    fresh = _held(reply)
    _require(actor, fresh)
    fresh.deleted_at = now()
    fresh.save(update_fields=["deleted_at"])
    emit(actor, events.SAVED_REMOVED, subject=fresh)


@action
def restore_saved_reply(actor: Actor, reply: SavedReply) -> SavedReply:
    """Bring a reply back that was taken away. Raises `Forbidden`, `NotFound`, `BadInput` where its name is taken now."""
    fresh = _held(reply)
    _require(actor, fresh)
    _check_name(fresh)
    fresh.deleted_at = None
    fresh.save(update_fields=["deleted_at"])
    emit(actor, events.SAVED_RESTORED, subject=fresh)
    return fresh


def _require(actor: Actor, reply: SavedReply) -> None:
    actor.require("conversation.reply")
    edits_shared = actor.may("saved.edit")
    if not may_edit(owner_id=reply.owner_id, member_id=actor.member_id, edits_shared=edits_shared):
        raise Forbidden()


def _held(reply: SavedReply) -> SavedReply:
    fresh = SavedReply.objects.select_for_update(of=("self",)).filter(pk=reply.pk).first()
    if fresh is None:
        raise NotFound()
    return fresh


def _lay_in(actor: Actor, reply: SavedReply, content: Content) -> None:
    reply.name, reply.key, reply.folder = content.name, name_key(content.name), content.folder
    reply.language = content.language
    reply.tags_on, reply.tags_off = list(content.deeds.tags_on), list(content.deeds.tags_off)
    reply.becomes, reply.assigns = content.deeds.becomes, content.deeds.assigns
    reply.priority = content.deeds.priority
    reply.colleague = content.colleague if content.deeds.assigns == "colleague" else None
    reply.checklist = content.checklist
    reply.changed_by_id, reply.changed_at = actor.member_id, now()
    _check_name(reply)


def _check_name(reply: SavedReply) -> None:
    named = SavedReply.objects.kept().filter(key=reply.key, owner=reply.owner_id).exclude(pk=reply.pk)
    if named.exists():
        raise BadInput(
            _("There is a saved reply of this name already."), what_to_do=_("Choose another."), field="name"
        )


def _word(reply: SavedReply, content: Content, *, is_base_new: bool = False) -> None:
    """Write the versions; those that were not written anew and do not still fit follow an older base from now on."""
    rows = {row.language: row for row in SavedWording.objects.filter(reply=reply)}
    SavedWording.objects.filter(reply=reply).exclude(language__in=content.texts).delete()
    base = _reworded(rows, reply, reply.language, content)
    follows = content.fits | {code for code in content.texts if _is_changed(rows, code, content)}
    for code in content.texts:
        if code != reply.language:
            _reworded(rows, reply, code, content)
    if base is not None:
        others = SavedWording.objects.filter(reply=reply).exclude(pk=base.pk)
        (others if is_base_new else others.filter(language__in=follows)).update(based_on_version=base.version)


def _is_changed(rows: dict[str, SavedWording], code: str, content: Content) -> bool:
    return code not in rows or rows[code].text != content.texts[code]


def _reworded(
    rows: dict[str, SavedWording], reply: SavedReply, code: str, content: Content
) -> SavedWording | None:
    """Return the version of this language as it is from now on, None where there is none."""
    if code not in content.texts:
        return None
    row = rows.get(code)
    if row is None:
        return SavedWording.objects.create(reply=reply, language=code, text=content.texts[code])
    if _is_changed(rows, code, content):
        SavedWording.objects.filter(pk=row.pk).update(text=content.texts[code], version=F("version") + 1)
        row.version += 1
    return row
