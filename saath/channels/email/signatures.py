"""Signatures: what stands under `--` (RFC 3676, 4.3), what telephones and mail programs add by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from saath.channels.base import SegmentKind
from saath.channels.email.marks import ALL_MARKS, SIGNATURE_END, SIGNATURE_START

MAX_SIGNATURE_LINES = 25
MAX_RUNS = 200  # a person's words between as many quotations; of more, the last ones
_MAX_LINE = 400

_SIGNATURE, _OWN = SegmentKind.SIGNATURE, SegmentKind.OWN
_DELIMITER = re.compile(r"^--[ \t\u00a0]*$")
# People draw such lines between their own words too: under these only a few short lines are a signature.
_STROKE = re.compile(r"^(?:—|––|__)[ \t\u00a0]*$")
_FEW_LINES, _SHORT_LINE = 5, 50

# Programs and telephones by name: "sent from" alone is not enough to take a person's line for a machine's.
_THING = (
    r"(?:i-?phone|i-?pad|ipod|android|galaxy|samsung|outlook|yahoo|ya?hoo|gmail|mail\b|mobile|phone|handset|telefon"
    r"|smartphone|smart phone|tablet|blackberry|windows|nokia|htc|huawei|honor|xiaomi|redmi|poco|mi phone|oneplus|oppo"
    r"|vivo|realme|moto|pixel|lava|micromax|jio|rediff|zoho|proton|hotmail|aol|gmx|web\.de|thunderbird|aqua ?mail|k-9"
    r"|blue ?mail|spark|superhuman|\bmi\b|nothing|iqoo|mailbird|fastmail|ईमेल|मेल|मोबाइल|फ़ोन|फोन|स्मार्टफ़ोन|स्मार्टफोन"
    r"|आईफ़ोन|आईफोन|एंड्रॉइड|याहू|आउटलुक|मोबाइल|મોબાઇલ|મોબાઈલ|ફોન|સ્માર્ટફોન|આઇફોન|મેઇલ|મેલ|ઇમેઇલ|યાહૂ|આઉટલુક|એન્ડ્રોઇડ)"
)
_SENT = (
    r"sent|sendt|gesendet|envoyé|envoye|enviado|verzonden|verstuurd|skickat|inviato|lähetetty|wysłane|wysłano|отправлено"
    r"|надіслано|odesláno|gönderildi|dikirim|发自|發自|送信"
)
_FROM = (
    r"from|via|with|using|by|fra|von|mit|depuis|de|à partir de|desde|vanaf|vanuit|från|da|dal|dall['’]"
    r"|do meu|z|ze|с|из|з|od"
)
_DEVICE = re.compile(
    rf"^[\W_]{{0,4}}(?:{_SENT})\s*(?:{_FROM})?\s.{{0,40}}?{_THING}.{{0,80}}$"
    rf"|^[\W_]{{0,4}}(?:发自|發自)\s?.{{1,40}}$|^.{{1,40}}から送信$"
    rf"|^[\W_]{{0,4}}get (?:outlook|bluemail|spark|typeapp|yahoo mail)\b.{{0,80}}$"
    rf"|^[\W_]{{0,4}}(?:download|obtenir|obtén|obtenha|scarica|téléchargez)\b.{{0,20}}outlook.{{0,80}}$"
    r"|^\W{0,4}yahoo mail: search, organi[sz]e, conquer.{0,40}$"
    r"|^\W{0,4}via mobile\W*$"
    rf"|^\W{{0,4}}(?:मेरे|मेरी|android|ios|{_THING}).{{0,40}}\s(?:से|द्वारा|के (?:ज़रिए|ज़रिये|माध्यम से))\s"
    r"(?:भेजा गया|भेजी गई|प्रेषित)[।.]?$"
    r"|^\W{0,4}.{0,20}(?:android|ios|एंड्रॉइड|मोबाइल).{0,10}\sके लिए\s.{0,20}(?:outlook|आउटलुक).{0,20}(?:प्राप्त|पाएं|डाउनलोड).{0,20}$"
    rf"|^\W{{0,4}}(?:મારા|મારી|android|ios|{_THING}).{{0,40}}(?:પરથી|માંથી|થી|દ્વારા)\s"
    r"મોકલ(?:્યું|ેલ|ેલું|ાયું|ાયેલ|ાયેલું|વામાં આવ્યું)[.]?$"
    r"|^\W{0,4}.{0,20}(?:android|ios|એન્ડ્રોઇડ).{0,10}\s?માટે\s.{0,20}(?:outlook|આઉટલુક).{0,20}(?:મેળવો|ડાઉનલોડ).{0,20}$"
    rf"|^\W{{0,4}}mere\s.{{0,30}}{_THING}\sse\s(?:bheja gaya|bheji gayi)\W{{0,3}}$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\s*<https?://[^<>\s]{1,300}>")
_SCANNED = re.compile(
    r"^\W{0,4}(?:virus-free|virenfrei|sans virus|libre de virus|वायरस मुक्त)\b.{0,80}$", re.IGNORECASE
)


def is_device_line(line: str) -> bool:
    """Whether the line is what a telephone or program puts under a mail ("Sent from my iPhone")."""
    if not 0 < len(line) <= _MAX_LINE or line.rstrip().endswith(("?", "!")):
        return False
    words = _LINK.sub("", line).rstrip()
    return (_DEVICE.match(words) or _SCANNED.match(words)) is not None


def fold_signatures(lines: Sequence[str], kinds: list[SegmentKind]) -> None:
    """Set the kind of signatures to SIGNATURE."""
    _fold_marked(lines, kinds)
    own = [index for index, line in enumerate(lines) if kinds[index] == _OWN and _is_words(line)]
    strokes = [index for index in own if _is_stroke(lines[index])]
    for run in _runs(own, kinds)[-MAX_RUNS:]:
        _fold_delimited(lines, kinds, run, first=own[0], stroke=strokes[0] if len(strokes) == 1 else -1)
        _fold_device_lines(lines, kinds, [index for index in run if kinds[index] == _OWN])


def _is_words(line: str) -> bool:
    return bool(line.strip()) and line not in ALL_MARKS


def _fold_marked(lines: Sequence[str], kinds: list[SegmentKind]) -> None:
    depth = 0
    for index, line in enumerate(lines):
        if len(line) == 1:
            depth = max(0, depth + (line == SIGNATURE_START) - (line == SIGNATURE_END))
        if depth and kinds[index] == _OWN:
            kinds[index] = _SIGNATURE


def _fold_delimited(
    lines: Sequence[str], kinds: list[SegmentKind], run: list[int], *, first: int, stroke: int
) -> None:
    """Fold from the delimiter to the end of the run: what stands after a quotation is not signed."""
    for position in range(max(0, len(run) - MAX_SIGNATURE_LINES), len(run)):
        index, signed = run[position], run[position:]
        is_delimiter = len(lines[index]) <= 8 and _DELIMITER.match(lines[index]) is not None
        if index != first and (is_delimiter or (index == stroke and _is_brief(lines, signed))):
            for each in signed:
                kinds[each] = _SIGNATURE
            return


def _is_brief(lines: Sequence[str], signed: list[int]) -> bool:
    return len(signed) <= _FEW_LINES + 1 and all(len(lines[index]) <= _SHORT_LINE for index in signed)


def _is_stroke(line: str) -> bool:
    return len(line) <= 8 and _STROKE.match(line) is not None


def _runs(own: list[int], kinds: Sequence[SegmentKind]) -> list[list[int]]:
    """Return the writer's lines between quotations, run by run."""
    runs: list[list[int]] = [[]]
    for position, index in enumerate(own):
        if position and SegmentKind.QUOTE in kinds[own[position - 1] : index]:
            runs.append([])
        if kinds[index] == _OWN:
            runs[-1].append(index)
    return [run for run in runs if run]


def _fold_device_lines(lines: Sequence[str], kinds: list[SegmentKind], run: list[int]) -> None:
    for index in reversed(run[-4:]):
        if not is_device_line(lines[index]):
            return
        kinds[index] = _SIGNATURE
