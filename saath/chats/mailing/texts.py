"""What a shop writes to who left its chat, in the words that it may change."""

from __future__ import annotations

from saath.stores.texts import LocalText, TextKey

UNREAD_ANSWERS = TextKey(
    "chat.unread_answers",
    LocalText(
        {
            "en": (
                "Hello,\n\n"
                "you were gone from the chat of {shop} when this answer came:\n\n"
                "{answers}\n\n"
                "Just answer this mail: it goes on in the same conversation."
            ),
            "hi": (
                "नमस्ते,\n\n"
                "आप {shop} की चैट से जा चुके थे, तब यह जवाब आया:\n\n"
                "{answers}\n\n"
                "बस इसी मेल का जवाब दीजिए, बात वहीं से आगे बढ़ेगी।"
            ),
            "gu": (
                "નમસ્તે,\n\n"
                "તમે {shop} ની ચૅટમાંથી નીકળી ગયા હતા ત્યારે આ જવાબ આવ્યો:\n\n"
                "{answers}\n\n"
                "બસ આ જ મેઇલનો જવાબ આપો, વાત ત્યાંથી જ આગળ વધશે."
            ),
        }
    ),
)
TRANSCRIPT = TextKey(
    "chat.transcript",
    LocalText(
        {
            "en": "Hello,\n\nthis is what we said in the chat of {shop}, as you asked ({reference}):\n\n{said}",
            "hi": "नमस्ते,\n\nआपने माँगा था, {shop} की चैट में हुई पूरी बात यह रही ({reference}):\n\n{said}",
            "gu": "નમસ્તે,\n\nતમે માગ્યું હતું તેમ, {shop} ની ચૅટમાં થયેલી આખી વાત આ રહી ({reference}):\n\n{said}",
        }
    ),
)
CONFIRM_ADDRESS = TextKey(
    "chat.confirm_address",
    LocalText(
        {
            "en": (
                "Hello,\n\n"
                "somebody gave this address in the chat of {shop}, so that answers which they miss come here. "
                "Was it you? Then confirm it here within a day:\n{link}\n\n"
                "It was not you? Then there is nothing to do."
            ),
            "hi": (
                "नमस्ते,\n\n"
                "{shop} की चैट में किसी ने यह पता दिया है, ताकि छूटे हुए जवाब यहाँ आएँ। "
                "क्या वह आप थे? तो एक दिन के अंदर यहाँ पुष्टि कर दीजिए:\n{link}\n\n"
                "वह आप नहीं थे? तो कुछ करने की ज़रूरत नहीं।"
            ),
            "gu": (
                "નમસ્તે,\n\n"
                "{shop} ની ચૅટમાં કોઈએ આ સરનામું આપ્યું છે, જેથી છૂટી ગયેલા જવાબ અહીં આવે. "
                "એ તમે હતા? તો એક દિવસમાં અહીં ખાતરી કરી આપો:\n{link}\n\n"
                "એ તમે ન હતા? તો કંઈ કરવાની જરૂર નથી."
            ),
        }
    ),
)
