"""Lines that introduce history: "On … wrote:", "… ने लिखा:", header blocks, dividers, in many languages.

Every check looks at a bounded number of characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

MAX_LINE = 400
MAX_ATTRIBUTION_LINES = 4
_MIN_HEADER_LINES = 3
_LONGEST_END = 40

# The word that ends an attribution, and the word that opens one where the language has it.
_VERB = (
    r"wrote|sent|writes|said|ने\s+लिखा|ने\s+यह\s+लिखा|लिखा|ने\s+लिखा\s+है|એ\s+(?:આ\s+)?લખ્યું|લખ્યું(?:\s+છે)?|ને\s+લખ્યું"
    r"|a\s+écrit|schrieb|escribió|escreveu|ha\s+scritto|schreef|skrev|napisał\(?a?\)?|написал\(?а?\)?|пишет|пише"
    r"|писал\(?а?\)?|geschreven|写道|写到|のメール|님이\s+작성"
)
# The ends of the words above and what may follow them, for a quick look at every line.
_LAST_LETTERS = (
    ":", "：", ">", "-", "wrote", "sent", "writes", "said", "लिखा", "है", "લખ્યું", "છે", "écrit", "schrieb", "escribió",
    "escreveu", "scritto", "schreef", "skrev", "napisał", "napisała", "napisał(a)", "написал", "написала", "написал(а)",
    "пишет", "пише", "писал", "писала", "писал(а)", "geschreven", "写道", "写到", "のメール", "작성",
)  # fmt: skip
_OPENER = r"On|Le|Am|El|Em|Il|Op|Den|Dnia|Пн|Вт|Ср|Чт|Пт|Сб|Вс|在"
_ENDS = re.compile(rf"(?:{_VERB})\s*(?:-{{2,}}\s*)?[:：]?\s*(?:-{{2,}})?\s*$", re.IGNORECASE)
_ENDS_WITH_COLON = re.compile(rf"(?:{_VERB})\s*[:：]\s*$", re.IGNORECASE)
_OPENS = re.compile(rf"^[\s>*\-_]*(?:{_OPENER})\b", re.IGNORECASE)
_OPENS_INSIDE = re.compile(
    r"(?:(?<=[\w.!?)।])\s*-{0,4}\s+(?:-{2,}\s*)?|-{2,}\s*)On\s+\S[^\n]{4,200}\bwrote:\s*$"
)
_DIGIT = re.compile(r"\d|[०-९]|[૦-૯]")
_TIME = re.compile(r"[\d०-९૦-૯]{1,2}[:.][\d०-९૦-૯]{2}")
_ADDRESS = re.compile(r"<?[^\s<>@]{1,64}@[^\s<>@]{1,255}>?")
_IN_BRACKETS = re.compile(r"<[^\s<>@]{1,64}@[^\s<>@]{1,255}>")
_DATE = re.compile(r"[\d०-९૦-૯]{1,2}[:.][\d०-९૦-૯]{2}|[\d०-९૦-૯]{4}")
_GAP = re.compile(r"[:：](?=\s{2,}\S)")
_DASHED = re.compile(r"^\s*-{3,}\s.{10,}\s-{3,}\s*$")
_YEAR_FIRST = re.compile(r"^\s*(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4},?)\s+\d{1,2}:\d{2}")
_SCHRIEB_AM = re.compile(r"<[^<>\s]{3,320}>\s+(?:schrieb|wrote|skrev|schreef)\b", re.IGNORECASE)
_MIDWAY = re.compile(r"\b(?:skrev|schreef|schrieb)\b.{0,200}(?:>|:)\s*:?\s*$", re.IGNORECASE)

_DIVIDER = re.compile(
    r"^[\s*]*(?:-{2,}|_{2,}|={2,})\s*"
    r"(?:original|reply|forwarded|ursprüngliche|antwort|weitergeleitete|mensaje|message|mensagem|messaggio"
    r"|oprindelig|ursprungligt|oorspronkelijk|исходное|пересылаемое|मूल|अग्रेषित|मूळ|મૂળ|ફોરવર્ડ)"
    r"[^-_=]{0,40}(?:-{2,}|_{2,}|={2,})[\s*]*$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^[\s*>|]*(?:from|sent|date|to|cc|subject|reply-to|von|gesendet|datum|an|betreff|de|envoyé|date|à|objet"
    r"|enviado|fecha|para|asunto|assunto|data|da|inviato|a|oggetto|van|verzonden|aan|onderwerp|från|skickat|till"
    r"|ämne|fra|sendt|til|emne|od|do|temat|wysłano|от|отправлено|дата|кому|тема|प्रेषक|से|भेजा गया|दिनांक|तारीख"
    r"|प्रति|को|विषय|તરફથી|પ્રેષક|મોકલ્યું|તારીખ|પ્રતિ|વિષય)\s*\*?\s*[:：]\s*\*?",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"^[\s*>|]*(?:from|date|von|de|da|van|från|fra|od|от|प्रेषक|से|તરફથી|પ્રેષક)\s*\*?\s*[:：]", re.IGNORECASE
)
_RULE = re.compile(r"^\s*(?:_{8,}|-{8,})\s*$")


def may_end_attribution(line: str) -> bool:
    """Whether an attribution can end with this line, or be it: what costs little to ask of every line."""
    end = line[-_LONGEST_END:].rstrip()
    return end.endswith(_LAST_LETTERS) or line[:8].lstrip()[:1].isdigit()


def attribution_length(lines: Sequence[str], start: int) -> int:
    """Return over how many lines, at most four, an attribution goes that starts here; 0 = none does."""
    if not lines[start].strip() or lines[start].startswith(">"):
        return 0
    joined = ""
    for count, line in enumerate(lines[start : start + MAX_ATTRIBUTION_LINES], start=1):
        if not line.strip() or (count > 1 and _OPENS.match(line)):
            break
        joined = f"{joined} {line[:MAX_LINE]}".strip()[: 2 * MAX_LINE]
        if _is_attribution(joined, first=lines[start][:MAX_LINE], is_one_line=count == 1):
            return count
    return 1 if _YEAR_FIRST.match(joined) and _is_dated_name(joined) else 0


def is_certain(attribution: Sequence[str]) -> bool:
    """Whether an attribution names an address or a time of day: certain even where no quote marks follow."""
    joined = " ".join(line[:MAX_LINE] for line in attribution)
    return bool(_ADDRESS.search(joined) or _TIME.search(joined))


def attribution_start(line: str) -> int:
    """Return where an attribution starts after words of the writer's on the same line; 0 = nowhere."""
    if not line[:MAX_LINE].rstrip().endswith("wrote:") or len(line) > MAX_LINE:
        return 0
    found = _OPENS_INSIDE.search(line)
    return found.start() if found and not _OPENS.match(line) else 0


