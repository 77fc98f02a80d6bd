"""How well words are found across scripts, how often other words are found with them, and what it costs.

Run: python -m saath.language.tests.measure CORPORA, where CORPORA holds the folders `romanisation` (Dakshina,
Aksharantar) and `support_intents` (Bitext). Nothing of them is part of Saath.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from saath.language.detect import detect_language
from saath.language.folding import fold_tokens, fold_words

PAIRS = (
    "dakshina.hi.lexicon.dev", "dakshina.gu.lexicon.dev", "dakshina.hi.lexicon.train", "dakshina.gu.lexicon.train",
    "aksharantar.hi.pairs.valid", "aksharantar.gu.pairs.valid",
)  # fmt: skip
CUT = 500


def read(path: Path) -> list[str]:
    """Return the lines of a compressed file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines]


def alike(text: str) -> set[str]:
    """Return the tokens by which a word is found."""
    return {token for word in fold_words(text) for token in word.alike}


def report_recall(corpora: Path) -> None:
    """Print the share of pairs that meet, by number of people who wrote them so, and how many words a search finds."""
    for name in PAIRS:
        rows = [line.split("\t") for line in read(corpora / "romanisation" / f"{name}.tsv.gz")]
        words = {row[0]: alike(row[0]) for row in rows}
        found_by = defaultdict(set)
        for word, tokens in words.items():
            for token in tokens:
                found_by[token].add(word)
        met: Counter[bool] = Counter()
        weighted: Counter[bool] = Counter()
        hits = 0
        for word, latin, *people in rows:
            asked = alike(latin)
            meets = bool(asked & words[word])
            met[meets] += 1
            weighted[meets] += int(people[0]) if people else 1
            hits += len(set().union(*(found_by[token] for token in asked)))
        print(
            f"{name:28} {len(words):6} words, {len(rows):6} pairs: {share(met):.3f} meet,"
            f" {share(weighted):.3f} weighted; {hits / len(rows):.2f} words found a query"
        )


def share(counts: Counter[bool]) -> float:
    """Return the share of what is true."""
    return counts[True] / counts.total()


def texts(corpora: Path) -> dict[str, list[str]]:
    """Return sentences by language and way of writing."""
    found = {}
    for language in ("hi", "gu"):
        rows = [
            line.split("\t")
            for line in read(corpora / "romanisation" / f"dakshina.{language}.sentences.dev.tsv.gz")
        ]
        found[language] = [row[0] for row in rows]
        found[f"{language} in Latin letters"] = [row[1] for row in rows]
    found["en"] = [
        json.loads(line)["text"] for line in read(corpora / "support_intents" / "bitext_en.dev.jsonl.gz")
    ]
    return found


def report_detection(sentences: dict[str, list[str]]) -> None:
    """Print how often the language is told rightly, wrongly, and with some confidence wrongly."""
    for name, lines in sentences.items():
        told = [detect_language(line) for line in lines]
        right = sum(each.language == name[:2] for each in told)
        silent = sum(each.language is None for each in told)
        misled = sum(each.language not in (name[:2], None) and each.confidence >= 0.5 for each in told)
        print(
            f"{name:20} {len(lines):5} sentences: {right / len(lines):.3f} right, {silent / len(lines):.3f} not told,"
            f" {misled / len(lines):.4f} wrong and sure; {microseconds(detect_language, lines):.0f} µs each"
        )


def report_cost(sentences: dict[str, list[str]]) -> None:
    """Print the time for a message of 500 characters, the first time and when its words were seen before."""
    for name, lines in sentences.items():
        joined = " ".join(lines)
        messages = [joined[start : start + CUT] for start in range(0, min(len(joined), 500 * CUT), CUT)]
        first, again = microseconds(fold_tokens, messages), microseconds(fold_tokens, messages)
        print(
            f"{name:20} {first:.0f} µs a message of {CUT} characters, {again:.0f} µs with words seen before"
        )


def microseconds(work: Callable[[str], object], items: Sequence[str]) -> float:
    """Return the processor time for one item."""
    start = time.process_time()
    for item in items:
        work(item)
    return (time.process_time() - start) / len(items) * 1e6


def main(arguments: Iterable[str]) -> None:
    """Measure with the corpora in the folder that is named."""
    (folder,) = map(Path, arguments)
    sentences = texts(folder)
    report_cost(sentences)
    report_recall(folder)
    report_detection(sentences)


if __name__ == "__main__":
    main(sys.argv[1:])
