from __future__ import annotations

import base64

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from saath.channels.base import RawDelivery, SenderProof
from saath.channels.email import dkim_proof
from saath.channels.email.dkim_sign import new_key_pairs, record_of
from saath.channels.email.parse import parse_mail
from saath.channels.email.sender_proof import Trust, is_aligned

MAIL = b"From: Usha <usha@example.in>\r\nTo: shop@paanch.example\r\nSubject: Parcel\r\n\r\nWhere is my parcel?\r\n"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC = base64.b64encode(
    KEY.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
)
PRIVATE = KEY.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
)


def dns(name: str) -> bytes | None:
    known = {"s1._domainkey.example.in.", "s1._domainkey.mail.example.in.", "s1._domainkey.evil.example."}
    return b"v=DKIM1; k=rsa; p=" + PUBLIC if name in known else None


def signed(mail: bytes = MAIL, domain: bytes = b"example.in", **options: bool) -> bytes:
    return bytes(dkim.sign(mail, b"s1", domain, PRIVATE, **options)) + mail


def proof_of(mail: bytes, *ids: str) -> SenderProof:
    return parse_mail(RawDelivery(mail), trust=Trust(ids, dns)).proof


def results(value: str, mail: bytes = MAIL) -> bytes:
    return f"Authentication-Results: {value}\r\n".encode() + mail


@pytest.mark.parametrize("domain", [b"example.in", b"mail.example.in"])
def test_a_signature_of_the_senders_domain_proves_the_sender(domain: bytes) -> None:
    assert proof_of(signed(domain=domain)) == SenderProof(True, "dkim", domain.decode())


@pytest.mark.parametrize(
    "mail",
    [
        MAIL,
        signed(domain=b"evil.example"),
        signed().replace(b"Where is", b"Send me"),
        signed().replace(b"Subject: Parcel", b"Subject: Refund"),
        signed(length=True),
        signed(domain=b"unknown.example.in"),
        b"From: other@example.org\r\n" + signed(),
        signed(MAIL.replace(b"usha@example.in>", b"usha@example.in>, r@example.in")),
        signed().replace(b"d=example.in", b"d=example.in;;\x00\xff="),
        b"DKIM-Signature: v=1; d=example.in; s=s1\r\n" + MAIL,
    ],
)
def test_anything_less_proves_nothing(mail: bytes) -> None:
    assert proof_of(mail) == SenderProof()


def test_slow_name_servers_are_not_asked_for_one_key_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def slow(name: str) -> bytes | None:
        asked.append(name)
        monkeypatch.setattr(dkim_proof, "monotonic", lambda: float("inf"))
        return None

    mail = signed()
    for _ in range(3):
        mail = mail[: mail.index(b"From:")] + mail
    assert parse_mail(RawDelivery(mail), trust=Trust((), slow)).proof == SenderProof()
    assert len(asked) == 1


@pytest.mark.parametrize(
    "sender",
    [
        b"x (a (b) <usha@example.in>) <other@example.in>",
        b"=?utf-8?q?<usha@example.in>?= <other@example.in>",
        b"<usha@example.in> <other@example.in>",
        b"usha@example.in <other@example.in>",
        b"(" * 5000 + b"<usha@example.in>",
    ],
)
def test_a_sender_that_another_reader_takes_for_somebody_else_is_not_proved(sender: bytes) -> None:
    assert proof_of(signed(MAIL.replace(b"Usha <usha@example.in>", sender))) == SenderProof()


@pytest.mark.parametrize(
    "sender",
    [
        "उषा <usha@example.in>".encode(),
        b"=?utf-8?q?Usha=2C_a?= <usha@example.in>",
        b'"other@example.in" <usha@example.in>',
        b"usha@example.in (Usha)",
        b"usha@example.in <usha@example.in>",
        b"Usha <USHA@Example.IN>",
    ],
)
def test_a_sender_is_proved_however_the_name_is_written(sender: bytes) -> None:
    assert proof_of(signed(MAIL.replace(b"Usha <usha@example.in>", sender))).is_proved


HIDDEN = b"X-Note: a\r"  # one header to whoever ends lines by CRLF, the first of two to us


def test_a_signature_that_only_we_would_see_lends_no_domain_to_the_one_that_holds() -> None:
    claimed = HIDDEN + b"DKIM-Signature: v=1; a=rsa-sha256; d=example.in; s=s1; h=from; bh=x; b=x\r\n"
    assert proof_of(claimed + signed(domain=b"evil.example")) == SenderProof()


