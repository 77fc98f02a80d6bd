"""How well mail is read, on corpora kept outside the repository, on mails of our own and on labelled spam.

    python -m benchmarks.mail_corpora CORPORA [--misses]

CORPORA holds the folders email_parse, email_bounces and reply_stripping, each with a README on how to score;
a missing one is left out and said. `--misses` names the cases that went wrong.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from benchmarks import spam
from saath.channels.base import InboundMessage, NatureKind, Participant, RawDelivery
from saath.channels.email.html_text import marked_text, text_from_html
from saath.channels.email.parse import parse_mail
from saath.channels.email.segments import segments_of_marked, segments_of_text, visible_text

Record = dict[str, Any]
OWN = Path(__file__).parents[1] / "saath/channels/email/tests/mails"

# The names of the corpus for what we call otherwise.
_KINDS = {
    NatureKind.BOUNCE: "bounce",
    NatureKind.COMPLAINT: "complaint",
    NatureKind.NOTICE: "delivery_notice",
    NatureKind.READ_RECEIPT: "delivery_notice",
    NatureKind.AUTOMATIC: "auto_reply",
    NatureKind.LIST: "ordinary",
    NatureKind.PERSON: "ordinary",
}


def main() -> None:
    """Print the figures of every corpus that is there."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("corpora", type=Path)
    asked.add_argument("--misses", action="store_true")
    options = asked.parse_args()
    settings.configure(USE_I18N=False)
    django.setup()
    measures = {
        "email_parse": measure_parsing,
        "email_bounces": measure_bounces,
        "reply_stripping": measure_stripping,
    }
    for name, measure in measures.items():
        print(name)
        if (options.corpora / name).is_dir():
            measure(options.corpora / name, misses=options.misses)
        else:
            print(f"  not measured: no folder {options.corpora / name}")
    print("mails of our own, in Hindi, Gujarati and Latin letters")
    measure_own(misses=options.misses)
    print("spam")
    measure_spam()
    print("speed")
    measure_speed()


def measure_parsing(folder: Path, *, misses: bool) -> None:
    """Print fields right, text kept, crashes and the slowest mail."""
    mails, slowest, crashes = _read_all(folder)
    fields: Counter[str] = Counter()
    right: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    unnamed = 0
    for record in _records(folder / "expected.jsonl.gz"):
        level, scores = record["level"], []
        for name, value in (record.get("expected") or {}).items():
            if name in _CHECKS and value is not None:
                scores.append(_CHECKS[name](mails[record["file"]], value))
                fields[f"{level} {name}"] += 1
                right[f"{level} {name}"] += scores[-1]
                unnamed += level == "strict" and name == "to" and _names_fewer(mails[record["file"]], value)
                if misses and not scores[-1]:
                    print(f"  miss {record['case']} ({level}): {name}")
        whole[level] += bool(scores)
        whole[f"{level} right"] += bool(scores) and all(scores)
    for name in sorted(fields):
        print(f"  {name}: {right[name]} of {fields[name]}")
    strict = [name for name in fields if name.startswith("strict")]
    print(f"  strict fields right: {sum(right[n] for n in strict)} of {sum(fields[n] for n in strict)}")
    print(f"  strict records that leave out a recipient whom the header names: {unnamed}")
    print(f"  strict mails right: {whole['strict right']} of {whole['strict']}")
    print(f"  {len(mails)} mails, crashes {crashes}, slowest {slowest * 1000:.0f} ms CPU")


def measure_bounces(folder: Path, *, misses: bool) -> None:
    """Print how many are taken for what they are, and that none would open or be answered."""
    mails, slowest, crashes = _read_all(folder)
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for record in _records(folder / "expected.jsonl.gz"):
        expected, message = record["expected"], mails[record["file"]]
        for name, is_right in _bounce_scores(expected, message):
            total[name] += 1
            right[name] += is_right
            if misses and not is_right:
                print(f"  miss {record['case']}: {name} {message.nature}")
    for name in total:
        print(f"  {name}: {right[name]} of {total[name]} ({right[name] / total[name]:.1%})")
    print(f"  {len(mails)} mails, crashes {crashes}, slowest {slowest * 1000:.0f} ms CPU")


