"""What a shop is called, and its colour."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.colours import is_colour, readable
from saath.core.errors import BadInput
from saath.core.languages import CODES
from saath.stores import events
from saath.stores.actions.texts import use_our_text, word_text
from saath.stores.models import CustomerText, StoreSettings
from saath.stores.shop_name import SHOP_NAME
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def present_shop(actor: Actor, *, name: str, names: Mapping[str, str], language: str, colour: str) -> Store:
    """Set the name in the shop's own `language`, those in other languages (empty: none), and the colour.

    Raises Forbidden, BadInput (no name, unknown language, a colour that white is not readable on).
    """
    actor.require("store.settings")
    _check(name, language, colour)
    store = Store.objects.select_for_update().get(pk=current_store_id())
    store.name, store.language, store.colour = name.strip(), language, colour
    store.save(update_fields=["name", "language", "colour"])
    for code in sorted(CODES, key=lambda code: code != language):
        _name_in(actor, code, store.name if code == language else names.get(code, ""))
    settings, _is_new = StoreSettings.objects.get_or_create()
    emit(actor, events.SETTINGS_CHANGED, subject=settings, changed=("name", "language", "colour"))
    record_audit(
        actor, kind=AuditKind.SETTINGS_CHANGED, store_id=store.pk, detail={"changed": ["name", "colour"]}
    )
    return store


def _check(name: str, language: str, colour: str) -> None:
    if not name.strip():
        raise BadInput(_("A shop needs a name."), field="name")
    if language not in CODES:
        raise BadInput(field="language")
    if not is_colour(colour):
        raise BadInput(_("Write a colour such as #1d4e79."), field="colour")
    if readable(colour) != colour:
        message = _("White words are hard to read on %(colour)s; the nearest that works is %(better)s.")
        raise BadInput(message % {"colour": colour, "better": readable(colour)}, field="colour")


def _name_in(actor: Actor, language: str, name: str) -> None:
    if name.strip():
        word_text(actor, SHOP_NAME, language=language, text=name)
        return
    for row in CustomerText.objects.filter(key=SHOP_NAME.name, language=language):
        use_our_text(actor, row)
