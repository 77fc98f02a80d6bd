"""Whether a message says thanks and nothing else. Pure.

Every word has to be known as one of thanks: who adds anything else, "but it is still broken", wants an answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from enum import StrEnum

MOST_WORDS = 14


def _vocabulary(words: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", words).split())


# What people say who want nothing more.
THANKS = _vocabulary(
    """
    thanks thank thankyou thanx thnx thx tnx ty tysm thanku thanq thankq grateful appreciate appreciated cheers
    dhanyavaad dhanyavad dhanyawad dhanyawaad dhanywad dhanyvad shukriya shukria sukriya aabhar abhar aabhaar aabhari
    dhanyvaad
    धन्यवाद शुक्रिया आभार आभारी थैंक्यू थैंक्स थैंक मेहरबानी
    આભાર આભારી ધન્યવાદ થેંક્યુ થેંક્સ થેન્ક્યુ થેન્ક્સ શુક્રિયા
    """
)
# What stands beside thanks, and says nothing by itself.
BESIDE = _vocabulary(
    """
    you u ya so very much many a lot lots for the your all help helping support quick fast prompt reply response answer
    answering replying kind kindly really again dear sir madam mam maam bro team ok okay okey k kk great good nice super
    wonderful perfect excellent awesome cool fine sure yes alright and to of this that is it lovely day have best
    regards wishes warm bye
    aapka aapki apka apki aap bahut bohot bahot ji haan ha bhai ben didi bhaiya ko ke liye jaldi jawab madad theek thik
    hai accha acha achha badhiya sab ka ki tamaro tamari tamne khub khoob saras saru barabar
    आपका आपकी आप बहुत जी हाँ हां भाई दीदी को के लिए जल्दी जवाब मदद ठीक है अच्छा बढ़िया बढ़िया का की यू सो मच ओके
    ખૂબ ખુબ તમારો તમારી તમને બેન ભાઈ સરસ સારું બરાબર છે હા જી ને માટે જલદી ઝડપી જવાબ મદદ યુ ઓકે
    """
)
# What says plainly that the matter is at an end. Phrases, for their words say it only together.
SORTED = (
    "it works now", "works now", "it is working now", "its working now", "working now", "it works", "all sorted",
    "sorted now", "it is sorted", "its sorted", "sorted", "problem solved", "issue solved", "issue resolved",
    "problem resolved", "it is solved", "its solved", "all good now", "all good", "got it", "got the parcel",
    "got my parcel", "parcel received", "received the parcel", "received it", "received", "refund received",
    "got the refund", "got my refund", "i got it", "i have received it", "it arrived", "it came",
    "mil gaya hai", "mil gaya", "mil gayi hai", "mil gayi", "ho gaya hai", "ho gaya", "kaam ho gaya", "aa gaya", "aa gaya hai",
    "parcel mil gaya", "refund mil gaya", "paise mil gaye", "paisa mil gaya", "paise aa gaye", "baat ban gayi",
    "mali gayu", "mali gayu che", "mali gayo", "thai gayu", "thai gayu che", "aavi gayu", "avi gayu",
    "मिल गया है", "मिल गया", "मिल गई", "मिल गयी", "हो गया है", "हो गया", "काम हो गया", "आ गया", "पार्सल मिल गया",
    "पैसे मिल गए", "पैसे आ गए", "बात बन गई", "रिफंड मिल गया",
    "મળી ગયું છે", "મળી ગયું", "મળી ગયો", "મળી ગયા", "થઈ ગયું", "થઈ ગયું છે", "આવી ગયું", "કામ થઈ ગયું", "પાર્સલ મળી ગયું",
    "પૈસા મળી ગયા", "વાત ઉકેલાઈ ગઈ", "ઉકેલાઈ ગયું",
)  # fmt: skip
SIGNS = frozenset("👍🙏❤😊🙂😀😃😄👌🤝🎉💐🌹☺💯✅😍🥰")
# Skin colours, and what says that a sign is shown as a picture.
_DRESS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\u200d]")
_MARKS = re.compile(r"[.,!।…~*_\"'’‘“”()\-–—:;)]+")
_PHRASES = re.compile(
    "|".join(
        rf"(?<!\S){re.escape(unicodedata.normalize('NFC', phrase))}(?!\S)"
        for phrase in sorted(SORTED, key=len, reverse=True)
    )
)


class Thanks(StrEnum):
    """What a message of thanks says: just thanks, or also that the matter is at an end."""

    JUST = "thanks"
    SORTED = "sorted"


def read_thanks(text: str, *, names: Collection[str] = ()) -> Thanks | None:
    """Return how a message thanks, None where it says anything else; `names` may be greeted in it."""
    words, has_sign = _words(text)
    if words is None or not (words or has_sign):
        return None
    line, ends = _PHRASES.subn(" ", " ".join(words))
    left = line.split()
    greeted = {word for name in names for word in name.casefold().split()}
    if len(words) > MOST_WORDS or any(word not in THANKS | BESIDE | greeted for word in left):
        return None
    if ends:
        return Thanks.SORTED
    return Thanks.JUST if has_sign or any(word in THANKS for word in left) else None


def _words(text: str) -> tuple[list[str] | None, bool]:
    """Return the bare words and whether a sign of thanks stands among them; no words where something is asked."""
    plain = _DRESS.sub("", unicodedata.normalize("NFC", text).casefold())
    if "?" in plain:
        return None, False
    has_sign = any(each in SIGNS for each in plain)
    spoken = "".join(" " if each in SIGNS else each for each in plain)
    return _MARKS.sub(" ", spoken.replace("'", "").replace("’", "")).split(), has_sign