def _bounce_scores(expected: Record, message: InboundMessage) -> Iterator[tuple[str, bool]]:
    nature, kind = message.nature, expected["kind"]
    if kind in ("bounce", "complaint", "auto_reply"):
        yield "opens nothing, is not answered", message.is_automatic
    if kind == "unknown":
        return
    yield "kind", _KINDS[nature.kind] == kind
    wanted = expected.get("failed_recipients") or expected.get("dsn_final_recipients")
    if wanted:
        yield "recipients", {each.lower() for each in nature.failed_recipients} == {w.lower() for w in wanted}
    classes = {result["status"][:1] for result in expected.get("results", []) if result.get("status")}
    if classes and kind == "bounce":
        yield "status class", nature.status[:1] in classes
    if "any_hard" in expected:
        yield "hard or soft", nature.is_dead_address == expected["any_hard"]


def measure_stripping(folder: Path, *, misses: bool) -> None:
    """Print exact replies and the cases in which a person's words were cut."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    cut = 0
    for record in _records(folder / "cases.jsonl.gz"):
        if record["kind"] != "reply":
            continue
        source = record["case"].partition("-")[0]
        got, wanted = _reply(record)
        is_cut = not _holds(got, wanted)
        total[source] += 1
        right[source] += got == wanted
        cut += is_cut
        if misses and got != wanted:
            print(f"  miss {record['case']}{' (cut)' if is_cut else ''}")
    for source in total:
        print(f"  {source}: {right[source]} of {total[source]}")
    whole = sum(total.values())
    print(f"  right: {sum(right.values())} of {whole} ({sum(right.values()) / whole:.1%}); text cut: {cut}")


def measure_own(*, misses: bool) -> None:
    """Print of how many mails as programs send them exactly the person's words are shown."""
    mails = sorted(OWN.glob("*.eml"))
    wrong = [mail.stem for mail in mails if not _is_shown_right(mail)]
    if misses and wrong:
        print(f"  miss {', '.join(wrong)}")
    print(f"  right: {len(mails) - len(wrong)} of {len(mails)}")


def _is_shown_right(mail: Path) -> bool:
    shown = parse_mail(RawDelivery(mail.read_bytes())).visible_text
    return shown == mail.with_suffix(".txt").read_text("utf-8").rstrip("\n")


def measure_spam() -> None:
    """Print how well the learner tells spam from wanted mail (`benchmarks.spam` says more)."""
    score = spam.measure()
    whole = score.caught + score.let_in
    print(f"  precision: {score.precision:.2f}, {len(score.wrongly_kept)} wanted mails kept apart")
    print(f"  recall: {score.recall:.2f}, {score.caught} of {whole}")


def measure_speed() -> None:
    """Print the CPU time of a typical mail of 80 kB, as text, as HTML, and as both with a file."""
    for kind, mail in _typical_mails():
        delivery = RawDelivery(mail.as_bytes())
        parse_mail(delivery)
        times = []
        for _ in range(30):
            began = time.process_time()
            parse_mail(delivery)
            times.append(time.process_time() - began)
        print(f"  {kind}, {len(delivery.body)} octets: {sorted(times)[15] * 1000:.1f} ms CPU (median of 30)")


def _typical_mails() -> Iterator[tuple[str, EmailMessage]]:
    words = "Namaste, mera order abhi tak nahi aaya. Kripya batayein ki kab aayega.\n"
    style = 'style="margin:0;font-family:Arial,sans-serif;font-size:13px;color:#222222;line-height:1.5"'
    page = "".join(f'<p {style}>{words}<span style="color:#500050">{words}</span></p>\n' for _ in range(260))
    picture = bytes(range(256)) * 150
    for kind in ("text", "HTML", "text, HTML and a picture"):
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "Usha <usha@example.in>", "Parcel"
        mail["Message-ID"], mail["Date"] = "<speed@example.in>", "Sun, 22 Nov 2026 10:00:00 +0530"
        if kind == "text":
            mail.set_content(words * 1_100)
        elif kind == "HTML":
            mail.set_content(page, subtype="html")
        else:
            mail.set_content(words * 100)
            mail.add_alternative(page[:24_000], subtype="html")
            mail.add_attachment(picture, maintype="image", subtype="jpeg", filename="photo.jpg")
        yield kind, mail


def _read_all(folder: Path) -> tuple[dict[str, InboundMessage], float, int]:
    """Return the mails read, the longest CPU time of one in seconds, and how many broke the reader."""
    mails: dict[str, InboundMessage] = {}
    slowest, crashes = 0.0, 0
    with tarfile.open(folder / "mails.tar.gz") as archive:
        for member in archive.getmembers():
            if not member.isfile():
                continue
            file = archive.extractfile(member)
            raw = file.read() if file else b""
            began = time.process_time()
            message = parse_mail(RawDelivery(raw))
            slowest = max(slowest, time.process_time() - began)
            crashes += message.unreadable == ("message/rfc822",)
            mails[Path(member.name).name] = message
    return mails, slowest, crashes


