"""Bounces in plain words, as qmail, Exim, sendmail, Exchange, Notes and many a provider write them.

Nobody but a mail server is believed: a person who quotes a bounce stays a person. Linear in the text, of which
only the beginning is looked at.
"""

from __future__ import annotations

import re
from email.message import Message

from saath.channels.base import Nature, NatureKind
from saath.channels.email import headers
from saath.channels.email.automatic import is_machine_address
from saath.channels.email.diagnosis import exact_status, status_of
from saath.channels.email.returned import returned_id, returned_recipients

MAX_CHARACTERS = 60_000
_MAX_RECIPIENTS = 50

_SERVERS = frozenset(
    {
        "mailer-daemon",
        "mailerdaemon",
        "mail-daemon",
        "maildaemon",
        "postmaster",
        "mdaemon",
        "smtp-daemon",
        "mailer_daemon",
        "bounce",
        "bounces",
        "mail_delivery_subsystem",
        "microsoftexchange",
        "mail-delivery",
    }
)
_SERVER_NAMES = re.compile(
    r"mail delivery (?:sub)?system|mailer.daemon|\bpostmaster\b|mail delivery service|"
    r"delivery (?:status )?notification|internet mail delivery|mail administrator",
    re.I,
)
_SUBJECTS = re.compile(
    r"^\W{0,3}(?:\[[^\]]{1,30}\] ?)?(?:"
    r"(?:e-?)?mail (?:could|can) ?not be delivered|(?:e-?)?mail delivery fail|mail fail(?:ure|ed)"
    r"|mail (?:delivery )?(?:system )?error|mail delivery status|mail delivery problem"
    r"|message (?:delivery )?(?:has )?failed|message delivery has failed|message not delivered"
    r"|message (?:could|can) ?not be delivered|message undeliverable"
    r"|undeliver(?:able|ed)|non.?delivery|not delivered|unable to deliver|returned (?:mail|message|e-?mail)"
    r"|failure (?:notice|delivery)|(?:permanent )?delivery (?:has )?(?:failure|failed|status|error|problem)"
    r"|(?:delivery )?status notification|(?:e-?)?mail bounce|bounced mail|there was an error sending your mail"
    r"|warning: (?:message|could not send|mail)|delayed mail|mail delayed|postmaster notify"
    r"|nicht zustellbar|unzustellbar|zustellung|non (?:recapitabile|remis|distribuable)|no se puede entregar"
    r"|onbestelbaar|не ?доставлен|недоставленное|ваше сообщение не доставлено|メールエラー|配信|退信|系统退信"
    r"|डिलीवर नहीं|वितरित नहीं|ડિલિવર થયો નથી"
    r")",
    re.I,
)
_SAYS_FAILED = re.compile(
    r"(?:could|can|did|was|has|were|have|will)(?: ?not|n['’]t)\s+(?:be\s+|been\s+|reach(?:ed)?\s+)?"
    r"(?:deliver|sent|send|reach|accept)|undeliverable|undelivered|delivery (?:has )?fail|failed (?:permanently|to)"
    r"|permanent(?:ly)? (?:fatal )?(?:error|fail)|returning (?:it )?to (?:the )?sender|unable to deliver"
    r"|following (?:e-?mail )?(?:address(?:es)?|recipients?)|did not reach|user unknown|unknown (?:user|recipient)"
    r"|host unknown|mailbox (?:is )?(?:full|unavailable|not found)|no such (?:user|recipient|address)|over quota"
    r"|transcript of session|returned (?:message|mail)|failure reason|error (?:while|sending|:)"
    r"|rejected (?:by|for|your)|not (?:yet )?been delivered|delay(?:ed)?|配信|送信でき|エラー|не доставлен",
    re.I,
)
_SAYS_LATE = re.compile(
    r"still being (?:re)?tried|delayed \d|has been delayed|not yet been delivered|will (?:continue|keep) (?:trying|to try|to be)"
    r"|will be retried|no action is required on your part|warning message only|delivery (?:is )?delayed"
    r"|you do not need to resend",
    re.I,
)
_LATE_SUBJECT = re.compile(r"\bdelay(?:ed)?\b|\bwarning: ", re.I)
_RETURNED = re.compile(
    r"^[ \t]*(?:-{2,}.{0,80}(?:copy|original|returned|unsent|message|mail).{0,80}|-{4,} ?"
    r"|(?:below|below this line|enclosed) is (?:a copy|the).{0,80}|(?:original|returned) (?:message|mail).{0,60}:?"
    r"|(?:>|\|)? ?(?:return-path|received|dkim-signature): .{0,200})$",
    re.I | re.M,
)
_FINAL = re.compile(r"^Final-Recipient:[ \t]*rfc822;[ \t]*<?([^\s<>;]{1,64}@[^\s<>;]{1,255})", re.I | re.M)
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-\u0080-\uffff]{1,64}@[A-Za-z0-9.\-\u0080-\uffff]{3,255}"
)
_NAMED = re.compile(
    r"^[ \t>*\-]{0,8}(?:(?:to|recipients?|user|rcpt to|failed addresses?|address|e-?mail|final-recipient|intended recipient"
    r"|original-recipient|550[^\n]{0,40}|message to|delivery to|unable to deliver(?: message)? to)\b[^@\n]{0,60}?)?"
    r"[<\"'(\[]{0,3}(?:rfc822;|smtp:|mailto:)?\s{0,3}",
    re.I,
)
_MAY_PRECEDE = re.compile(r"^[\s<>\"'(\[*\-:;,.]*$")
_IN_PHRASE = re.compile(
    r"(?:recipient|address|deliver(?:ed|y)?|rcpt|user|account|mailbox|reach(?:ed)?|message to|sent to|to)\b[^@\n]{0,40}$",
    re.I,
)


