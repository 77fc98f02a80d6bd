"""What customers read of what Saath says by itself, until the shop words it anew."""

from __future__ import annotations

from saath.stores.texts import LocalText, TextKey

REMINDER = TextKey(
    "own.reminder",
    LocalText(
        {
            "en": (
                "Hello,\n\n"
                "we answered you {day} about {reference} and have not heard from you since. If all is well, you need do "
                "nothing. If something is still open, just answer this message; we are here.\n\n"
                "{shop}"
            ),
            "hi": (
                "नमस्ते,\n\n"
                "{reference} के बारे में हमने आपको {day} जवाब दिया था, तब से आपकी ओर से कुछ नहीं आया। सब ठीक हो तो कुछ करने की "
                "ज़रूरत नहीं। कोई बात बाकी हो तो बस इसी संदेश का जवाब दीजिए, हम यहीं हैं।\n\n"
                "{shop}"
            ),
            "gu": (
                "નમસ્તે,\n\n"
                "{reference} વિશે અમે તમને {day} જવાબ આપ્યો હતો, ત્યાર પછી તમારા તરફથી કંઈ આવ્યું નથી. બધું બરાબર હોય તો કંઈ "
                "કરવાની જરૂર નથી. કોઈ વાત બાકી હોય તો બસ આ સંદેશનો જવાબ આપજો, અમે અહીં જ છીએ.\n\n"
                "{shop}"
            ),
        }
    ),
)
CLOSING = TextKey(
    "own.closing",
    LocalText(
        {
            "en": (
                "Hello,\n\n"
                "we have not heard from you about {reference} for a while, so we are putting it aside for now. Nothing is "
                "lost: answer this message whenever you like, and one of us goes on where we stopped.\n\n"
                "{shop}"
            ),
            "hi": (
                "नमस्ते,\n\n"
                "{reference} के बारे में कुछ समय से आपकी ओर से कुछ नहीं आया, इसलिए फ़िलहाल हम इसे पूरा मान रहे हैं। कुछ खोया नहीं है: "
                "जब चाहें इसी संदेश का जवाब दीजिए, हममें से कोई वहीं से आगे बढ़ेगा।\n\n"
                "{shop}"
            ),
            "gu": (
                "નમસ્તે,\n\n"
                "{reference} વિશે થોડા સમયથી તમારા તરફથી કંઈ આવ્યું નથી, એટલે હાલ પૂરતું અમે તેને પૂરું ગણીએ છીએ. કંઈ ગુમાવ્યું નથી: "
                "ઇચ્છો ત્યારે આ સંદેશનો જવાબ આપજો, અમારામાંથી કોઈ ત્યાંથી જ આગળ વધશે.\n\n"
                "{shop}"
            ),
        }
    ),
)
THANKS = TextKey(
    "own.thanks",
    LocalText(
        {
            "en": (
                "Hello,\n\n"
                "thank you for telling us about {reference}. It was good to be able to help, and what you wrote helps "
                "us do better next time. If anything comes up again, write to me.\n\n"
                "{colleague}\n{shop}"
            ),
            "hi": (
                "नमस्ते,\n\n"
                "{reference} के बारे में हमें बताने के लिए धन्यवाद। आपकी मदद कर पाना अच्छा लगा, और आपकी बात से हम अगली बार और "
                "बेहतर करेंगे। फिर कभी कुछ हो तो मुझे लिखिए।\n\n"
                "{colleague}\n{shop}"
            ),
            "gu": (
                "નમસ્તે,\n\n"
                "{reference} વિશે અમને જણાવવા બદલ આભાર. તમને મદદ કરી શક્યા તેનો આનંદ છે, અને તમારી વાતથી અમે બીજી વખત વધુ "
                "સારું કરીશું. ફરી ક્યારેય કંઈ હોય તો મને લખજો.\n\n"
                "{colleague}\n{shop}"
            ),
        }
    ),
)