def _same_people(people: tuple[Participant, ...], expected: list[dict[str, str | None]]) -> bool:
    if len(people) != len(expected):
        return False
    return all(
        _same_words(got.name, each.get("name") or "")
        and got.address.lower() == (each.get("address") or "").lower()
        for got, each in zip(people, expected, strict=True)
    )


def _names_fewer(message: InboundMessage, expected: list[dict[str, str | None]]) -> bool:
    """Tell whether a record names only the first of those whom we read."""
    return len(message.to) > len(expected) and _same_people(message.to[: len(expected)], expected)


def _same_files(message: InboundMessage, expected: list[Record]) -> bool:
    if len(message.attachments) != len(expected):
        return False
    pairs = zip(message.attachments, expected, strict=True)
    return all(len(file.data) == wanted["size"] for file, wanted in pairs if wanted.get("size") is not None)


_CHECKS: dict[str, Callable[[InboundMessage, Any], bool]] = {
    "from": lambda message, value: _same_people((message.sender,), value),
    "to": lambda message, value: _same_people(message.to, value),
    "cc": lambda message, value: _same_people(message.cc, value),
    "reply_to": lambda message, value: _same_people(message.reply_to, value),
    "from_first": lambda message, value: _same_people((message.sender,), value[:1]),
    "to_first": lambda message, value: _same_people(message.to[:1], value[:1]),
    "effective_sender": lambda message, value: message.sender.address.lower() == value.lower(),
    "effective_sender_any_of": lambda message, value: message.sender.address.lower() in str(value).lower(),
    "subject": lambda message, value: _same_words(message.subject, value),
    "message_id": lambda message, value: message.provider_id == value,
    "references": lambda message, value: set(value) <= set(message.references),
    "date": lambda message, value: message.sent_at == datetime.fromisoformat(value.replace("Z", "+00:00")),
    "text_equals": lambda message, value: _folded(message.text) == _folded(value),
    "text_starts_with": lambda message, value: _folded(message.text).startswith(_folded(value)),
    "text_ends_with": lambda message, value: _folded(message.text).endswith(_folded(value)),
    "html_stripped_equals": lambda message, value: _folded(text_from_html(message.html)) == _folded(value),
    "text_parts": lambda message, value: all(_folded(part) in _folded(message.text) for part in value),
    "attachments": lambda message, value: _same_files(message, value),
    "attachment_count": lambda message, value: len(message.attachments) == value,
    "must_not_answer_automatically": lambda message, _: message.is_automatic or message.refuses_auto_answer,
    "is_bounce": lambda message, value: (message.nature.kind == NatureKind.BOUNCE) == value,
    "bounce_recipient": lambda message, value: message.nature.failed_recipient == value,
    "returned_message_id": lambda message, value: message.nature.original_message_id == value,
    "auto_reply": lambda message, value: message.is_automatic == value,
    "auto_generated": lambda message, value: message.is_automatic == value,
}


def _reply(record: Record) -> tuple[str, str]:
    expected = record["expected"]
    if record["format"] == "html":
        wanted = expected.get("reply_text") or text_from_html(expected["reply_html"])
        return _bare(visible_text(segments_of_marked(marked_text(record["input"])))), _bare(wanted)
    if record["format"] == "eml":
        visible = parse_mail(RawDelivery(record["input"].encode())).visible_text
        return _trimmed(visible), _trimmed(expected["reply"])
    return _trimmed(visible_text(segments_of_text(record["input"]))), _trimmed(expected["reply"])


def _holds(got: str, wanted: str) -> bool:
    """Whether every line of the expected reply is still to be seen."""
    lines = {line.strip() for line in got.split("\n")}
    return all(line.strip() in lines or _bare(line) in _bare(got) for line in wanted.split("\n"))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _same_words(got: str, wanted: str) -> bool:
    """Whether the words are the same; U+FFFD stands in the corpus where the source project could not read."""
    pattern = re.escape(_folded(wanted)).replace("\ufffd", ".")
    return re.fullmatch(pattern, _folded(got)) is not None


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def _records(path: Path) -> Iterator[Record]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


if __name__ == "__main__":
    main()
