"""The text that a shop starts from: five rules, what comes back, and how problems are handled, in every language.

Ours to word, the shop's to change: nothing of it is in force before the shop publishes it.
"""

from __future__ import annotations

from typing import Final

from saath.promises.standards.content import EVERY_CHANNEL, ChannelPromise, Content, Handling, Words

FIRST_ANSWER_SECONDS: Final = 300
NEXT_ANSWER_SECONDS: Final = 900
SOLUTION_SECONDS: Final = 18 * 3600


def starting_content() -> Content:
    """Return what a first draft says."""
    return Content(
        texts=TEXTS,
        channels={EVERY_CHANNEL: ChannelPromise(FIRST_ANSWER_SECONDS, NEXT_ANSWER_SECONDS, SOLUTION_SECONDS)},
        returns_days=7,
        exchange_days=7,
        refund_days=5,
        handling=HANDLING,
    )


def _said(en: str, hi: str, gu: str) -> Words:
    return {"en": en, "hi": hi, "gu": gu}


TEXTS: Final = {
    "title": _said(
        "We are with you.\nThis is our promise.",
        "हम साथ हैं।\nयह हमारा वादा है।",
        "અમે સાથે છીએ.\nઆ અમારું વચન છે.",
    ),
    "opening": _said(
        "Our work is not over when we have sold you something. Here is what happens when you write to us, how long it"
        " takes, and what we do when we fall short.",
        "सामान बेचकर हमारा काम पूरा नहीं होता। आप लिखेंगे तो क्या होगा, कितनी देर में होगा, और हमसे चूक हुई तो हम क्या करेंगे,"
        " सब यहाँ लिखा है।",
        "વેચી દીધું એટલે અમારું કામ પૂરું, એવું નથી. તમે લખો ત્યારે શું થશે, કેટલી વારમાં થશે અને ચૂકી જઈએ તો અમે શું કરીશું,"
        " એ બધું અહીં લખ્યું છે.",
    ),
    "solve_title": _said("We stay until it is solved", "बात सुलझने तक साथ रहेंगे", "વાત ઉકેલાય ત્યાં સુધી સાથે"),
    "solve": _said(
        "One person stays with your matter to the end. Whether it is solved is for you to say, not for us.",
        "एक ही व्यक्ति आख़िर तक आपकी बात सँभालेगा। बात सुलझी या नहीं, यह हम नहीं, आप तय करेंगे।",
        "એક જ માણસ છેક સુધી તમારી સાથે રહેશે. ઉકેલ આવ્યો કે નહીં, એ અમે નહીં, તમે નક્કી કરશો.",
    ),
    "easy_title": _said("We keep it easy", "आसान रखेंगे", "સહેલું રાખીશું"),
    "easy": _said(
        "Write to us wherever it suits you. You need not tell the same thing twice, and there is no account to open and"
        " no long form to fill in.",
        "जहाँ से आसान लगे, वहीं से लिखिए। एक ही बात दोबारा नहीं बतानी पड़ेगी, न खाता बनाना पड़ेगा, न लंबा फ़ॉर्म भरना पड़ेगा।",
        "જ્યાંથી ફાવે ત્યાંથી લખો. એકની એક વાત ફરી કહેવી નહીં પડે, ખાતું ખોલવું નહીં પડે, લાંબું ફોર્મ ભરવું નહીં પડે.",
    ),
    "fast_title": _said("An answer within {first_answer}", "{first_answer} में जवाब", "{first_answer}માં જવાબ"),
    "fast": _said(
        "While we are open, a person answers within {first_answer}. The automatic word that your message is here does not"
        " count. If you write while we are closed, the time runs from when we open.",
        "जब हम खुले हों, कोई व्यक्ति {first_answer} में जवाब देगा। “आपका संदेश मिल गया” वाला अपने आप गया संदेश इसमें नहीं"
        " गिना जाता। बंद रहते लिखेंगे तो समय हमारे खुलने से गिना जाएगा।",
        "અમે ખુલ્લા હોઈએ ત્યારે {first_answer}માં માણસ જવાબ આપશે. “તમારો સંદેશો મળ્યો” એવો આપોઆપ ગયેલો સંદેશો એમાં ગણાતો"
        " નથી. બંધ હોય ત્યારે લખશો તો સમય અમે ખૂલીએ ત્યારથી ગણાશે.",
    ),
    "human_title": _said("People answer you", "जवाब इंसान देंगे", "માણસની જેમ વાત કરીશું"),
    "human": _said(
        "With a name, in your language, without phrases learned by heart. Where a machine writes, it says so. When the"
        " mistake is ours, we say sorry plainly.",
        "नाम के साथ, आपकी भाषा में, रटे-रटाए वाक्यों के बिना। जहाँ मशीन लिखेगी, वहाँ यह साफ़ लिखा होगा। ग़लती हमारी हुई तो"
        " सीधे “माफ़ कीजिए” कहेंगे।",
        "નામ સાથે, તમારી ભાષામાં, ગોખેલાં વાક્યો વગર. જ્યાં મશીન લખે ત્યાં એવું ચોખ્ખું લખ્યું હશે. ભૂલ અમારી હશે તો સીધું"
        " “માફ કરજો” કહીશું.",
    ),
    "magic_title": _said("And a little more", "थोड़ा ज़्यादा करेंगे", "થોડું વધારે કરીશું"),
    "magic": _said(
        "We remember the small things that you told us. Now and then there is something that you did not ask for.",
        "आपकी बताई छोटी-छोटी बातें हम याद रखेंगे। कभी-कभी बिना माँगे भी कुछ मिलेगा।",
        "તમે કહેલી નાની વાત યાદ રાખીશું. ક્યારેક વગર માગ્યે પણ કંઈક મળશે.",
    ),
    "returns": _said(
        "It does not suit you after all? Tell us within {returns_days} of its arrival and send it back unused, in its"
        " packing.",
        "पसंद नहीं आया? मिलने के {returns_days} में हमें बताइए और बिना इस्तेमाल किए, पैकिंग के साथ वापस भेजिए।",
        "ગમ્યું નહીં? મળ્યાના {returns_days}માં અમને જણાવો અને વાપર્યા વગર, પૅકિંગ સાથે પાછું મોકલો.",
    ),
    "exchange": _said(
        "Another size or colour? We exchange it within {exchange_days} of its arrival. What came damaged or wrong is"
        " exchanged at our cost.",
        "दूसरा साइज़ या रंग चाहिए? मिलने के {exchange_days} में बदल देंगे। टूटा या ग़लत सामान पहुँचा हो तो बदलने का ख़र्च हमारा।",
        "બીજું માપ કે રંગ જોઈએ? મળ્યાના {exchange_days}માં બદલી આપીશું. તૂટેલું કે ખોટું આવ્યું હોય તો બદલવાનો ખર્ચ અમારો.",
    ),
    "refund": _said(
        "Your money goes back within {refund_days} after the parcel has reached us, the way that you paid.",
        "पार्सल हम तक पहुँचने के {refund_days} में आपका पैसा उसी तरीक़े से लौटा दिया जाएगा जिससे आपने दिया था।",
        "પાર્સલ અમને મળ્યાના {refund_days}માં તમારા પૈસા જે રીતે ચૂકવ્યા હતા એ જ રીતે પાછા મોકલીશું.",
    ),
    "missed": _said(
        "You need not ask. We write to you ourselves, say what went wrong, and tell you by when you have your answer.",
        "आपको कहना नहीं पड़ेगा। हम ख़ुद लिखकर बताएँगे कि क्या हुआ, और आपको जवाब कब तक मिलेगा।",
        "તમારે કહેવું નહીં પડે. શું થયું અને જવાબ ક્યાં સુધીમાં મળશે, એ અમે પોતે લખીને જણાવીશું.",
    ),
    "contact": _said(
        "If an answer does not satisfy you, write that the owner should read it. The owner reads it and answers you.",
        "जवाब से संतोष न हो तो लिख दीजिए कि इसे मालिक पढ़ें। मालिक ख़ुद पढ़कर जवाब देंगे।",
        "જવાબથી સંતોષ ન થાય તો લખજો કે માલિક વાંચે. માલિક પોતે વાંચીને જવાબ આપશે.",
    ),
}

