"""What DNS says and what it should say, without DNS."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from saath.channels.email.dns_records import DnsSilent, Lookup
from saath.sending import rules
from saath.sending.rules import Reason, judge_dkim, judge_dmarc, judge_mx, judge_spf
from saath.sending.words import explain_verdict

GOOGLE = ["include:_spf.google.com"]
KEY_NAME = "saath2611._domainkey.paanch.example"


def dns(records: Mapping[tuple[str, str], tuple[str, ...]]) -> Lookup:
    return lambda name, kind: records.get((name, kind), ())


def txt(**names: str) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(name.replace("__", "."), "TXT"): (text,) for name, text in names.items()}


def silent(name: str, kind: str) -> tuple[str, ...]:
    raise DnsSilent(name)


SPF_AT_GOOGLE = {("_spf.google.com", "TXT"): ("v=spf1 ip4:192.0.2.0/24 ~all",)}


@pytest.mark.parametrize(
    ("records", "reason", "wanted"),
    [
        ((), Reason.MISSING, "v=spf1 include:_spf.google.com ~all"),
        (("google-site-verification=x",), Reason.MISSING, "v=spf1 include:_spf.google.com ~all"),
        (("v=spf1 include:_spf.google.com -all",), Reason.RIGHT, ""),
        (("v=spf1 mx -all",), Reason.NOT_LISTED, "v=spf1 include:_spf.google.com mx -all"),
        (
            ("v=spf1 include:_spf.google.com ~all", "v=spf1 mx -all"),
            Reason.SEVERAL,
            "v=spf1 include:_spf.google.com mx ~all",
        ),
        (("v=spf1 include:_spf.google.com +all",), Reason.OPEN, "v=spf1 include:_spf.google.com ~all"),
        (("v=spf1 include:_spf.google.com include:gone.example -all",), Reason.LOST, ""),
    ],
)
def test_spf_is_judged_and_corrected(records: tuple[str, ...], reason: Reason, wanted: str) -> None:
    verdict = judge_spf("paanch.example", GOOGLE, dns({("paanch.example", "TXT"): records, **SPF_AT_GOOGLE}))
    assert (verdict.reason, verdict.wanted) == (reason, wanted)


def test_no_policy_is_proposed_that_allows_nobody() -> None:
    verdict = judge_spf("paanch.example", [], dns({}))
    assert (verdict.reason, verdict.wanted) == (Reason.MISSING, "")
    assert explain_verdict(verdict).remedy == "Set what the provider of your mailbox asks for."


def test_an_include_within_an_include_and_a_redirect_count() -> None:
    records = {
        **txt(
            paanch__example="v=spf1 redirect=_all.example",
            _all__example="v=spf1 include:_spf.google.com -all",
        ),
        **SPF_AT_GOOGLE,
    }
    assert judge_spf("paanch.example", GOOGLE, dns(records)).reason == Reason.RIGHT


def test_more_than_ten_lookups_are_counted_also_where_policies_turn_in_a_circle() -> None:
    many = " ".join(f"a:h{n}.example" for n in range(11))
    verdict = judge_spf("paanch.example", [], dns(txt(paanch__example=f"v=spf1 {many} -all")))
    assert (verdict.reason, verdict.detail) == (Reason.LOOKUPS, "11")
    circle = txt(a__example="v=spf1 include:b.example -all", b__example="v=spf1 include:a.example -all")
    assert judge_spf("a.example", [], dns(circle)).reason == Reason.RIGHT


def test_a_server_of_our_own_is_allowed_by_its_address() -> None:
    records = {
        ("mail.paanch.example", "A"): ("192.0.2.7",),
        ("paanch.example", "TXT"): ("v=spf1 ip4:192.0.2.0/28 -all",),
    }
    assert judge_spf("paanch.example", ["a:mail.paanch.example"], dns(records)).reason == Reason.RIGHT
    records["mail.paanch.example", "A"] = ("198.51.100.1",)
    verdict = judge_spf("paanch.example", ["a:mail.paanch.example"], dns(records))
    assert verdict.wanted == "v=spf1 a:mail.paanch.example ip4:192.0.2.0/28 -all"


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ((), Reason.MISSING),
        (("v=DKIM1; k=rsa; p=AB CD",), Reason.RIGHT),
        (("v=DKIM1; k=rsa; p=OTHER",), Reason.OTHER_KEY),
        (("v=DKIM1; p=",), Reason.REVOKED),
        (("v=DKIM1; p=ABCD", "v=DKIM1; p=OTHER"), Reason.SEVERAL),
    ],
)
def test_dkim_is_right_only_with_our_key_alone(found: tuple[str, ...], reason: Reason) -> None:
    verdict = judge_dkim(KEY_NAME, "ABCD", "v=DKIM1; k=rsa; p=ABCD", dns({(KEY_NAME, "TXT"): found}))
    assert verdict.reason == reason


def test_a_record_to_whose_name_the_panel_added_the_domain_is_found() -> None:
    records = dns({(f"{KEY_NAME}.paanch.example", "TXT"): ("v=DKIM1; p=ABCD",)})
    assert judge_dkim(KEY_NAME, "ABCD", "v=DKIM1; p=ABCD", records).reason == Reason.DOUBLED


def test_dmarc_is_the_domains_own_or_that_of_the_one_above() -> None:
    assert judge_dmarc("shop.paanch.example", dns({})).wanted == "v=DMARC1; p=none"
    above = judge_dmarc("shop.paanch.example", dns(txt(_dmarc__paanch__example="v=DMARC1; p=reject")))
    assert (above.reason, above.detail, above.is_good) == (Reason.INHERITED, "paanch.example", True)
    own = {("_dmarc.paanch.example", "TXT"): ("v=DMARC1; p=none", "v=DMARC1; p=reject")}
    assert judge_dmarc("paanch.example", dns(own)).reason == Reason.SEVERAL
    assert (
        judge_dmarc("paanch.example", dns(txt(_dmarc__paanch__example="v=DMARC1; rua=x"))).reason
        == Reason.POLICY
    )


def test_mx_leads_here_by_name_or_by_address_where_we_receive() -> None:
    records = {
        ("paanch.example", "MX"): ("10 mx.paanch.example",),
        ("mx.paanch.example", "A"): ("192.0.2.9",),
    }
    elsewhere = judge_mx("paanch.example", "desk.paanch.example", dns(records))
    assert (elsewhere.reason, elsewhere.wanted) == (Reason.ELSEWHERE, "10 desk.paanch.example")
    records["desk.paanch.example", "A"] = ("192.0.2.9",)
    assert judge_mx("paanch.example", "desk.paanch.example", dns(records)).is_good
    assert judge_mx("paanch.example", "", dns(records)).is_good
    assert judge_mx("paanch.example", "", dns({("paanch.example", "MX"): ("0 .",)})).reason == Reason.NO_MAIL
    assert judge_mx("paanch.example", "", dns({})).reason == Reason.MISSING


def test_a_silent_dns_says_nothing_about_the_records() -> None:
    for verdict in (
        judge_spf("x.example", GOOGLE, silent), judge_dmarc("x.example", silent), judge_mx("x.example", "", silent),
        judge_dkim(KEY_NAME, "A", "B", silent),
    ):  # fmt: skip
        assert (verdict.reason, verdict.is_good, verdict.is_known) == (Reason.SILENT, False, False)


def test_a_verdict_survives_its_row() -> None:
    verdict = judge_spf("paanch.example", GOOGLE, dns(txt(paanch__example="v=spf1 mx -all")))
    assert rules.Verdict.from_row(verdict.as_row()) == verdict
