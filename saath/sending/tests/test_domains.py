"""The page of a mail domain: what DNS says, keys that sign when it says so, and tags that are tried."""

from __future__ import annotations

from datetime import timedelta

import dkim
import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from saath.channels.base import RawDelivery
from saath.channels.email.dkim_sign import Algorithm, new_key_pairs
from saath.channels.email.dns_records import DnsSilent, Lookup
from saath.channels.email.parse import parse_mail
from saath.channels.email.sender_proof import Trust
from saath.conversations.actions.reply import reply
from saath.conversations.intake import accept_mail
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, work
from saath.core.clock import now
from saath.sending import checking, jobs
from saath.sending.actions.domains import keep_keys
from saath.sending.actions.domains import test_plus as try_plus
from saath.sending.models import DkimKey, MailDomain, Outlet
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague, make_shop
from saath.tenancy.scope import store_scope
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db
PAGE = "/settings/mail-domain/"
DOMAIN = f"{PAGE}paanch.test/"
State = DkimKey.State


class Dns:
    """Records that a test sets."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], tuple[str, ...]] = {}
        self.is_silent = False

    def __call__(self, name: str, kind: str) -> tuple[str, ...]:
        if self.is_silent:
            raise DnsSilent(name)
        return self.records.get((name, kind), ())

    def publish(self, key: DkimKey) -> None:
        self.records[key.record_name, "TXT"] = (key.record,)


@pytest.fixture
def dns() -> Dns:
    return Dns()


def check(desk: Desk, dns: Lookup) -> MailDomain:
    with store_scope(desk.store_id):
        checking.check_all(dns)
        return MailDomain.objects.get()


def new_keys(desk: Desk) -> list[DkimKey]:
    with store_scope(desk.store_id):
        return keep_keys(TEST, name="paanch.test", pairs=new_key_pairs())


def new_key(desk: Desk) -> DkimKey:
    with store_scope(desk.store_id):
        return keep_keys(TEST, name="paanch.test", pairs=new_key_pairs()[:1])[0]


def states(desk: Desk) -> list[str]:
    with store_scope(desk.store_id):
        return list(DkimKey.objects.order_by("pk").values_list("state", flat=True))


def answer_leaves(desk: Desk, post: PostOffice, settings: Settings) -> bytes:
    """Answer a customer and return the mail as it left."""
    settings.SMTP_OUT_URL = post.url
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Kal", client_key="k1")
    with time_machine.travel(now() + timedelta(seconds=django_settings.UNDO_SECONDS + 1)):
        work()
    return post.received[-1].octets


def test_a_key_signs_only_when_dns_shows_its_record(
    desk: Desk, dns: Dns, post: PostOffice, settings: Settings
) -> None:
    key = new_key(desk)
    check(desk, dns)
    assert states(desk) == [State.WAITING]
    assert "PRIVATE" not in key.private
    dns.publish(key)
    check(desk, dns)
    assert states(desk) == [State.SIGNING]
    octets = answer_leaves(desk, post, settings)
    assert dkim.verify(octets, dnsfunc=lambda name, timeout=5: key.record.encode())


def test_with_both_keys_in_dns_an_answer_is_signed_twice_and_either_proves_it(
    desk: Desk, dns: Dns, post: PostOffice, settings: Settings
) -> None:
    keys = new_keys(desk)
    for key in keys:
        dns.publish(key)
    check(desk, dns)
    assert states(desk) == [State.SIGNING, State.SIGNING]
    octets = answer_leaves(desk, post, settings)
    assert octets.count(b"DKIM-Signature:") == 2
    for key in keys:
        record = (f"{key.record_name}.", key.record.encode())
        trust = Trust(txt=lambda name, record=record: record[1] if name == record[0] else None)  # type: ignore[misc]
        assert parse_mail(RawDelivery(octets), trust=trust).proof.how == "dkim"


def test_a_new_pair_takes_over_kind_by_kind(desk: Desk, dns: Dns) -> None:
    for key in new_keys(desk):
        dns.publish(key)
    check(desk, dns)
    rsa, second = new_keys(desk)
    dns.publish(second)
    check(desk, dns)
    assert states(desk) == [State.SIGNING, State.RETIRED, State.WAITING, State.SIGNING]
    assert [rsa.algorithm, second.algorithm] == [Algorithm.RSA, Algorithm.ED25519]


def test_a_second_key_whose_record_names_no_kind_is_another_key(desk: Desk, dns: Dns) -> None:
    _rsa, key = new_keys(desk)
    dns.records[key.record_name, "TXT"] = (key.record.replace("k=ed25519; ", ""),)
    assert checking.verdicts_of(check(desk, dns))[f"dkim {key.selector}"].reason == "other_key"


def test_a_new_key_takes_over_from_the_old_one_which_keeps_no_private_half(desk: Desk, dns: Dns) -> None:
    old = new_key(desk)
    dns.publish(old)
    check(desk, dns)
    new = new_key(desk)
    assert new.selector != old.selector
    check(desk, dns)
    assert states(desk) == [State.SIGNING, State.WAITING]
    dns.publish(new)
    check(desk, dns)
    assert states(desk) == [State.RETIRED, State.SIGNING]
    with store_scope(desk.store_id):
        assert DkimKey.objects.get(pk=old.pk).private == ""


def test_a_record_that_is_taken_away_stops_the_signing_but_a_silent_dns_does_not(
    desk: Desk, dns: Dns
) -> None:
    dns.publish(new_key(desk))
    check(desk, dns)
    dns.is_silent = True
    check(desk, dns)
    assert states(desk) == [State.SIGNING]
    dns.is_silent, dns.records = False, {}
    check(desk, dns)
    assert states(desk) == [State.WAITING]


def test_slow_name_servers_end_the_check_of_a_domain(
    desk: Desk, dns: Dns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "DNS_SECONDS", -1.0)
    found = checking.verdicts_of(check(desk, dns))
    assert {verdict.is_known for verdict in found.values()} == {False}


def test_the_page_says_what_is_there_and_what_to_change(
    desk: Desk, owner: Client, dns: Dns, settings: Settings
) -> None:
    settings.SMTP_OUT_URL = "smtp://u:p@smtp.gmail.com:587"
    before = owner.get(PAGE).text
    assert "Not checked yet." in before
    assert "v=spf1 include:_spf.google.com ~all" in before
    dns.records["paanch.test", "TXT"] = ("v=spf1 mx -all", "v=spf1 a -all")
    dns.records["paanch.test", "MX"] = ("10 mx.other.example",)
    check(desk, dns)
    page = owner.get(PAGE).text
    assert "There are several, and receivers then heed none." in page
    assert "v=spf1 mx -all" in page
    assert "include:_spf.google.com mx a -all" in page
    assert "There is no such record." in page
    assert "v=DMARC1; p=none" in page
    assert "Mail goes elsewhere" in page


def test_checking_is_a_job_that_the_page_waits_for(
    desk: Desk, owner: Client, dns: Dns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking.check, "__defaults__", (dns,))
    assert owner.post(f"{DOMAIN}check/").status_code == 302
    assert "Asking DNS" in owner.get(DOMAIN).text
    assert 'hx-trigger="every 3s"' in owner.get(DOMAIN).text
    work()
    assert "Asking DNS" not in owner.get(DOMAIN).text


def test_the_schedule_checks_every_shop(desk: Desk, dns: Dns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking.check_all, "__defaults__", (dns,))
    jobs.check_every_domain.func()
    work()
    with store_scope(desk.store_id):
        assert MailDomain.objects.get().checked_at


def test_a_key_is_made_on_the_page(desk: Desk, owner: Client) -> None:
    owner.post(f"{DOMAIN}key/")
    page = owner.get(DOMAIN).text
    assert "Waits for its record" in page
    assert "v=DKIM1; k=rsa; p=" in page
    assert "PRIVATE" not in page
    assert "enter only @ as the name" in page
    assert "enter only _dmarc as the name" in page


def test_a_tag_that_comes_back_is_known_to_arrive(
    desk: Desk, owner: Client, post: PostOffice, settings: Settings
) -> None:
    settings.SMTP_OUT_URL = post.url
    with store_scope(desk.store_id):
        try_plus(TEST, desk.account)
    work()
    (sent,) = post.received
    assert sent.recipients[0].startswith("namaste+")
    assert "A mail is on its way" in owner.get(PAGE).text
    accept_mail("namaste@paanch.test", sent.recipients, sent.octets)
    work()
    with time_machine.travel(now() + timedelta(seconds=30)):
        work()
    assert "Mail with a tag arrives." in owner.get(PAGE).text
    with store_scope(desk.store_id):
        assert not Conversation.objects.exists()


def test_a_tag_that_never_comes_is_said_and_left_out_of_answers(
    desk: Desk, owner: Client, post: PostOffice, settings: Settings
) -> None:
    settings.SMTP_OUT_URL = post.url
    with store_scope(desk.store_id):
        try_plus(TEST, desk.account)
    work()
    with time_machine.travel(now() + timedelta(minutes=16)):
        work()
    assert "does not arrive, so answers go out without one" in owner.get(PAGE).text
    answer_leaves(desk, post, settings)
    sent = post.received[-1]
    assert sent.mail["Reply-To"] is None
    assert sent.mail_from == "namaste@paanch.test"


def test_the_owner_may_say_how_it_is(desk: Desk, owner: Client) -> None:
    owner.post(f"{PAGE}tags/{desk.account.public_id}/", {"works": "no"})
    with store_scope(desk.store_id):
        assert Outlet.objects.get().plus == Outlet.Plus.FAILS


def test_pages_open_to_who_may_change_the_settings(desk: Desk) -> None:
    for role, status in ((Role.OWNER, 200), (Role.MANAGER, 200), (Role.MEMBER, 403), (Role.READER, 403)):
        browser = browser_of(make_colleague(desk.shop, f"{role}@example.com", role), desk.shop)
        assert browser.get(PAGE).status_code == status
        assert browser.get(DOMAIN).status_code == status


def test_a_domain_of_another_shop_is_not_there(desk: Desk) -> None:
    other = make_shop("khadi", "Khadi Ghar")
    stranger = browser_of(make_colleague(other, "asha@example.com", Role.OWNER), other)
    assert stranger.get(DOMAIN).status_code == 404
    assert "no mail address yet" in stranger.get(PAGE).text
    for url in (f"{DOMAIN}check/", f"{DOMAIN}key/", f"{PAGE}tags/{desk.account.public_id}/"):
        assert stranger.post(url).status_code == 404
    with store_scope(desk.store_id):
        assert not MailDomain.objects.exists()


def test_the_page_asks_little(
    desk: Desk, owner: Client, dns: Dns, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        dns.publish(new_key(desk))
        check(desk, dns)
    owner.get(PAGE)
    with django_assert_max_num_queries(10):
        owner.get(PAGE)


def test_the_page_asks_little_before_dns_was_asked(
    desk: Desk, owner: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    owner.get(PAGE)
    with django_assert_max_num_queries(14):
        owner.get(PAGE)
