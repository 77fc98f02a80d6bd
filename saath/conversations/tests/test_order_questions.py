"""What an answer asks of an order that is known: told from other questions, in three languages and in Latin letters."""

from __future__ import annotations

from pathlib import Path

from saath.conversations.hints import Facts, Known, hint_for, questions_in

SENTENCES = Path(__file__).parent / "labelled" / "asked.tsv"
OF_ORDERS = frozenset({"order", "address", "reference", "photo"})


def told(sentence: str) -> set[str]:
    return {question.name for question in questions_in(sentence)} & OF_ORDERS


def test_nearly_all_that_is_asked_is_seen_and_little_else_is_taken_for_it() -> None:
    lines = [line.split("\t") for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    wanted = [({label} - {"none"}, told(sentence)) for label, sentence in lines]
    right = sum(len(label & found) for label, found in wanted)
    assert len(lines) >= 200
    assert right / sum(len(found) for _label, found in wanted) >= 0.98
    assert right / sum(len(label) for label, _found in wanted) >= 0.97


def test_a_hint_about_an_order_never_stops_an_answer() -> None:
    facts = Facts(known={"order": Known("PT-20411", inserts="PT-20411", is_of_order=True)})
    hint = hint_for("Please share your order number", facts)
    assert hint is not None
    assert "PT-20411" in hint.words
    assert not hint.is_asked
    assert hint_for("Please share your order number", facts, asked_only=True) is None


def test_what_is_only_thought_is_said_as_such_and_what_stands_in_the_answer_not_at_all() -> None:
    facts = Facts(known={"order": Known("PT-20411", is_sure=False)})
    hint = hint_for("Which order is it?", facts)
    assert hint is not None
    assert hint.words.startswith("It is most likely")
    assert hint_for("Which order is it, PT-20411?", facts) is None
