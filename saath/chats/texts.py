"""What the chat says to whoever opens it, in the shop's words or ours."""

from __future__ import annotations

from saath.chats.opener_rules import MOST_OPENERS
from saath.stores.texts import LocalText, TextKey

GREETING = TextKey(
    "chat.greeting",
    LocalText(
        {
            "en": "Namaste! How can we help?",
            "hi": "नमस्ते! हम आपकी क्या मदद कर सकते हैं?",
            "gu": "નમસ્તે! અમે તમારી શી મદદ કરી શકીએ?",
        }
    ),
)
AWAY = TextKey(
    "chat.away",
    LocalText(
        {
            "en": "Nobody is here just now. Write to us: your message is kept, and we answer it here.",
            "hi": "इस समय यहाँ कोई नहीं है। हमें लिखिए: आपका संदेश सुरक्षित रहेगा और हम यहीं जवाब देंगे।",
            "gu": "અત્યારે અહીં કોઈ નથી. અમને લખો: તમારો સંદેશ સચવાશે અને અમે અહીં જ જવાબ આપીશું.",
        }
    ),
)
OPENING = LocalText(
    {
        "en": "Can we help you with this? Write to us, and one of us answers.",
        "hi": "कुछ मदद चाहिए? हमें लिखिए, हममें से कोई जवाब देगा।",
        "gu": "કંઈ મદદ જોઈએ? અમને લખજો, અમારામાંથી કોઈ જવાબ આપશે.",
    }
)
# What may show itself on a page, by the number of its rule.
OPENERS = {number: TextKey(f"chat.opener.{number}", OPENING) for number in range(1, MOST_OPENERS + 1)}
