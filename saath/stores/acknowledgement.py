"""The word that a shop says at once to whoever writes: by a machine, and it says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from saath.stores.hours import Calendar, first_answer_due, next_opening
from saath.stores.said_times import moment_in_words
from saath.stores.shop_name import shop_name
from saath.stores.texts import LocalText, TextKey, Wording, text_for
from saath.tenancy.models import Store

ACKNOWLEDGEMENT = TextKey(
    "mail.acknowledgement",
    LocalText(
        {
            "en": (
                "Hello,\n\n"
                "your message has reached {shop}. Its reference is {reference}.\n\n"
                "{answer}\n\n"
                "If you want to add something, just answer this mail.\n\n"
                "This confirmation was sent automatically. The answer will be written by a person."
            ),
            "hi": (
                "नमस्ते,\n\n"
                "आपका संदेश {shop} तक पहुँच गया है। इसका संदर्भ नंबर {reference} है।\n\n"
                "{answer}\n\n"
                "कुछ और बताना हो तो बस इसी मेल का जवाब दे दीजिए।\n\n"
                "यह सूचना अपने-आप भेजी गई है। जवाब हममें से कोई व्यक्ति लिखेगा।"
            ),
            "gu": (
                "નમસ્તે,\n\n"
                "તમારો સંદેશ {shop} સુધી પહોંચી ગયો છે. તેનો સંદર્ભ નંબર {reference} છે.\n\n"
                "{answer}\n\n"
                "કંઈ ઉમેરવું હોય તો બસ આ જ મેઇલનો જવાબ આપો.\n\n"
                "આ જાણ આપોઆપ મોકલાઈ છે. જવાબ અમારામાંથી કોઈ વ્યક્તિ લખશે."
            ),
        }
    ),
)
# The same where messages are short: beside a chat nobody wants a letter.
SHORT_ACKNOWLEDGEMENT = TextKey(
    "short.acknowledgement",
    LocalText(
        {
            "en": "{shop} has your message. Its reference is {reference}. {answer} (Sent automatically.)",
            "hi": "{shop} को आपका संदेश मिल गया है। संदर्भ नंबर {reference}। {answer} (अपने-आप भेजा गया।)",
            "gu": "{shop} ને તમારો સંદેશ મળી ગયો છે. સંદર્ભ નંબર {reference}. {answer} (આપોઆપ મોકલાયું.)",
        }
    ),
)


@dataclass(frozen=True, slots=True)
class Promise:
    """When the shop answers what came at `at`: its calendar and the seconds of open time within which it promises to.

    `why` says, in the language of the letter, why that day is not a usual one, where somebody said so. `due_at` is by when this
    one is answered, where that is known already: what is promised may be otherwise for some.
    """

    calendar: Calendar
    at: datetime
    target_seconds: int
    why: str = ""
    due_at: datetime | None = None


def acknowledgement(
    store: Store,
    promise: Promise,
    *,
    language: str,
    reference: str,
    text: str | None = None,
    is_short: bool = False,
) -> Wording:
    """Return the word in the language, or the one that the shop falls back to; `text` stands in for its wording.

    A short one is for channels of short messages.
    """
    key = SHORT_ACKNOWLEDGEMENT if is_short else ACKNOWLEDGEMENT
    wording = text_for(store, key, language) if text is None else Wording(text, language)
    with translation.override(wording.language):
        answer = _answer(promise)
    filled = wording.fill(shop=shop_name(store, wording.language), reference=reference, answer=answer)
    return Wording(filled, wording.language)


def _answer(promise: Promise) -> str:
    """Return by when a person answers, in the language in force, and honestly so where the shop is closed."""
    due = promise.due_at or first_answer_due(promise.calendar, promise.at, promise.target_seconds)
    opens = next_opening(promise.calendar, promise.at)
    if due is None or opens is None:
        return _("We are closed for the time being. A person answers you when we are back.")
    zone = promise.calendar.zone
    said = {
        "due": moment_in_words(due, now=promise.at, zone=zone),
        "opens": moment_in_words(opens, now=promise.at, zone=zone),
    }
    if opens > promise.at and promise.why and not promise.calendar.on(promise.at.astimezone(zone).date()):
        return _(
            "We are closed today (%(why)s) and open again %(opens)s. A person answers you then: %(due)s at the latest."
        ) % (said | {"why": promise.why})
    if opens > promise.at:
        return (
            _("We are closed now and open again %(opens)s. A person answers you then: %(due)s at the latest.")
            % said
        )
    return _("A person answers you %(due)s at the latest.") % said
