"""What is called spam, without a database: the store's word, signs on the way, and what the learner says."""

from __future__ import annotations

import email

import pytest

from benchmarks.spam import measure
from saath.channels.base import SpamSigns
from saath.channels.email.read_policy import READ
from saath.channels.email.sender_proof import Trust
from saath.channels.email.spam_signs import spam_signs
from saath.conversations.spam.learner import LEAST_LESSONS, MIDDLE, MOST_LESSONS, Learner
from saath.conversations.spam.suspicion import SenderRules, suspicion
from saath.conversations.spam.words import slots_of

RULES = SenderRules(
    {"pest@gmail.com": "block", "spam.top": "block", "friend.in": "allow", "shop.friend.in": "block"}
)
NO_SIGNS = SpamSigns()
SPAM, WANTED = frozenset(range(40)), frozenset(range(30, 70))


def reason(sender: str, *, likeness: float = MIDDLE, signs: SpamSigns = NO_SIGNS) -> str:
    return suspicion(sender=sender, rules=RULES, signs=signs, likeness=likeness).reason


def signs(*lines: str, trusted: str = "mx.paanch.test") -> SpamSigns:
    mail = email.message_from_string("\n".join([*lines, "From: a@example.in", "", "x"]), policy=READ)
    return spam_signs(mail, Trust(authserv_ids=trusted.split()))


def taught(times: int = LEAST_LESSONS) -> Learner:
    learner = Learner()
    for _ in range(times):
        learner.teach(SPAM, is_spam=True)
        learner.teach(WANTED, is_spam=False)
    return learner


def test_the_nearest_rule_of_the_store_decides() -> None:
    assert reason("pest@gmail.com") == "blocked"
    assert reason("other@gmail.com") == ""
    assert reason("x@mail.spam.top") == "blocked"
    assert reason("x@spam.top.example.in") == ""
    assert reason("a@friend.in", likeness=1.0, signs=SpamSigns(is_flagged=True)) == ""
    assert reason("a@shop.friend.in") == "blocked"


def test_an_allowed_name_is_not_enough_where_its_domain_disowns_the_mail() -> None:
    forged = SpamSigns(is_flagged=True, has_failed_authentication=True)
    assert reason("a@friend.in", signs=forged) == "upstream"


def test_only_a_blocked_address_holds_for_a_known_customer() -> None:
    told = suspicion(sender="pest@gmail.com", rules=RULES, signs=SpamSigns(), likeness=MIDDLE)
    assert told.holds_for_known
    told = suspicion(sender="x@spam.top", rules=RULES, signs=SpamSigns(), likeness=MIDDLE)
    assert not told.holds_for_known


def test_a_disowned_mail_is_kept_apart_sooner() -> None:
    assert reason("a@example.in", likeness=0.9) == ""
    assert reason("a@example.in", likeness=0.9, signs=SpamSigns(has_failed_authentication=True)) == "learned"


@pytest.mark.parametrize(
    "line",
    [
        "X-Spam-Flag: YES",
        "X-Spam-Status: Yes, score=8.1 required=5.0",
        "X-Spam: yes",
        "X-Spam-Level: *******",
    ],
)
def test_what_a_server_on_the_way_called_spam_is_flagged(line: str) -> None:
    assert signs(line).is_flagged


@pytest.mark.parametrize(
    "line", ["X-Spam-Flag: NO", "X-Spam-Status: No, score=1", "X-Spam-Level: **", "X-Spam-Level:"]
)
def test_what_a_server_let_pass_is_not(line: str) -> None:
    assert not signs(line).is_flagged


def test_only_our_own_server_disowns_a_mail() -> None:
    failed = "Authentication-Results: mx.paanch.test; dmarc=fail header.from=example.in"
    assert signs(failed).has_failed_authentication
    assert not signs(failed, trusted="mx.other.test").has_failed_authentication


def test_the_learner_says_nothing_before_it_was_taught_enough() -> None:
    assert taught(LEAST_LESSONS - 1).likeness(SPAM) == MIDDLE
    assert taught().likeness(SPAM) > 0.99
    assert taught().likeness(WANTED) < 0.01
    assert taught().likeness(frozenset()) == MIDDLE


def test_a_lesson_is_taken_back_and_all_is_remembered() -> None:
    learner = taught()
    before = learner.packed()
    learner.teach(SPAM, is_spam=True)
    assert learner.packed() != before
    learner.teach(SPAM, is_spam=True, count=-1)
    assert learner.packed() == before
    again = Learner.read(before, spam_mails=learner.spam_mails, wanted_mails=learner.wanted_mails)
    assert again.likeness(SPAM) == learner.likeness(SPAM)


def test_the_memory_never_grows() -> None:
    learner = Learner(spam_mails=MOST_LESSONS // 2, wanted_mails=MOST_LESSONS // 2)
    learner.teach(SPAM, is_spam=True)
    assert learner.spam_mails + learner.wanted_mails <= MOST_LESSONS // 2 + 1
    assert len(learner.spam) == len(learner.wanted) == 32_768


def test_words_are_the_same_in_every_script_and_different_in_every_shop() -> None:
    def slots(text: str, key: bytes = b"one") -> frozenset[int]:
        return slots_of(key=key, sender="", subject="", text=text, has_files=False)

    assert slots("refund") == slots("रिफंड")
    assert slots("refund") != slots("refund", b"other")


def test_labelled_mails_are_told_apart() -> None:
    score = measure()
    assert score.precision >= 0.98
    assert score.recall >= 0.75
