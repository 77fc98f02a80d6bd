"""What a mail server says about a failure, as a code of RFC 3463."""

from __future__ import annotations

import re

_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.\-:/])([45])[0-5]\d(?=[ \-#])")

_WORDS = (
    (
        "5.1.1",
        r"user (?:is )?(?:unknown|not found|doesn['’]t exist)|unknown (?:user|recipient|local part|mailbox|address)"
        r"|no such (?:user|mailbox|recipient|address|person|local user)|no (?:mailbox|account) (?:here )?by that name"
        r"|(?:user|recipient|account|mailbox|address|e-?mail account)(?: that you tried to reach)?(?: <[^>]{1,320}>)?"
        r" (?:does(?: not|n['’]t)|did not) exist|doesn['’]t have an? [\w. ]{1,40}account"
        r"|(?:user|recipient|address|mailbox) (?:address )?(?:rejected: )?(?:unknown|not found|unavailable: unknown)"
        r"|not (?:a )?(?:listed in|our customer)|recipient name is not recognized|invalid (?:recipient|mailbox)"
        r"|account (?:has been |is )?(?:disabled|closed|inactive|deactivated)|not a known user|recipient not found",
    ),
    (
        "5.1.2",
        r"host (?:is )?(?:unknown|not found)|unrout(?:e)?able (?:mail )?(?:address|domain)|domain (?:name )?not found"
        r"|unknown (?:host|domain)|no such (?:host|domain)|name or service not known|couldn['’]t find any host"
        r"|domain does not (?:exist|accept)|nxdomain|null mx",
    ),
    (
        "4.2.2",
        r"(?:mailbox|mail ?box|inbox|account)(?:'s)? (?:is |has )?(?:been )?(?:full|over ?quota|exceeded)"
        r"|(?:over|exceed(?:s|ed|ing)?)(?: its| the| your| mail| storage| disk)* ?quota|quota (?:has been )?exceeded"
        r"|out of (?:storage|disk) space|not enough (?:storage )?space|storage is full|retry timeout exceeded",
    ),
)
_WORD_CODES = tuple((code, re.compile(words, re.IGNORECASE)) for code, words in _WORDS)
_MAX_CHARACTERS = 20_000
# "Failed" and "something with the address": RFC 3463, 3.1 and 3.2.
_VAGUE = (".0.0", ".1.0")


def status_of(text: str) -> str:
    """Return the first code of failure in a diagnosis that says more than its class; '550' alone gives '5.0.0'."""
    text = text[:_MAX_CHARACTERS]
    codes: list[str] = [code for code in _STATUS.findall(text) if code[0] in "45"]
    if codes:
        return next((code for code in codes if not code.endswith(_VAGUE)), codes[0])
    code = _REPLY_CODE.search(text)
    return f"{code[1]}.0.0" if code else ""


def exact_status(status: str, diagnosis: str) -> str:
    """Return what the words say where the code says nothing, or only that it is final ('5.0.0')."""
    if status and not status.endswith(_VAGUE):
        return status
    for code, words in _WORD_CODES:
        if words.search(diagnosis[:_MAX_CHARACTERS]):
            return code if not status or code[0] == status[0] else f"{status[0]}{code[1:]}"
    return status
