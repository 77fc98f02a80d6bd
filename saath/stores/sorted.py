"""The question whether it is sorted, as a shop asks it: in an answer, and in a word of its own after one."""

from __future__ import annotations

from saath.stores.texts import LocalText, TextKey

# Below an answer, and below the word of its own: the two links.
IS_IT_SORTED = TextKey(
    "mail.is_it_sorted",
    LocalText(
        {
            "en": "Is it sorted?\nYes: {yes}\nNot yet: {not_yet}",
            "hi": "क्या आपकी बात बन गई?\nहाँ: {yes}\nअभी नहीं: {not_yet}",
            "gu": "તમારી વાત ઉકેલાઈ?\nહા: {yes}\nહજી નહીં: {not_yet}",
        }
    ),
)
THANKS_FOR_WRITING = TextKey(
    "mail.thanks_for_writing",
    LocalText(
        {
            "en": (
                "Hello,\n\n"
                "thank you for writing to {shop}. For us your question {reference} is done now; what counts is "
                "whether it is for you. If anything is missing, answer this mail or press “not yet”."
            ),
            "hi": (
                "नमस्ते,\n\n"
                "{shop} को लिखने के लिए धन्यवाद। हमारी तरफ़ से आपका सवाल {reference} पूरा हो गया है, पर असली बात आपकी है। "
                "कुछ बाकी हो तो इसी मेल का जवाब दीजिए या “अभी नहीं” दबाइए।"
            ),
            "gu": (
                "નમસ્તે,\n\n"
                "{shop} ને લખવા બદલ આભાર. અમારા તરફથી તમારો સવાલ {reference} પૂરો થયો છે, પણ ખરી વાત તમારી છે. "
                "કંઈ બાકી હોય તો આ જ મેઇલનો જવાબ આપજો અથવા “હજી નહીં” દબાવજો."
            ),
        }
    ),
)
