"""What the shop lets Saath say by itself, and when."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.errors import BadInput
from saath.promises.models import OwnWordMark, OwnWordSettings
from saath.promises.reminders.events import OWN_WORDS_CHANGED
from saath.promises.reminders.kinds import KINDS
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def decide_own_words(actor: Actor, *, kind: str, is_on: bool, values: Mapping[str, int]) -> OwnWordSettings:
    """Switch a kind on or off, and set its times in days.

    What is switched on looks at nobody whose time was over before. Raises `Forbidden`, `BadInput`.
    """
    actor.require("store.settings")
    about = KINDS.get(kind)
    if about is None:
        raise BadInput(field="kind")
    settings = _held()
    changed = _set(
        settings, {about.switch: is_on, **{name: values[name] for name in about.times if name in values}}
    )
    if about.switch in changed and is_on:
        OwnWordMark.objects.filter(kind=kind).delete()
    if changed:
        settings.save(update_fields=changed)
        emit(actor, OWN_WORDS_CHANGED, subject=settings, changed=changed)
        record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": changed})
    return settings


def _held() -> OwnWordSettings:
    held = OwnWordSettings.objects.select_for_update(of=("self",))
    if found := held.first():
        return found
    insert_unless_there(OwnWordSettings())
    return held.get()


def _set(settings: OwnWordSettings, values: Mapping[str, int | bool]) -> list[str]:
    changed = [name for name, value in values.items() if getattr(settings, name) != value]
    for name in changed:
        setattr(settings, name, values[name])
    try:
        settings.clean_fields(exclude=[f.name for f in settings._meta.fields if f.name not in changed])
    except ValidationError as error:
        field = next(iter(error.message_dict))
        raise BadInput(error.message_dict[field][0], field=field) from error
    return changed