def test_a_sender_that_only_we_would_see_is_not_the_one_who_signed() -> None:
    mail = HIDDEN + b"From: usha@example.in\r\r\n" + MAIL.replace(b"usha@", b"other@")
    assert proof_of(signed(mail)) == SenderProof()


def test_a_result_that_our_server_could_not_see_is_not_its_own() -> None:
    forged = HIDDEN + results("mx.paanch.example; dmarc=pass header.from=example.in")
    assert proof_of(results("mx.paanch.example; spf=none", forged), "mx.paanch.example") == SenderProof()


def test_without_a_server_to_trust_or_dns_nothing_is_proved() -> None:
    assert parse_mail(RawDelivery(signed())).proof == SenderProof()


@pytest.mark.parametrize(
    ("value", "how"),
    [
        ("mx.paanch.example; dmarc=pass (p=none) header.from=example.in", "dmarc"),
        ("mx.paanch.example 1; spf=pass smtp.mailfrom=bounce@mail.example.in; dkim=none", "spf"),
        ('MX.Paanch.Example; dkim=pass reason="good; key" header.i=@example.in header.s=s1', "dkim"),
        ("mx.paanch.example (they say mx.evil.example;); dkim/1=pass header.d=example.in", "dkim"),
    ],
)
def test_our_own_server_is_believed(value: str, how: str) -> None:
    proof = proof_of(results(value), "mx.paanch.example")
    assert (proof.is_proved, proof.how) == (True, how)


@pytest.mark.parametrize(
    "value",
    [
        "mx.evil.example; dmarc=pass header.from=example.in",
        "mx.paanch.example; dmarc=fail header.from=example.in",
        "mx.paanch.example; dkim=pass header.d=evil.example",
        "mx.paanch.example; spf=pass smtp.helo=example.in",
        "mx.paanch.example; dkim=pass",
        "mx.paanch.example; none",
        'mx.paanch.example; dkim=fail reason="dkim=pass header.d=example.in"',
        "mx.paanch.example; dkim=fail (dkim=pass header.d=example.in)",
        'mx.paanch.example; spf=pass smtp.mailfrom="x@example.in"@evil.example',
        'mx.paanch.example; dkim=pass header.i="x@example.in"@evil.example header.d=evil.example',
        r'mx.paanch.example; spf=pass smtp.mailfrom="x\"; dmarc=pass header.from=example.in; \""@evil.example',
        "",
    ],
)
def test_other_servers_and_other_domains_are_not(value: str) -> None:
    assert proof_of(results(value), "mx.paanch.example") == SenderProof()


def test_only_the_topmost_result_counts() -> None:
    forged = results("mx.paanch.example; dmarc=pass header.from=example.in")
    below_another = results("mx.other.example; dmarc=fail header.from=example.in", forged)
    below_a_hop = results("mx.paanch.example; spf=fail", b"Received: from evil by us; now\r\n" + forged)
    contradicted = results("mx.paanch.example; dmarc=fail header.from=example.in", forged)
    for mail in (below_another, below_a_hop, contradicted):
        assert proof_of(mail, "mx.paanch.example") == SenderProof()


def test_a_second_result_of_the_same_server_adds_its_method() -> None:
    both = results(
        "mx.paanch.example; spf=none", results("mx.paanch.example; dmarc=pass header.from=example.in")
    )
    assert proof_of(both, "mx.paanch.example").how == "dmarc"


@pytest.mark.parametrize(
    ("name", "domain", "aligned"),
    [
        ("example.in", "example.in", True),
        ("Mail.Example.IN.", "example.in", True),
        ("भारत.example", "xn--h2brj9c.example", True),
        ("ample.in", "example.in", False),
        ("in", "example.in", False),
        ("a.example.in", "b.example.in", False),
    ],
)
def test_alignment(name: str, domain: str, aligned: bool) -> None:
    assert is_aligned(name, domain) is aligned


def test_an_ed25519_signature_proves_the_sender_as_well() -> None:
    _rsa, pair = new_key_pairs()
    header = dkim.sign(
        MAIL, b"s2", b"example.in", pair.private.encode(), signature_algorithm=b"ed25519-sha256"
    )
    record = record_of(pair.public, pair.algorithm).encode()
    mail = bytes(header) + MAIL

    def proof(mail: bytes) -> SenderProof:
        return parse_mail(RawDelivery(mail), trust=Trust((), lambda _name: record)).proof

    assert proof(mail) == SenderProof(True, "dkim", "example.in")
    assert proof(mail.replace(b"Where is", b"Send me")) == SenderProof()
