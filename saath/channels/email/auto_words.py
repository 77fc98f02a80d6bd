"""Subjects that only a responder writes, in the languages in which programs write them."""

from __future__ import annotations

import re

_ANSWERS = (
    r"auto(?:mat(?:ic|ed))?[ -]?(?:reply|response|responder|answer)",
    r"autoreply",
    r"out[ -]of[ -](?:the[ -])?office(?:\s+(?:auto)?\s*(?:reply|response|message|notification|assistant))?",
    r"vacation (?:reply|response|message|notice)",
    r"away from (?:my|the) (?:mail|desk|office)",
    r"i am (?:currently )?(?:away|out of (?:the )?office)",
    r"स्वचालित (?:उत्तर|जवाब|प्रतिक्रिया)",
    r"स्वतः उत्तर",
    r"ऑटो(?:मैटिक|मेटिक)?[ -]?(?:रिप्लाई|रिप्लाय|उत्तर|जवाब)",
    r"(?:कार्यालय|ऑफ़िस|ऑफिस) से बाहर",
    r"અવકાશ પર",
    r"छुट्टी पर",
    r"રજા પર",
    r"(?:સ્વચાલિત|સ્વયંસંચાલિત|આપોઆપ|ઑટોમેટિક|ઓટોમેટિક) (?:જવાબ|પ્રતિસાદ|ઉત્તર)",
    r"(?:ઑટો|ઓટો)[ -]?(?:રિપ્લાય|જવાબ)",
    r"(?:ઑફિસ|ઓફિસ|કાર્યાલય)(?:ની|થી) (?:બહાર)",
    r"automatische (?:antwort|reaktion)",
    r"automatisch antwoord",
    r"abwesenheits(?:notiz|assistent|nachricht|meldung)",
    r"abwesend",
    r"réponse automatique",
    r"absence du bureau",
    r"respuesta autom[aá]tica",
    r"fuera de (?:la )?oficina",
    r"resposta autom[aá]tica",
    r"risposta automatica",
    r"fuori (?:sede|ufficio)",
    r"autom(?:atiskt?|aattinen) (?:svar|vastaus)",
    r"autosvar",
    r"automatyczna odpowiedź",
    r"odpowiedź automatyczna",
    r"automatická odpov[eě]ď",
    r"автоответ(?:чик)?",
    r"автоматический ответ",
    r"otomatik (?:yanıt|cevap)",
    r"自动(?:回复|答复)",
    r"自動(?:返信|応答|回覆)",
    r"不在通知",
    r"부재중",
    r"자동 ?(?:회신|응답)",
    r"رد تلقائي",
)
# A subject that goes on in words ("Out of office chairs") is a person's; a colon, a dash or the end is a program's.
_SUBJECT = re.compile(rf"^\W{{0,3}}(?:{'|'.join(_ANSWERS)})\s*(?:$|[\]):：\-–—!.]|re:)", re.IGNORECASE)
_DMARC = re.compile(r"^(?:\[[^\]]{1,40}\] ?)?report domain: ?\S+ submitter: ?\S+", re.IGNORECASE)


def is_answering_machine(subject: str) -> bool:
    """Whether the subject is one that a responder puts before the one that it answers."""
    return len(subject) < 2_000 and _SUBJECT.match(subject) is not None


def is_domain_report(subject: str) -> bool:
    """Whether it is an aggregate report on our domain (RFC 7489, 7.2.1.1)."""
    return _DMARC.match(subject) is not None
