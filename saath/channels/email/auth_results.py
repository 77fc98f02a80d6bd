"""Authentication-Results (RFC 8601): what our own mail server found out about a mail, and nobody else's word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from email.message import Message

from saath.channels.email import headers

MAX_HEADERS = 10
MAX_RESULTS = 40

_METHOD = re.compile(r"^\s*([A-Za-z][\w-]{0,40})(?:\s*/\s*\d+)?\s*=\s*([A-Za-z]+)")
# To its end: of "name@here.example"@there.example, which is one address at there.example, the quoted part is only the name.
_VALUE = r'(?:"(?:[^"\\]|\\.)*"|[^\s;"])+'
_REASON = re.compile(rf"reason\s*=\s*{_VALUE}", re.IGNORECASE)
_PROPERTY = re.compile(rf"(?<!\S)(smtp|header|body|policy)\s*\.\s*([\w-]{{1,40}})\s*=\s*({_VALUE})")


@dataclass(frozen=True, slots=True)
class AuthResult:
    """One finding: `method` 'dkim', `result` 'pass', `properties` {'header.d': 'example.in'}."""

    method: str
    result: str
    properties: dict[str, str] = field(default_factory=dict)


def trusted_results(mail: Message, authserv_ids: Collection[str]) -> list[AuthResult]:
    """Return the findings of the servers named; [] where the topmost header is not theirs.

    Servers write above what is there. So only the topmost header can be trusted, and those directly under it of
    the same server that tell of a method not told of yet: a sender may have written one that looks the same.
    """
    names = {name.strip().lower() for name in authserv_ids if name.strip()}
    found: list[AuthResult] = []
    for value in _topmost(mail):
        plain = _without_comments(value)
        server, _, findings = plain.partition(";")
        if (server.split() or [""])[0].strip('"').lower() not in names:
            break
        told = {result.method for result in found}
        found += [result for result in _results(findings) if result.method not in told]
    return found[:MAX_RESULTS]


def _topmost(mail: Message) -> Iterator[str]:
    """Yield the topmost header and those under it with no hop (Received) between."""
    count = 0
    for name, value in mail.raw_items():
        lowered = name.lower()
        if lowered == "authentication-results" and count < MAX_HEADERS:
            count += 1
            yield " ".join(str(value)[: headers.MAX_HEADER_CHARACTERS // 10].split())
        elif lowered == "received" and count:
            return


def _without_comments(value: str) -> str:
    kept: list[str] = []
    depth, is_quoted, is_escaped = 0, False, False
    for letter in value:
        if is_escaped or letter == "\\":
            is_escaped = not is_escaped
            if not depth:
                kept.append(" " if letter == ";" else letter)
            continue
        if letter == '"' and not depth:
            is_quoted = not is_quoted
        if letter == "(" and not is_quoted:
            depth += 1
        if not depth:
            kept.append(" " if is_quoted and letter == ";" else letter)
        if letter == ")" and depth and not is_quoted:
            depth -= 1
    return "".join(kept)


def _results(findings: str) -> Iterator[AuthResult]:
    for finding in findings.split(";")[:MAX_RESULTS]:
        finding = _REASON.sub("", finding)
        method = _METHOD.match(finding)
        if method:
            properties = {
                f"{kind}.{name}".lower(): value.strip('"') for kind, name, value in _PROPERTY.findall(finding)
            }
            yield AuthResult(method[1].lower(), method[2].lower(), properties)
