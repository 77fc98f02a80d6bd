"""Decisions about conversations, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from saath.conversations import rules
from saath.conversations.rules import Candidate, SubjectCandidate, thread_of

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def threaded(**facts: object) -> int | None:
    """Decide with the given facts and nothing else known."""
    known: dict[str, object] = {
        "by_token": None,
        "by_chain": (),
        "by_subject": (),
        "subject": "Re: Order",
        "is_sender_proved": False,
        "now": NOW,
    }
    return thread_of(**{**known, **facts})  # type: ignore[arg-type]


def test_a_signed_token_threads_before_anything_else() -> None:
    assert threaded(by_token=7, by_chain=[Candidate(8, True)]) == 7


def test_the_chain_threads_a_participant() -> None:
    assert threaded(by_chain=[Candidate(8, True)]) == 8


def test_the_chain_of_a_newsletter_does_not_join_strangers() -> None:
    assert threaded(by_chain=[Candidate(8, False)]) is None


def test_the_newest_reference_wins() -> None:
    assert threaded(by_chain=[Candidate(9, True), Candidate(8, True)]) == 9


def test_an_unproved_sender_joins_nothing_by_subject() -> None:
    assert threaded(by_subject=[SubjectCandidate(5, "Order", NOW)]) is None


def test_a_proved_sender_answers_by_subject_within_two_weeks() -> None:
    recent, old = SubjectCandidate(5, "Order", NOW), SubjectCandidate(4, "Order", NOW - timedelta(days=15))
    assert threaded(by_subject=[old, recent], is_sender_proved=True) == 5
    assert threaded(by_subject=[old], is_sender_proved=True) is None


def test_a_new_mail_with_an_old_subject_opens_a_new_conversation() -> None:
    same = [SubjectCandidate(5, "Order", NOW)]
    assert threaded(by_subject=same, is_sender_proved=True, subject="Order") is None


@pytest.mark.parametrize(
    "subject", ["Re: Order", "RE: re[2]: Order", "Fwd: Order", "AW: Order", "उत्तर: Order", "જવાબ: Order"]
)
def test_answer_prefixes_are_no_part_of_a_subject(subject: str) -> None:
    assert rules.bare_subject(subject) == "order"
    assert rules.is_answer_subject(subject)


def test_a_preview_is_one_line_of_limited_length() -> None:
    assert rules.preview("Namaste,\n\n  kab aayega?") == "Namaste, kab aayega?"
    assert len(rules.preview("क" * 5000)) == rules.LAST_TEXT_LENGTH


def test_automatic_mail_and_spam_wake_nobody() -> None:
    assert rules.wakes("solved", is_automatic=False)
    assert not rules.wakes("solved", is_automatic=True)
    assert not rules.wakes("spam", is_automatic=False)
