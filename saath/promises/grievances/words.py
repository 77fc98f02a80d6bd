"""The words of a grievance's letters: in the language of who complained."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from saath.conversations.solving.words import language_for
from saath.promises.grievances.proving import asked_link, word_link
from saath.promises.grievances.texts import GRIEVANCE_LETTER, GRIEVANCE_LINK, GRIEVANCE_WORD
from saath.promises.models import Grievance, GrievanceDecision, GrievanceOfficer
from saath.stores.calendar import settings_of
from saath.stores.shop_name import shop_name
from saath.stores.texts import Wording, text_for
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

Outcome = Grievance.Outcome
Refusal = GrievanceDecision.Refusal


def word_of(grievance: Grievance, officer: GrievanceOfficer | None) -> Wording:
    """Return the word that names the ticket, and by when there is a decision."""
    store, language = _whose(grievance)
    wording = text_for(store, GRIEVANCE_WORD, language)
    with translation.override(wording.language):
        shop = shop_name(store, wording.language)
        text = wording.fill(
            shop=shop,
            reference=grievance.reference,
            received=_moment(grievance.counts_from, store.zone),
            by=_moment(grievance.redress_due_at, store.zone),
            officer=f"{officer.name}, {officer.designation}" if officer else shop,
            link=word_link(grievance),
        )
    return Wording(text, wording.language)


def link_words(grievance: Grievance) -> Wording:
    """Return the letter with a link to the status."""
    store, language = _whose(grievance)
    wording = text_for(store, GRIEVANCE_LINK, language)
    shop = shop_name(store, wording.language)
    return Wording(
        wording.fill(shop=shop, reference=grievance.reference, link=asked_link(grievance)), wording.language
    )


def letter_of(grievance: Grievance, *, outcome: str, refusal: str = "") -> Wording:
    """Return a letter to begin with that tells what was decided; a colleague makes it their own."""
    store, language = _whose(grievance)
    wording = text_for(store, GRIEVANCE_LETTER, language)
    with translation.override(wording.language):
        text = wording.fill(
            name=grievance.name,
            reference=grievance.reference,
            received=_moment(grievance.counts_from, store.zone),
            decision=decision_in_words(outcome, refusal),
        )
    return Wording(text.replace(" ,", ","), wording.language)


def decision_in_words(outcome: str, refusal: str = "") -> str:
    """Return what was decided in a sentence to the customer, in the language in force."""
    said = {
        Outcome.REFUND: _("You get your money back."),
        Outcome.REPLACEMENT: _("You get a replacement from us."),
        Outcome.REPAIR: _("We repair it for you."),
        Outcome.RETURN: _("We take the goods back."),
        Outcome.DELIVERED: _("Your order is delivered, or delivered again."),
        Outcome.PUT_RIGHT: _("We have put it right for you."),
        Outcome.EXPLAINED: _("We have explained to you what happened."),
        Outcome.DISMISSED: _("We have closed it, as this is no grievance."),
    }
    if outcome in said:
        return str(said[Outcome(outcome)])
    because = {
        Refusal.NOT_BOUGHT_HERE: _("it was not bought from this shop"),
        Refusal.NOTHING_WRONG: _("we found nothing wrong with it"),
        Refusal.OUT_OF_TIME: _("the time for returns was over"),
        Refusal.DAMAGED_LATER: _("it was damaged after delivery"),
        Refusal.NOT_SENT_BACK: _("the goods were not sent back"),
        Refusal.BEYOND_CONTROL: _("what happened was beyond our control"),
        Refusal.ALREADY: _("it was put right already"),
    }
    reason = because.get(Refusal(refusal)) if refusal in Refusal.values else None
    if reason:
        return _("We cannot do what you asked for: %(reason)s.") % {"reason": reason}
    return _("We cannot do what you asked for.")


def _whose(grievance: Grievance) -> tuple[Store, str]:
    """Return the shop, and the language in which it writes to who complained."""
    settings = settings_of(current_store_id())
    if grievance.language in settings.languages:
        return settings.store, grievance.language
    if grievance.conversation is not None:
        return settings.store, language_for(grievance.conversation, settings)
    return settings.store, settings.store.language


def _moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return _("on %(day)s at %(time)s") % {
        "day": date_format(local, "l, j F Y"),
        "time": date_format(local, "H:i"),
    }
