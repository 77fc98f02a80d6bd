"""What a shop writes to who complained, in the words that it may change."""

from __future__ import annotations

from saath.stores.texts import LocalText, TextKey

GRIEVANCE_WORD = TextKey(
    "grievance.word",
    LocalText(
        {
            "en": (
                "Hello,\n\n"
                "your grievance has reached {shop}. Its ticket number is {reference}.\n\n"
                "It was received {received}. You get our decision {by} at the latest.\n"
                "It is looked after by {officer}.\n\n"
                "See at any time how it stands:\n{link}\n\n"
                "If you want to add something, just answer this message.\n\n"
                "This confirmation was sent automatically. A person decides."
            ),
            "hi": (
                "नमस्ते,\n\n"
                "आपकी शिकायत {shop} तक पहुँच गई है। इसका टिकट नंबर {reference} है।\n\n"
                "यह हमें {received} मिली। हमारा फ़ैसला आपको ज़्यादा से ज़्यादा {by} तक मिल जाएगा।\n"
                "इसे {officer} देख रहे हैं।\n\n"
                "शिकायत कहाँ तक पहुँची, यहाँ कभी भी देखिए:\n{link}\n\n"
                "कुछ और बताना हो तो बस इसी मैसेज का जवाब दे दीजिए।\n\n"
                "यह सूचना अपने-आप भेजी गई है। फ़ैसला हममें से कोई व्यक्ति करेगा।"
            ),
            "gu": (
                "નમસ્તે,\n\n"
                "તમારી ફરિયાદ {shop} સુધી પહોંચી ગઈ છે. તેનો ટિકિટ નંબર {reference} છે.\n\n"
                "તે અમને {received} મળી. અમારો નિર્ણય તમને મોડામાં મોડો {by} સુધીમાં મળી જશે.\n"
                "તેની સંભાળ {officer} રાખે છે.\n\n"
                "ફરિયાદ ક્યાં સુધી પહોંચી તે અહીં ગમે ત્યારે જુઓ:\n{link}\n\n"
                "કંઈ ઉમેરવું હોય તો બસ આ જ મેસેજનો જવાબ આપો.\n\n"
                "આ જાણ આપોઆપ મોકલાઈ છે. નિર્ણય અમારામાંથી કોઈ વ્યક્તિ લેશે."
            ),
        }
    ),
)
GRIEVANCE_LINK = TextKey(
    "grievance.link",
    LocalText(
        {
            "en": (
                "Hello,\n\n"
                "somebody asked how the grievance {reference} at {shop} stands. Here you see it, for a day:\n{link}\n\n"
                "It was not you? Then there is nothing to do."
            ),
            "hi": (
                "नमस्ते,\n\n"
                "किसी ने पूछा है कि {shop} में शिकायत {reference} कहाँ तक पहुँची। एक दिन तक यहाँ देख सकते हैं:\n{link}\n\n"
                "वह आप नहीं थे? तो कुछ करने की ज़रूरत नहीं।"
            ),
            "gu": (
                "નમસ્તે,\n\n"
                "કોઈએ પૂછ્યું છે કે {shop} માં ફરિયાદ {reference} ક્યાં સુધી પહોંચી. એક દિવસ સુધી અહીં જોઈ શકાશે:\n{link}\n\n"
                "એ તમે ન હતા? તો કંઈ કરવાની જરૂર નથી."
            ),
        }
    ),
)
GRIEVANCE_LETTER = TextKey(
    "grievance.letter",
    LocalText(
        {
            "en": (
                "Hello {name},\n\n"
                "we have decided on your grievance {reference}, which reached us {received}.\n\n"
                "{decision}\n\n"
                "If you see it differently, just answer this message: a person reads it."
            ),
            "hi": (
                "नमस्ते {name},\n\n"
                "आपकी शिकायत {reference}, जो हमें {received} मिली थी, उस पर हमने फ़ैसला कर लिया है।\n\n"
                "{decision}\n\n"
                "आपकी राय अलग हो तो बस इसी मैसेज का जवाब दीजिए, हममें से कोई व्यक्ति उसे पढ़ेगा।"
            ),
            "gu": (
                "નમસ્તે {name},\n\n"
                "તમારી ફરિયાદ {reference}, જે અમને {received} મળી હતી, તેના પર અમે નિર્ણય લીધો છે.\n\n"
                "{decision}\n\n"
                "તમને જુદું લાગે તો બસ આ જ મેસેજનો જવાબ આપો, અમારામાંથી કોઈ વ્યક્તિ તે વાંચશે."
            ),
        }
    ),
)
