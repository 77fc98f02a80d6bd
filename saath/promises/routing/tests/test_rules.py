"""Who gets a conversation, without a database."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from saath.promises.routing.rules import (
    ORDERED,
    Because,
    Candidate,
    Reason,
    Refusal,
    Wanted,
    better_than,
    choose,
    refusal,
    skills_needed,
)

AT = datetime(2037, 3, 2, 6, 0, tzinfo=UTC)
HERE = AT - timedelta(minutes=1)


def here(member_id: int, **more: object) -> Candidate:
    return replace(Candidate(member_id, seen_at=HERE), **more)  # type: ignore[arg-type]


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        member_id=st.integers(1, 50),
        may_reply=st.booleans(),
        is_on=st.booleans(),
        is_away=st.booleans(),
        channels=st.frozensets(st.sampled_from(["email", "fake"])),
        languages=st.frozensets(st.sampled_from(["en", "hi", "gu"])),
        skills=st.frozensets(st.sampled_from(["a", "b"])),
        load=st.integers(0, 5),
        limit=st.integers(1, 5),
        seen_at=st.none() | st.integers(0, 30).map(lambda minutes: AT - timedelta(minutes=minutes)),
        turn=st.integers(0, 9),
    ),
    max_size=8,
    unique_by=lambda each: each.member_id,
)
WANTED = st.builds(
    Wanted,
    channel=st.sampled_from(["email", "fake"]),
    language=st.sampled_from(["", "en", "gu"]),
    skills=st.frozensets(st.sampled_from(["a", "b"])),
    known=st.lists(st.integers(1, 50), max_size=3, unique=True).map(tuple),
    gave_back=st.frozensets(st.integers(1, 50), max_size=2),
    is_open=st.booleans(),
    is_wide=st.booleans(),
    reasons=st.permutations(list(ORDERED)).map(tuple),
)


@given(CANDIDATES, WANTED)
def test_gives_nothing_to_whoever_may_not_answer_is_away_or_gave_it_back(
    candidates: list[Candidate], wanted: Wanted
) -> None:
    choice = choose(candidates, wanted, AT)
    chosen = next((each for each in candidates if each.member_id == choice.member_id), None)
    if chosen is not None:
        assert chosen.may_reply
        assert not chosen.is_away
        assert chosen.member_id not in wanted.gave_back
        if not wanted.is_wide:
            assert (chosen.load < chosen.limit, chosen.is_on, wanted.is_open) == (True, True, True)
            assert AT - (chosen.seen_at or datetime.min.replace(tzinfo=UTC)) <= wanted.seen_within
            assert not chosen.channels or wanted.channel in chosen.channels


@given(CANDIDATES, WANTED, st.randoms(use_true_random=False))
def test_chooses_the_same_in_whatever_order_colleagues_come(
    candidates: list[Candidate], wanted: Wanted, random: Random
) -> None:
    mixed = list(candidates)
    random.shuffle(mixed)
    assert choose(mixed, wanted, AT) == choose(candidates, wanted, AT)


@given(CANDIDATES, WANTED)
def test_finds_somebody_wherever_somebody_fits_and_ranks_everybody_once(
    candidates: list[Candidate], wanted: Wanted
) -> None:
    choice = choose(candidates, wanted, AT)
    assert (choice.member_id is None) == all(refusal(each, wanted, AT) for each in candidates)
    assert sorted(each.candidate.member_id for each in choice.ranking) == sorted(
        each.member_id for each in candidates
    )


@given(st.integers(2, 6), st.integers(1, 60), st.booleans())
def test_is_fair_within_one_over_equal_people(people: int, conversations: int, is_counted: bool) -> None:
    """Whether what they have counts, or is answered at once, nobody gets two more than somebody else."""
    team = {number: here(number, limit=1_000) for number in range(1, people + 1)}
    given_to: Counter[int] = Counter()
    for turn in range(1, conversations + 1):
        chosen = choose(team.values(), Wanted(), AT).member_id
        assert chosen is not None
        given_to[chosen] += 1
        team[chosen] = replace(team[chosen], turn=turn, load=team[chosen].load + is_counted)
    counts = [given_to[number] for number in team]
    assert max(counts) - min(counts) <= 1


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.integers(1, 30))
def test_never_gives_more_than_the_limit(limits: list[int], conversations: int) -> None:
    team = {number: here(number, limit=limit) for number, limit in enumerate(limits, start=1)}
    for turn in range(1, conversations + 1):
        chosen = choose(team.values(), Wanted(), AT).member_id
        if chosen is None:
            assert all(each.load == each.limit for each in team.values())
            return
        team[chosen] = replace(team[chosen], load=team[chosen].load + 1, turn=turn)
        assert team[chosen].load <= team[chosen].limit


def test_prefers_who_knows_the_customer_the_last_one_first() -> None:
    wanted = Wanted(known=(3, 2))
    assert choose([here(1), here(2), here(3, load=9)], wanted, AT).member_id == 3
    assert choose([here(1), here(2), here(3, is_away=True)], wanted, AT).member_id == 2


def test_prefers_who_speaks_their_language_then_who_can_do_it() -> None:
    team = [here(1), here(2, languages=frozenset({"gu"})), here(3, skills=frozenset({"returns"}))]
    wanted = Wanted(language="gu", skills=frozenset({"returns"}))
    choice = choose(team, wanted, AT)
    assert choice.member_id == 2
    assert choice.reasons == (Because(Reason.LANGUAGE, "gu"), Because(Reason.LOAD, 0, 15))
    first = replace(wanted, reasons=(Reason.SKILL, Reason.LANGUAGE))
    assert choose(team, first, AT).member_id == 3


def test_somebody_else_gets_it_where_nobody_speaks_it() -> None:
    assert choose([here(1)], Wanted(language="gu"), AT).member_id == 1


def test_says_what_decided_among_equals_and_that_there_was_only_one() -> None:
    assert Because(Reason.TURN) in choose([here(1, turn=5), here(2, turn=4)], Wanted(), AT).reasons
    assert choose([here(1, turn=5), here(2, turn=4)], Wanted(), AT).member_id == 2
    assert Because(Reason.ONLY) in choose([here(1)], Wanted(), AT).reasons


def test_says_why_nobody() -> None:
    team = [here(1, load=15), here(2, is_away=True), Candidate(3), here(4, may_reply=False)]
    choice = choose(team, Wanted(), AT)
    assert choice.member_id is None
    assert choice.reasons == (
        Because(Refusal.FULL, 1),
        Because(Refusal.NOT_HERE, 1),
        Because(Refusal.AWAY, 1),
    )
    assert choose(team, Wanted(is_open=False), AT).reasons == (Because(Refusal.CLOSED),)


def test_asked_widely_takes_who_is_here_with_room_then_who_is_here_then_anybody() -> None:
    full, far, away = here(1, load=15), Candidate(2), here(3, is_away=True)
    wide = Wanted(is_wide=True, is_open=False)
    assert choose([full, far, away, here(4, load=14)], wide, AT).member_id == 4
    assert choose([full, far, away], wide, AT).member_id == 1
    assert choose([far, away], wide, AT).member_id == 2
    assert choose([away], wide, AT).member_id is None


@given(CANDIDATES, WANTED)
def test_who_fits_better_keeps_it_and_who_has_less_open_alone_fits_no_better(
    candidates: list[Candidate], wanted: Wanted
) -> None:
    for holder in candidates:
        best = better_than(holder, candidates, wanted, AT)
        if best is None:
            continue
        to = best.candidate
        assert best.reasons
        assert all(each.code != Reason.LOAD for each in best.reasons)
        after = [
            replace(each, load=each.load + (each == to) - (each == holder and each.load > 0))
            for each in candidates
        ]
        holds = next(each for each in after if each.member_id == to.member_id)
        again = better_than(holds, after, wanted, AT)
        assert again is None or again.candidate.member_id != holder.member_id
    plain = replace(wanted, known=(), language="", skills=frozenset())
    assert not any(better_than(each, candidates, plain, AT) for each in candidates)


def test_rules_of_the_shop_say_which_skill_is_needed() -> None:
    needs = [
        {"on": "tag", "value": "damaged", "skill": "returns"},
        {"on": "order", "value": "lost", "skill": "couriers"},
        {"on": "problem", "value": "", "skill": "problems"},
    ]
    assert skills_needed(needs, tags=["damaged"], order_state="placed", is_problem=False) == {"returns"}
    assert skills_needed(needs, tags=[], order_state="lost", is_problem=True) == {"couriers", "problems"}
    assert skills_needed(needs, tags=[], order_state="", is_problem=False) == frozenset()
