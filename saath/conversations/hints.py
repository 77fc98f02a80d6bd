"""What a colleague may want to look at before an answer leaves. Pure: words and facts go in, at most one hint comes out.

Understood are English, Hindi and Gujarati, the last two also in Latin letters. A hint is no rule: nothing is forbidden.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.language.detect import Detected, detect_language

# So much of an answer is looked at, in characters.
LOOKED_AT = 8_000
_LANGUAGE_FROM_LETTERS = 15
_SURE = 0.6


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


# "No." within a line is a number more often than an end.
_SENTENCE = re.compile(r"(?:\b(?:no|ref)\.|[^.!?।\n]){1,2000}[.!?।]?", re.IGNORECASE)
_ASKING = _pattern(
    r"\?",
    r"\b(?:share|send|give|provide|tell|need|confirm|mention|what(?:['’]s| is| was)|may (?:i|we)|could you|can you)\b",
    r"\b(?:please|kindly|let (?:me|us) know|reply with|pl[sz])\b",
    r"\b(?:bhej\w*|bata\w*|dikha\w*|dijiy?e|de ?do|likh\w*|kya h(?:ai|e)|chahiy?e|mok[al]+\w*|jan[ao]v\w*)\b",
    r"\b(?:aap(?:o|jo|sho)|apjo|lakh(?:o|jo)|shu(?:n)? ch?h?e|joi[ey]+)\b",
    r"भेज|बता|दीजि|दें|दे दो|लिख|क्या है|चाहिए|शेयर|साझा|दिखा",
    r"મોકલ|જણાવ|આપો|આપશો|આપજો|લખ|શું છે|જોઈએ|શેર",
)
_OURS = _pattern(
    r"\b(?:our|my|hamara|humara|amaro|amaru|mera)\b",
    r"हमारा|हमारे|मेरा",
    r"(?<![\u0a80-\u0aff])(?:અમારો|અમારું|મારો)",
)
_NUMBER: Final = r"\s*(?:number|no\b|nambar|nbr|num\b)"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that an answer may ask a customer for; `words` find its name in a sentence that asks, and does not say `but`.

    `known` says what is known of it, `likely` what is only thought, "" where such a thought is not worth a hint.
    """

    name: str
    words: re.Pattern[str]
    known: Promise | str
    but: re.Pattern[str] | None = None
    likely: Promise | str = ""
    is_asked: bool = True

    def is_in(self, sentence: str) -> bool:
        """Tell whether a sentence that asks asks for this."""
        return bool(self.words.search(sentence)) and not (self.but and self.but.search(sentence))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of what an answer asks for.

    `inserts` are words that may be put into the answer, `message` is where it was sent and `is_of_order` says that it
    stands beside the conversation with the order.
    """

    value: str
    is_sure: bool = True
    inserts: str = ""
    message: UUID | None = None
    is_of_order: bool = False


_questions: dict[str, Question] = {}


def add_question(question: Question) -> None:
    """Let hints know of something more that customers are asked for; raises ValueError for a name that is taken."""
    if _questions.setdefault(question.name, question) != question:
        raise ValueError(f"question {question.name} exists")


add_question(
    Question(
        "phone",
        _pattern(
            rf"\b(?:phone|mobile|contact|cell|whats\s?app|mob)\b{_NUMBER}",
            r"(?:फ़?ोन|मोबाइल|संपर्क|व्हाट्स[ऐए]प)\s*(?:नंबर|नम्बर)",
            r"(?:ફોન|મોબા[ઇઈ]લ|સંપર્ક|વોટ્સએપ)\s*(?:નંબર|નં)",
        ),
        _("You know the phone number already: %(value)s"),
    )
)
add_question(
    Question(
        "email",
        _pattern(r"\be-?mail(?:\s*(?:id|address))?\b|\bmail\s*id\b", r"ई-?मेल|इमेल", r"[ઈઇ]-?મે[લઇ]"),
        _("You know the e-mail address already: %(value)s"),
    )
)
add_question(
    Question(
        "name",
        _pattern(
            r"\b(?:your|full|good)\s+(?:good\s+|full\s+)?name\b",
            r"\b(?:aap ?ka|apka|tamaru|tamar(?:un|o))\s+(?:shubh\s+)?na+m\b",
            r"आपका\s+(?:शुभ\s+)?नाम",
            r"તમારું\s+(?:શુભ\s+)?નામ",
        ),
        _("You know the name already: %(value)s"),
    )
)

_TOLD_TO = r"\s*(?:us|me)\b"
_DO_ROMAN = r"\s*(?:kar(?:o|ein|en|iye|na|jo|sho|so)\b|kar\s*(?:do|lo|lijiye|dijiye)\b|kijiy?e\b)"
_DO_HI = r"\s*(?:कीजिए|करें(?!ग)|करिए|करो|कर\s*(?:लें|लीजिए|दें|दीजिए))"
_DO_GU = r"\s*(?:કરજો|કરો|કરશો|કરી\s*(?:લો|દો|શકો))"
# By the world in which the customer would have to go: a word that leads where they are is no move.
_MOVES: dict[str, re.Pattern[str]] = {
    "phone": _pattern(
        rf"\b(?:call|ring|phone){_TOLD_TO}",
        rf"\b(?:call|phone|fone){_DO_ROMAN}",
        rf"(?:कॉल|फ़?ोन){_DO_HI}",
        rf"(?:કોલ|ફોન){_DO_GU}",
        r"(?<![\w-])(?:(?:\+|00)?91[\s-]?|0)?[6-9]\d{4}[\s-]?\d{5}(?![\w-])",
        r"(?<![\w-])1800[\s-]?\d{3}[\s-]?\d{3,4}(?![\w-])",
    ),
    "whatsapp": _pattern(
        rf"\b(?:whats\s?app|wa){_TOLD_TO}",
        rf"\bwhats\s?app{_DO_ROMAN}",
        rf"व्हाट्स[ऐए]प{_DO_HI}",
        rf"વોટ્સએપ{_DO_GU}",
        r"\b(?:on|at)\s+(?:our\s+)?whats\s?app\b",
    ),
    "email": _pattern(
        rf"\b(?:e-?mail|mail|write\s+to){_TOLD_TO}",
        rf"\b(?:e-?mail|mail){_DO_ROMAN}",
        rf"(?:ई-?मेल|मेल){_DO_HI}",
        rf"(?:[ઈઇ]-?મે[લઇ]લ?|મેલ){_DO_GU}",
        r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
    ),
    "social": _pattern(rf"\b(?:dm|inbox){_TOLD_TO}", r"\bdm\s+kar"),
}
_ATTACHED = _pattern(
    r"\battached\b|\battaching\b|\bpfa\b|\bfind\s+(?:the\s+)?attach\w*|\benclosed\b|\bin the attachment\b",
    r"\battach\s*(?:ki?ya|ki\b|kar\s*(?:di|diya|raha|rahi|rahe)|karyu|karel|karyo)",
    r"\b(?:photo|pic|bill|file)\s+bhej\s*(?:raha|rahi|rahe)",
    r"संलग्न(?!\s*कर)|अटैच\s*(?:किया|की|कर\s*(?:दिया|दी|रहा|रही))|साथ\s+में\s+(?:भेज|लगा)",
    r"બીડેલ|જોડેલ|જોડ્ય[ુો]ં?|જોડી\s*છે|અટેચ\s*કર(?:્યું|ેલ|ી)",
)
_THEIR_FILE = _pattern(
    r"\byou(?:r|['’]ve| have| had)?\s+(?:\w+\s+)?attach|\bnot\s+attached\b|\bplease\s+attach\b",
    r"\baapne\b|\btame\b",
    r"आपने|नहीं",
    r"તમે|નથી",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known where an answer goes: `known` values by the names of questions, the words of the customer last time,
    and the world (`namespace`) of their channel."""

    namespace: str = ""
    has_files: bool = False
    customer_words: str = ""
    customer_name: str = ""
    customer_language: str = ""
    known: Mapping[str, Known] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at; `is_asked` says that Send asks about it once, where nobody has put it away."""

    key: str
    words: str
    is_asked: bool = True
    known: Known | None = None


def hint_for(
    text: str, facts: Facts, *, quiet: Collection[str] = (), asked_only: bool = False
) -> Hint | None:
    """Return the first hint that is not among those put away, in the language in force; None for nothing to say.

    `asked_only` leaves out what never stops an answer.
    """
    said = (hint for hint in _hints(_plain(text), facts) if hint.is_asked or not asked_only)
    return next((hint for hint in said if hint.key not in quiet), None)


def questions_in(text: str) -> list[Question]:
    """Return what a text asks the customer for; of these the caller looks up what is known."""
    text = _plain(text)
    asking = [part for part in _sentences(text) if _ASKING.search(part) and not _OURS.search(part)]
    return [each for each in _questions.values() if any(each.is_in(part) for part in asking)]


def moves_elsewhere(text: str, *, namespace: str, said_before: str = "") -> str:
    """Return the words that lead a customer to another channel, '' for none; what they wrote themselves is none."""
    text, said_before = _plain(text), _plain(said_before)
    for world, pattern in _MOVES.items():
        found = pattern.search(text) if world != namespace else None
        if found and found[0] not in said_before:
            return found[0].strip()
    return ""


def lacks_attachment(text: str, *, has_files: bool) -> str:
    """Return the words that speak of an attachment of ours where there is none, '' otherwise."""
    if has_files:
        return ""
    for part in _sentences(_plain(text)):
        found = _ATTACHED.search(part)
        if found and not _THEIR_FILE.search(part):
            return found[0].strip()
    return ""


def other_language(text: str, *, customer_words: str, customer_language: str = "") -> tuple[str, str]:
    """Return the languages of a text and of its customer where they differ for sure, ('', '') otherwise."""
    ours = detect_language(_plain(text))
    theirs = detect_language(_plain(customer_words))
    wanted = customer_language or (theirs.language if _is_sure(theirs) else None) or ""
    if sum(letter.isalpha() for letter in text) < _LANGUAGE_FROM_LETTERS or not _is_sure(ours) or not wanted:
        return "", ""
    return (ours.language or "", wanted) if ours.language != wanted else ("", "")


def _hints(text: str, facts: Facts) -> Iterator[Hint]:
    moving = moves_elsewhere(text, namespace=facts.namespace, said_before=facts.customer_words)
    if moving:
        said = _("“%(words)s” sends the customer elsewhere. Can it be settled here?") % {"words": moving}
        yield Hint("elsewhere", str(said))
    for question in questions_in(text):
        known = facts.known.get(question.name)
        words = (question.known if known.is_sure else question.likely) if known else ""
        if known and words and known.value.casefold() not in text.casefold():
            told = str(words % {"value": known.value})
            yield Hint(f"known:{question.name}", told, question.is_asked, known)
    attached = lacks_attachment(text, has_files=facts.has_files)
    if attached:
        yield Hint("attachment", str(_("“%(words)s”, but no file is attached.") % {"words": attached}))
    ours, theirs = other_language(
        text, customer_words=facts.customer_words, customer_language=facts.customer_language
    )
    if ours:
        said = LANGUAGE_WORDS[theirs] % {"name": facts.customer_name}
        yield Hint("language", str(said), is_asked=False)


LANGUAGE_WORDS: dict[str, Promise | str] = {
    "en": _("%(name)s writes English, and this does not."),
    "hi": _("%(name)s writes Hindi, and this does not."),
    "gu": _("%(name)s writes Gujarati, and this does not."),
}


def _is_sure(found: Detected) -> bool:
    return found.language is not None and found.confidence >= _SURE


def _sentences(text: str) -> Sequence[str]:
    return [found[0] for found in _SENTENCE.finditer(text)]


def _plain(text: str) -> str:
    """Return the beginning of a text as patterns are written: one spelling of each letter, no quoted lines."""
    lines: Iterable[str] = text[:LOOKED_AT].split("\n")
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if not line.startswith(">")))
