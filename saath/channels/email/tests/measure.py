"""How well and how fast mail is read, on corpora kept outside the repository.

python -m saath.channels.email.tests.measure CORPORA    (the folder that holds email_parse and reply_stripping)
"""

from __future__ import annotations

import gzip
import json
import re
import sys
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

from saath.channels.base import InboundMessage, Participant, RawDelivery
from saath.channels.email.html_text import marked_text, text_from_html
from saath.channels.email.parse import parse_mail
from saath.channels.email.quotes import split_marked, split_text

Score = tuple[str, bool]


def measure_parsing(folder: Path) -> None:
    with tarfile.open(folder / "mails.tar.gz") as archive:
        mails = {Path(m.name).name: _read(archive, m) for m in archive.getmembers() if m.isfile()}
    started = time.perf_counter()
    read = {name: parse_mail(RawDelivery(raw)) for name, raw in mails.items()}
    seconds = time.perf_counter() - started
    fields: Counter[str] = Counter()
    right: Counter[str] = Counter()
    whole = Counter[str]()
    for record in _records(folder / "expected.jsonl.gz"):
        scores = list(_scores(read[record["file"]], record.get("expected") or {}))
        fields.update(f"{record['level']} {name}" for name, _ in scores)
        right.update(f"{record['level']} {name}" for name, is_right in scores if is_right)
        if scores:
            whole[f"{record['level']} cases"] += 1
            whole[f"{record['level']} cases right"] += all(is_right for _, is_right in scores)
    for name in sorted(fields):
        print(f"  {name}: {right[name]} of {fields[name]}")
    print(
        f"  {dict(whole)}; strict fields {_share(right, fields)}; {len(mails) / seconds:.0f} mails/s, no exception"
    )


def measure_stripping(folder: Path) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for record in _records(folder / "cases.jsonl.gz"):
        if record["kind"] != "reply":
            continue
        source = record["case"].partition("-")[0]
        got, wanted = _reply(record)
        total[source] += 1
        right[source] += got == wanted
        if got != wanted:
            print(f"  miss {record['case']}")
    print("  " + ", ".join(f"{name} {right[name]} of {total[name]}" for name in total))


def measure_speed() -> None:
    words = "Namaste, mera order abhi tak nahi aaya. " * 1_000
    for page in ("", f"<div>{'<p>Namaste, mera order <b>abhi tak</b> nahi aaya.</p>' * 1_450}</div>"):
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "Usha <usha@example.in>", "Parcel"
        mail.set_content(page or words * 2, subtype="html" if page else "plain")
        raw = mail.as_bytes()
        started = time.perf_counter()
        for _ in range(20):
            parse_mail(RawDelivery(raw))
        kind = "HTML" if page else "text"
        print(f"  {kind} mail of {len(raw)} octets: {(time.perf_counter() - started) * 50:.1f} ms")


def _scores(message: InboundMessage, expected: dict[str, Any]) -> Iterator[Score]:
    for name, value in expected.items():
        if name in _CHECKS and value is not None:
            yield name, _CHECKS[name](message, value)


def _same_people(people: tuple[Participant, ...], expected: list[dict[str, str | None]]) -> bool:
    wanted = [(each.get("name") or "", (each.get("address") or "").lower()) for each in expected]
    return [(each.name, each.address.lower()) for each in people] == wanted


_CHECKS: dict[str, Callable[[InboundMessage, Any], bool]] = {
    "from": lambda message, value: _same_people((message.sender,), value),
    "to": lambda message, value: _same_people(message.to, value),
    "cc": lambda message, value: _same_people(message.cc, value),
    "reply_to": lambda message, value: _same_people(message.reply_to, value),
    "effective_sender": lambda message, value: message.sender.address.lower() == value.lower(),
    "effective_sender_any_of": lambda message, value: message.sender.address.lower() in str(value).lower(),
    "subject": lambda message, value: _folded(message.subject) == _folded(value),
    "message_id": lambda message, value: message.provider_id == value,
    "date": lambda message, value: message.sent_at == datetime.fromisoformat(value.replace("Z", "+00:00")),
    "text_equals": lambda message, value: _folded(message.text) == _folded(value),
    "html_stripped_equals": lambda message, value: _folded(text_from_html(message.html)) == _folded(value),
    "text_parts": lambda message, value: all(_folded(part) in _folded(message.text) for part in value),
    "attachments": lambda message, value: len(message.attachments) == len(value),
    "attachment_count": lambda message, value: len(message.attachments) == value,
    "must_not_answer_automatically": lambda message, _: message.is_automatic or message.refuses_auto_answer,
}


def _reply(record: dict[str, Any]) -> tuple[str, str]:
    expected = record["expected"]
    if record["format"] == "html":
        wanted = expected.get("reply_text") or text_from_html(expected["reply_html"])
        return _bare(split_marked(marked_text(record["input"]))[0]), _bare(wanted)
    if record["format"] == "eml":
        return _trimmed(parse_mail(RawDelivery(record["input"].encode())).visible_text), _trimmed(
            expected["reply"]
        )
    return _trimmed(split_text(record["input"])[0]), _trimmed(expected["reply"])


def _folded(text: str) -> str:
    return " ".join(text.split())


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def _share(right: Counter[str], fields: Counter[str]) -> str:
    strict = [name for name in fields if name.startswith("strict")]
    return f"{sum(right[name] for name in strict)} of {sum(fields[name] for name in strict)}"


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    return file.read() if file else b""


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def main() -> None:
    settings.configure(USE_I18N=False)
    django.setup()
    corpora = Path(sys.argv[1])
    for name, measure in (("email_parse", measure_parsing), ("reply_stripping", measure_stripping)):
        print(name)
        if (corpora / name).is_dir():
            measure(corpora / name)
        else:
            print(f"  not measured: no folder {corpora / name}")
    print("speed")
    measure_speed()


if __name__ == "__main__":
    main()