def read_bounce(
    mail: Message, *, text: str, mail_from: str | None, sender: str, sender_name: str
) -> Nature | None:
    """Return the bounce that a server tells in words, None where this is none."""
    text = text[:MAX_CHARACTERS]
    named = headers.participants(headers.all_of(mail, "X-Failed-Recipients"))
    subject = headers.text_of(mail, "Subject")
    if not named and not _is_told_by_server(mail, subject, text, mail_from, sender, sender_name):
        return None
    diagnosis = _diagnosis(text)
    failed = (
        tuple(person.address for person in named)
        or tuple(dict.fromkeys(_FINAL.findall(text)[:_MAX_RECIPIENTS]))
        or _recipients(diagnosis, mail, sender)
    )
    is_late = bool(_LATE_SUBJECT.search(subject) or _SAYS_LATE.search(diagnosis))
    status = exact_status(status_of(diagnosis) or status_of(text), diagnosis)
    return Nature(
        NatureKind.BOUNCE,
        "bounce-delayed" if is_late else "bounce-text",
        failed or returned_recipients(mail),
        status or ("4.0.0" if is_late else "5.0.0"),
        returned_id(mail, text),
        is_still_tried=is_late,
    )


def _is_told_by_server(
    mail: Message, subject: str, text: str, mail_from: str | None, sender: str, sender_name: str
) -> bool:
    is_server = is_mail_server(sender, sender_name)
    is_nobody = mail_from == "" or headers.first_of(mail, "Return-Path").strip() == "<>" or not sender
    says_so = _SUBJECTS.match(subject) is not None
    if is_server:
        return says_so or _SAYS_FAILED.search(text[:8_000]) is not None
    if is_nobody or headers.first_of(mail, "Auto-Submitted").lower().startswith("auto-generated"):
        return says_so or _gives_back(mail, text)
    return says_so and is_machine_address(sender) and _gives_back(mail, text)


def _gives_back(mail: Message, text: str) -> bool:
    """Whether nobody's mail encloses one of ours and says that it failed."""
    return bool(returned_recipients(mail) or status_of(text[:8_000])) and bool(
        _SAYS_FAILED.search(text[:8_000])
    )


def is_mail_server(address: str, name: str = "") -> bool:
    """Whether a mail server speaks under this address or name."""
    local = address.partition("@")[0].lower()
    is_exchange = local.startswith("microsoftexchange") and len(local) > 30
    return local in _SERVERS or is_exchange or (bool(name) and _SERVER_NAMES.match(name) is not None)


def _diagnosis(text: str) -> str:
    """Return the server's own words, before the copy of our mail begins."""
    for found in _RETURNED.finditer(text):
        if found.start() > 200 and _ADDRESS.search(text[: found.start()]):
            return text[: found.start()]
    return text


def _recipients(diagnosis: str, mail: Message, sender: str) -> tuple[str, ...]:
    ours = {person.address.lower() for person in headers.participants(headers.all_of(mail, "To"))}
    ours.add(sender.lower())
    at_start: dict[str, None] = {}
    in_phrase: dict[str, None] = {}
    for line in diagnosis.split("\n")[:400]:
        found = _ADDRESS.search(line[:400])
        if found is None or is_mail_server(found[0]):
            continue
        before = line[: found.start()]
        address = found[0].strip(".'")
        if address.lower() in ours or before.rstrip().lower().endswith(
            ("from:", "sender:", "mail from:<", "from:<")
        ):
            continue
        if _MAY_PRECEDE.match(before) or _NAMED.fullmatch(before):
            at_start[address] = None
        elif _IN_PHRASE.search(before):
            in_phrase[address] = None
    return tuple(at_start or in_phrase)[:_MAX_RECIPIENTS]