WHO_ANSWERS = _said("Whoever answers", "जो जवाब दे रहे हों", "જે જવાબ આપતું હોય")
OWNER = _said("The owner", "मालिक", "માલિક")

HANDLING: Final = (
    Handling(
        kind=_said("The parcel is late", "पार्सल देर से है", "પાર્સલ મોડું છે"),
        steps=_said(
            "Look where it is.\nTell the customer, with the day on which it comes.\nWrite again on that day, whether it came"
            " or not.",
            "देखिए कि पार्सल कहाँ है।\nग्राहक को बताइए, और यह भी कि किस दिन पहुँचेगा।\nउस दिन फिर लिखिए, पहुँचा हो या नहीं।",
            "પાર્સલ ક્યાં છે એ જુઓ.\nગ્રાહકને જણાવો, કયા દિવસે પહોંચશે એ સાથે.\nએ દિવસે ફરી લખો, પહોંચ્યું હોય કે નહીં.",
        ),
        decides=WHO_ANSWERS,
        limit=_said(
            "No scan for five days: send another one.",
            "पाँच दिन से कोई स्कैन नहीं: दूसरा भेजिए।",
            "પાંચ દિવસથી કોઈ સ્કૅન નથી: બીજું મોકલો.",
        ),
    ),
    Handling(
        kind=_said("It came damaged or wrong", "टूटा या ग़लत सामान पहुँचा", "તૂટેલું કે ખોટું આવ્યું"),
        steps=_said(
            "Say sorry.\nAsk for one photo, if there is none yet.\nOffer another one or the money back: the customer"
            " chooses.",
            "माफ़ी माँगिए।\nफ़ोटो न हो तो एक फ़ोटो माँगिए।\nदूसरा सामान या पैसे वापस: ग्राहक चुनें।",
            "માફી માગો.\nફોટો ન હોય તો એક ફોટો માગો.\nબીજું મોકલીએ કે પૈસા પાછા: ગ્રાહક પસંદ કરે.",
        ),
        decides=WHO_ANSWERS,
        limit=_said("Above ₹2,000: the owner.", "₹2,000 से ऊपर: मालिक।", "₹2,000થી ઉપર: માલિક."),
    ),
    Handling(
        kind=_said("The money is not back yet", "पैसे अभी वापस नहीं आए", "પૈસા હજી પાછા નથી આવ્યા"),
        steps=_said(
            "Look up the refund and its reference.\nGive the customer date and reference.\nOlder than we promise: ask the"
            " payment service the same day.",
            "रिफ़ंड और उसका नंबर देखिए।\nग्राहक को तारीख़ और नंबर बताइए।\nवादे से पुराना हो तो उसी दिन भुगतान सेवा से पूछिए।",
            "રિફંડ અને એનો નંબર જુઓ.\nગ્રાહકને તારીખ અને નંબર જણાવો.\nવચન કરતાં જૂનું હોય તો એ જ દિવસે ચુકવણી સેવાને પૂછો.",
        ),
        decides=WHO_ANSWERS,
        limit=_said(
            "Nothing found within a day: the owner.",
            "एक दिन में पता न चले: मालिक।",
            "એક દિવસમાં ખબર ન પડે: માલિક.",
        ),
    ),
    Handling(
        kind=_said("Somebody is angry", "ग्राहक नाराज़ हैं", "ગ્રાહક નારાજ છે"),
        steps=_said(
            "Do not defend us.\nSay in your own words what happened to them, and sorry.\nSay what happens next and by"
            " when.\nTell the owner the same day.",
            "सफ़ाई मत दीजिए।\nउनके साथ जो हुआ, उसे अपने शब्दों में कहिए, और माफ़ी माँगिए।\nबताइए कि आगे क्या होगा और कब तक।\nउसी दिन"
            " मालिक को बताइए।",
            "બચાવ ન કરો.\nએમની સાથે જે થયું એ તમારા શબ્દોમાં કહો અને માફી માગો.\nહવે શું થશે અને ક્યાં સુધીમાં, એ કહો.\nએ જ"
            " દિવસે માલિકને જણાવો.",
        ),
        decides=OWNER,
        limit=_said("Making amends: as the owner says.", "भरपाई: जैसा मालिक कहें।", "ભરપાઈ: માલિક કહે એમ."),
    ),
)
