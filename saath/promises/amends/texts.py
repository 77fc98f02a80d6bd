"""What customers read where a promise was missed, until the shop words it anew."""

from __future__ import annotations

from saath.stores.texts import LocalText, TextKey

APOLOGY = TextKey(
    "own.apology",
    LocalText(
        {
            "en": (
                "Hello,\n\n"
                "we promised to be back to you about {reference} {promised}, and we were not. That was our mistake, and I am "
                "sorry. You hear from one of us {answer} at the latest.\n\n"
                "{gift}\n\n"
                "{colleague}\n{shop}"
            ),
            "hi": (
                "नमस्ते,\n\n"
                "{reference} के बारे में हमने आपको {promised} तक बताने का वादा किया था, और हम नहीं बता पाए। यह हमारी ग़लती थी, इसके लिए "
                "माफ़ी चाहते हैं। ज़्यादा से ज़्यादा {answer} तक हममें से कोई आपको बताएगा।\n\n"
                "{gift}\n\n"
                "{colleague}\n{shop}"
            ),
            "gu": (
                "નમસ્તે,\n\n"
                "{reference} વિશે અમે તમને {promised} સુધીમાં જણાવવાનું વચન આપ્યું હતું, અને અમે જણાવી શક્યા નહીં. ભૂલ અમારી હતી, તે માટે "
                "માફ કરજો. વધુમાં વધુ {answer} સુધીમાં અમારામાંથી કોઈ તમને જણાવશે.\n\n"
                "{gift}\n\n"
                "{colleague}\n{shop}"
            ),
        }
    ),
)
GIFT = TextKey(
    "own.apology_gift",
    LocalText(
        {
            "en": "For your patience: with the code {code} your next order costs {amount} less.",
            "hi": "आपके धैर्य के लिए: कोड {code} से आपका अगला ऑर्डर {amount} सस्ता होगा।",
            "gu": "તમારી ધીરજ માટે: કોડ {code} થી તમારો આગલો ઓર્ડર {amount} ઓછામાં પડશે.",
        }
    ),
)