def attribution_end(line: str) -> int:
    """Return where an attribution ends that the history follows on the same line, after a gap; 0 = nowhere."""
    if ":" not in line or "@" not in line:
        return 0
    for gap in islice(_GAP.finditer(line[: 2 * MAX_LINE]), 3):
        if is_certain([line[: gap.end()]]) and attribution_length([line[: gap.end()].strip()], 0):
            return gap.end()
    return 0


def dated_address_length(lines: Sequence[str], start: int) -> int:
    """Return over how many lines, at most two, a paragraph of date and address goes that ends in a colon.

    The date stands in its first line: a person's words that end in somebody's address are none.
    """
    if (start and lines[start - 1].strip()) or not _DATE.search(lines[start][:MAX_LINE]):
        return 0
    joined = ""
    for count, line in enumerate(lines[start : start + 2], start=1):
        if not line.strip() or line.startswith(">"):
            return 0
        joined = f"{joined} {line[:MAX_LINE]}".strip()
        if joined.endswith((":", "：")):
            return count if len(joined) < MAX_LINE and _IN_BRACKETS.search(joined) else 0
    return 0


def is_divider(line: str) -> bool:
    """Whether the line says "Original message" or the like between dashes."""
    return len(line) <= 2 * MAX_LINE and _DIVIDER.match(line) is not None


def is_header_block(lines: Sequence[str], start: int) -> bool:
    """Whether the copied headers (From, Sent, To, Subject) of an older mail begin here, or a rule above."""
    first = lines[start][:MAX_LINE]
    if _RULE.match(first):
        start = next((i for i in range(start + 1, min(start + 3, len(lines))) if lines[i].strip()), start)
        first = lines[start][:MAX_LINE]
    if not _FROM.match(first):
        return False
    block = [line[:MAX_LINE] for line in lines[start : start + 6]]
    named = sum(1 for line in block if _HEADER.match(line))
    return named >= _MIN_HEADER_LINES or (named == 2 and _has_address_and_date(block))


def _is_attribution(joined: str, *, first: str, is_one_line: bool) -> bool:
    end = joined[-_LONGEST_END:]
    if _OPENS.match(first) and _DIGIT.search(joined) and (_ENDS.search(end) or _MIDWAY.search(joined)):
        return True
    if _DASHED.match(joined) and _DIGIT.search(joined) and _ADDRESS.search(joined):
        return True
    if not end.endswith((":", "：")):
        return False
    if _ENDS_WITH_COLON.search(end) and _names_someone(joined, first, is_one_line=is_one_line):
        return True
    return bool(_SCHRIEB_AM.search(joined)) or _is_dated_address(joined)


def _names_someone(joined: str, first: str, *, is_one_line: bool) -> bool:
    """Without an opening word the (first) line itself must carry an address or a date."""
    evidence = joined if is_one_line else first
    return bool(_ADDRESS.search(evidence) or (_DIGIT.search(evidence) and len(joined) < MAX_LINE))


def _is_dated_address(joined: str) -> bool:
    return bool(_YEAR_FIRST.match(joined) and _ADDRESS.search(joined) and joined.rstrip().endswith(":"))


def _is_dated_name(joined: str) -> bool:
    return "GMT" in joined[:40] or joined.rstrip().endswith(":")


def _has_address_and_date(block: Sequence[str]) -> bool:
    return any(_ADDRESS.search(line) for line in block[:2]) and any(_DIGIT.search(line) for line in block[:2])
