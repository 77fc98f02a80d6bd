"""What a colleague asks a customer for and the order mostly knows: its number, where it goes, how it was paid, a photo.

A hint about these never stops an answer. `tests/labelled/asked.tsv` says how well they are told from other questions.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from saath.conversations.hints import Question


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


_NUMBER = r"(?:number|nambar|nbr|num\b|no\b|id\b|i\.d\.)"
_NUMBER_HI = r"(?:नंबर|नम्बर|संख्या|आई\s?डी|क्रमांक)"
_NUMBER_GU = r"(?:નંબર|નં\b|આઈ\s?ડી|ક્રમાંક)"
# What we do, or have had: nothing is asked of the customer.
_DONE = (
    r"\b(?:we|i)(?:['’](?:ve|ll)|\s+(?:have|will|shall))\s+(?:\w+\s+){0,2}?(?:shar|sen[dt]|not(?:e|ed)\b|receiv|got|attach|updat)",
    r"\b(?:keep|thank)\b|\bdo(?:n['’]t| not) (?:share|send)\b",
    r"लिया\s+है|ली\s+है|मिल\s*(?:गई|गया)|हमने|લીધ|મળ[ીે]?\s*(?:ગય|્ય)",
)
# Another one is not the one that is known.
_OTHER = (
    r"\b(?:new|another|second|different|alternate|other|again|chang\w*|clear(?:er)?|better|closer)\b",
    r"\b(?:nay[aie]|nav[uoi]|dusr[aie]|doosr[aie]|bij[aoiu]|saaf|chokhkh?[oau]|badal\w*|badl\w*|ek aur)\b",
    r"नय[ाी]|नई|दूसर|और\s+साफ़?|साफ़?|बदल|નવ[ુોી]|બીજ|ચોખ્ખ|બદલ",
)

_ORDER = Question(
    "order",
    _pattern(
        rf"\border\s*(?:ka\s+|no\s+|nu\s+)?(?:{_NUMBER}|details?\b|ref)",
        r"\bwhich (?:of your )?orders?\b|\b(?:kis|k[ao]un\s?s[aeiy]+|kay[aou]|kai) order\b",
        rf"(?:ऑर्डर|आर्डर|ओर्डर)\s*(?:का\s*)?{_NUMBER_HI}|(?:किस|कौन[\s-]?स[ाेी])\s+(?:ऑर्डर|आर्डर)",
        rf"ઓર્ડર\s*(?:નો\s*)?{_NUMBER_GU}|(?:કયા|કયો|ક્યા)\s+ઓર્ડર",
    ),
    _("You know the order already: %(value)s"),
    but=_pattern(
        rf"(?:{_NUMBER}|{_NUMBER_HI}|{_NUMBER_GU})\s*[:#]?\s*[a-z]{{0,4}}-?[0-9०-९૦-૯]{{3,}}",
        r"\b(?:new|another)\b",
        *_DONE,
    ),
    likely=_("It is most likely %(value)s"),
    is_asked=False,
)
_ADDRESS = Question(
    "address",
    _pattern(
        r"(?<!mail )(?<!ip )(?<!web )\baddress\b|\bpin\s?code\b|\bpincode\b",
        r"\bwhere (?:should|shall|do|can|would) .{0,30}\b(?:deliver|send|ship)|\bhouse number\b|\bkah[ae]n? bhejn[aei]\b",
        r"\b(?:apna|aapka|apka|poora|pura|delivery ka) pata\b|\bpata (?:bata|bhej|likh|share|kya)|\bsarnam[ua]\b",
        r"(?:अपना|आपका|पूरा|डिलीवरी\s+का)\s+पता|पता\s+(?:बता|भेज|लिख|दीजि|दें|क्या\s+है|और\s+पिन)|पिन\s?कोड|एड्रेस",
        r"સરનામ|એડ્રેસ|પિન\s?કોડ",
    ),
    _("You know the address already: %(value)s"),
    but=_pattern(*_OTHER, *_DONE, r"ई-?मेल|ઈ-?મેલ"),
    likely=_("Their order most likely goes to %(value)s"),
    is_asked=False,
)
_REFERENCE = Question(
    "reference",
    _pattern(
        r"\b(?:transaction|txn|upi|utr|payment|bank)\s+(?:k[aei]\s+|n[oua]\s+|of the \w+\s+)?"
        rf"(?:transaction\s+|utr\s+)?(?:ref(?:erence)?\b|{_NUMBER})",
        r"\butr\b|यूटीआर|યુટીઆર|(?:पेमेंट|भुगतान|પેમેન્ટ)\S*\s+(?:का\s+|की\s+)?(?:र[ेै]फ|ર[ેૅ]ફ)",
        rf"(?:ट्र\S{{0,12}}क्शन|यूपीआई|upi|utr|यूटीआर|लेन-?\s?देन)\s*(?:का\s*|की\s*)?(?:र[ेै]फ\S*\s*)?{_NUMBER_HI}",
        rf"(?:ટ્ર\S{{0,12}}ક્શન|યુપીઆઈ|upi|utr|યુટીઆર)\s*(?:નો\s*|ની\s*)?(?:ર[ેૅ]ફ\S*\s*|ટ્ર\S{{0,12}}ક્શન\s*)?{_NUMBER_GU}",
    ),
    _("You know the payment's reference already: %(value)s"),
    but=_pattern(r"\b(?:new|another)\b", *_DONE),
    likely=_("Their last payment has the reference %(value)s"),
    is_asked=False,
)
_PHOTO = Question(
    "photo",
    _pattern(
        r"\b(?:photo(?:s|graphs?)?|picture|pictures|pics?|images?|snaps?|videos?|foto|tas[vw]ee?r(?:ein)?)\b(?! frame)",
        r"फ़?ोटो|तस्वीर|वीडियो|ફોટ[ોા]|તસવીર|વિડિયો",
    ),
    _("They have sent one already: %(value)s"),
    but=_pattern(
        *_OTHER,
        *_DONE,
        r"\bmore\b|\bthat (?:we|i) sent\b|\bon (?:the|our) \w+ page\b|\bjais[aei]\b|\bjev[uoi]\b|जैस|જેવ",
    ),
    is_asked=False,
)

ORDER_QUESTIONS = (_ORDER, _ADDRESS, _REFERENCE, _PHOTO)
