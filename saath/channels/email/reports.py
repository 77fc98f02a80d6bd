"""Machine-readable reports inside a mail: delivery (RFC 3464), feedback (RFC 5965), reading (RFC 8098).

They are believed by their parts, not by the outer content type: many servers get that one wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from itertools import islice

from saath.channels.base import Nature, NatureKind
from saath.channels.email import headers
from saath.channels.email.diagnosis import exact_status, status_of
from saath.channels.email.parts import children, words
from saath.channels.email.returned import MAX_REPORT_PARTS, encloses_mail, returned_id, returned_recipients

_DELIVERY = frozenset({"message/delivery-status", "message/global-delivery-status"})
_READING = frozenset({"message/disposition-notification", "message/global-disposition-notification"})
_FIELD = re.compile(r"^([A-Za-z][A-Za-z-]{2,60}):[ \t]*(.*(?:\n[ \t]+.*){0,20})", re.MULTILINE)
_MAX_CHARACTERS = 200_000

Fields = dict[str, str]


def read_report(mail: Message) -> Nature | None:
    """Return what the mail's report says, None where it has none that can be read."""
    for part in _leaves(mail):
        content_type = part.get_content_type()
        if content_type in _DELIVERY and (found := _delivery(mail, part)):
            return found
        if content_type == "message/feedback-report":
            return _feedback(mail, part)
        if content_type in _READING:
            return _reading(part)
    if _is_complaint_without_report(mail):
        return Nature(NatureKind.COMPLAINT, "complaint", returned_recipients(mail), "", returned_id(mail))
    return None


def _leaves(mail: Message) -> Iterator[Message]:
    """Yield the report's own parts; what a forwarded mail encloses is not this mail's report."""
    waiting = [mail]
    for _ in range(MAX_REPORT_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        yield part
        if part.get_content_maintype() == "multipart":
            waiting[:0] = children(part)


def _delivery(mail: Message, part: Message) -> Nature | None:
    groups = [fields for fields in _groups(part) if fields.get("action") or fields.get("final-recipient")]
    if not groups:
        return None
    bad = [fields for fields in groups if _action(fields) in ("failed", "delayed")]
    if not bad:
        return Nature(
            NatureKind.NOTICE, f"delivery-{_action(groups[0])}", original_message_id=returned_id(mail)
        )
    failed = [fields for fields in bad if _action(fields) == "failed"] or bad
    is_late = failed is bad and _action(bad[0]) == "delayed"
    return Nature(
        NatureKind.BOUNCE,
        "delivery-delayed" if is_late else "delivery-failed",
        tuple(dict.fromkeys(address for fields in failed if (address := _recipient(fields)))),
        next((status for each in failed if (status := _status(each))), "4.0.0" if is_late else "5.0.0"),
        returned_id(mail),
        is_still_tried=is_late,
    )


def _action(fields: Fields) -> str:
    """Return the RFC 3464 action; where it is missing or made up, what the status tells."""
    action = fields.get("action", "").split(";")[0].strip().lower().split(" ")[0]
    if action in ("failed", "delayed", "delivered", "relayed", "expanded"):
        return action
    return "relayed" if fields.get("status", "").strip().startswith("2") else "failed"


def _recipient(fields: Fields) -> str:
    for name in ("final-recipient", "original-recipient"):
        value = fields.get(name, "")
        address = (value.partition(";")[2] or value).strip().strip("<>").strip()
        if "@" in address and not re.search(r"\s", address):
            return address[:320]
    return ""


def _status(fields: Fields) -> str:
    """Return the status, more exact by the diagnosis where the status is only a class ('5.0.0')."""
    stated = status_of(fields.get("status", ""))
    words = fields.get("diagnostic-code", "")
    said = status_of(words)
    is_vague = stated.endswith(".0.0")
    code = said if said and (not stated or (is_vague and said[0] == stated[0])) else stated
    return exact_status(code, words)


def _feedback(mail: Message, part: Message) -> Nature:
    fields: Fields = {}
    for group in _groups(part):
        fields = group | fields
    kind = fields.get("feedback-type", "abuse").strip().lower()
    recipient = fields.get("original-rcpt-to", "").strip().strip("<>")
    return Nature(
        NatureKind.AUTOMATIC if kind in ("not-spam", "auth-failure", "virus") else NatureKind.COMPLAINT,
        f"feedback-{kind}"[:60],
        (recipient[:320],) if "@" in recipient else returned_recipients(mail),
        "",
        returned_id(mail),
    )


def _is_complaint_without_report(mail: Message) -> bool:
    """Whether it is the complaint of a large provider that encloses our mail and writes no report."""
    if not encloses_mail(mail):
        return False
    return re.match(r"complaint about message from ", headers.text_of(mail, "Subject"), re.I) is not None


def _reading(part: Message) -> Nature:
    fields: Fields = {}
    for group in _groups(part):
        fields = group | fields
    original = headers.message_ids([fields.get("original-message-id", "")])
    return Nature(NatureKind.READ_RECEIPT, "read-receipt", original_message_id=next(iter(original), ""))


def _groups(part: Message) -> Iterator[Fields]:
    """Yield the groups of fields; the stdlib gives some such parts as mails, some as text."""
    texts = [
        "\n".join(f"{name}: {value}" for name, value in each.raw_items()) + "\n\n" + words(each)
        for each in islice(children(part), MAX_REPORT_PARTS)
    ]
    text = "\n\n".join(texts) if part.is_multipart() else words(part)
    text = text[:_MAX_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n")
    for block in re.split(r"\n[ \t]*\n", text):
        fields = {name.lower(): " ".join(value.split()) for name, value in _FIELD.findall(block)}
        if fields:
            yield fields
