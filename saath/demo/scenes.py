"""Conversations written by hand: who waits right now, and one of every state that a desk knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from saath.demo.enclosures import ENCLOSURES
from saath.demo.history import Times
from saath.demo.story import (
    Answers,
    AnswersAside,
    AnswersElsewhere,
    AsksAside,
    Assigns,
    CallsSpam,
    Copies,
    Customer,
    CustomerWrites,
    Deed,
    Drafts,
    Forwards,
    HandsOver,
    MachineWrites,
    Merges,
    Notes,
    OtherWrites,
    Promises,
    Reopens,
    SaysSorted,
    ServerReports,
    Snoozes,
    Solves,
    Splits,
    Starts,
    Step,
    Story,
    Tags,
)
from saath.demo.team import FARIDA, OWNER
from saath.demo.voices import customer_named, read_content

DAY, HOUR = 24 * 3600, 3600
# The long thread: so many questions of ours with the hotel's answers, the first of them so long ago.
TURNS, BEGAN_SECONDS, EVERY_SECONDS = 99, 41 * DAY, 9.7 * HOUR
CALLED_SPAM_AFTER = timedelta(minutes=7)
SHADES = ("neela", "haldi", "gulabi", "hara", "cream")


def waiting(times: Times) -> Iterator[Story]:
    """Yield who waits now: the promise runs, hurries, or has passed."""
    return _told(times, "waiting")


def scenes(times: Times) -> Iterator[Story]:
    """Yield what was written by hand and lies back: answered, in trouble, or from machines."""
    yield from _told(times, "back")
    yield from _told(times, "aside")
    yield from _told(times, "moved")
    yield from _told(times, "solved")
    yield _hotel(times)
    yield from _letters(times, "machines")
    yield from spam(times)


def spam(times: Times) -> Iterator[Story]:
    """Yield unwanted mail that servers on the way, a rule of the shop or a colleague put aside."""
    yield from _letters(times, "spam")


def like_spam(times: Times) -> Iterator[Story]:
    """Yield what nobody has to put aside any more, since the shop has taught it."""
    yield from _letters(times, "like_spam")


def _told(times: Times, group: str) -> Iterator[Story]:
    for scene in read_content(group)["scenes"]:
        deeds = [(step["ago"], deed) for step, deed in _deeds(scene)]
        yield _story(times, scene["who"], scene["subject"], deeds, again=scene.get("again", ""))


def _deeds(scene: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Deed]]:
    said = ""
    for step in scene["steps"]:
        yield step, _deed(step, said)
        said = step.get("answer", said)


def _deed(step: Mapping[str, Any], said: str) -> Deed:
    """Read one step; `said` is our last answer, which the customer's mail program quotes."""
    match step:
        case {"customer": text}:
            return _customer_writes(step, text, said)
        case {"other": text}:
            return OtherWrites(step["name"], step["address"], text, is_aside=step.get("aside", False))
        case {"aside_answer": text}:
            return AnswersAside(text, tuple(ENCLOSURES[name]() for name in step.get("encloses", ())))
        case {"elsewhere": text}:
            return AnswersElsewhere(text, step.get("signature", ""))
        case {"reported": report}:
            return ServerReports(report, step.get("status", ""))
        case {"answer": text}:
            return Answers(
                step["by"],
                text,
                solves=step.get("solves", False),
                resolution=step.get("resolution", "answer"),
                fate=step.get("fate", "sent"),
                goes_to=step.get("goes_to", ""),
            )
        case {"is_sorted": is_sorted}:
            return SaysSorted("" if is_sorted else step["words"])
        case _:
            return _deed_of_team(step, step["by"])


def _deed_of_team(step: Mapping[str, Any], by: str) -> Deed:
    match step:
        case {"starts": text}:
            return Starts(by, text)
        case {"forwards": text}:
            return Forwards(by, step["to"], text)
        case {"copies": address}:
            return Copies(by, address)
        case {"note": text}:
            return Notes(by, text)
        case {"assigns": to}:
            return Assigns(by, to)
        case {"hands_over": to}:
            return HandsOver(by, to, step["reason"], step["summary"])
        case {"merges": subject}:
            return Merges(by, subject)
        case {"splits": True}:
            return Splits(by)
        case {"tags": name}:
            return Tags(by, name)
        case _:
            return _deed_of_clock(step, by)


def _deed_of_clock(step: Mapping[str, Any], by: str) -> Deed:
    """Read a step by which it is somebody's turn from then on."""
    match step:
        case {"snoozes": seconds}:
            return Snoozes(by, seconds)
        case {"drafts": text}:
            return Drafts(by, text, step.get("kind", "reply"), step.get("leaves_within", 0))
        case {"asks": text, "of": name}:
            return AsksAside(by, text, name, step["kind"], step["language"], step["address"], step["within"])
        case {"promises": kind}:
            return Promises(by, kind, step["within"], step.get("what", ""))
        case {"solves": True}:
            return Solves(by, step.get("resolution", "answer"))
        case _:
            return Reopens(by)


def _customer_writes(step: Mapping[str, Any], text: str, said: str) -> CustomerWrites:
    return CustomerWrites(
        text.replace("{households}", _households()),
        html=step.get("html", ""),
        quotes=said if step.get("quotes") else "",
        signature=step.get("signature", ""),
        enclosures=tuple(ENCLOSURES[name]() for name in step.get("encloses", ())),
        copies=tuple(step.get("in_copy", ())),
        is_proved=step.get("proved", True),
        arrival=step.get("arrival", "read"),
    )


def _households() -> str:
    """Return the list that makes one mail very long: 216 households with their wishes."""
    colours = ("indigo", "mustard", "madder", "leaf green")
    wishes = ("ground floor please", "ring twice", "leave with the watchman", "after 18:00 only")
    return "\n".join(
        f"{wing}-{floor}0{door}: {2 + (floor + door) % 4} cushions, {colours[floor * door % 4]}, "
        f"{('with', 'without')[door % 2]} piping, {wishes[(floor + 2 * door) % 4]}"
        for wing in "ABCDEF"
        for floor in range(1, 10)
        for door in range(1, 5)
    )


def _hotel(times: Times) -> Story:
    """Return a thread of two hundred messages: the linen of a whole guest house, room by room."""
    told = read_content("hotel")
    deeds: list[tuple[float, Deed]] = [
        (BEGAN_SECONDS, CustomerWrites(told["opening"], enclosures=(ENCLOSURES["room_list"](),)))
    ]
    for number in range(TURNS):
        room = 101 + number // len(told["turns"])
        facts = {"room": room, "shade": SHADES[room % 5], "height": 6 + room % 4, "days": 2 + room % 2}
        turn = told["turns"][number % len(told["turns"])]
        ago = BEGAN_SECONDS - 5 * HOUR - number * EVERY_SECONDS
        by = FARIDA.key if number % 4 else OWNER.key
        deeds.append((ago, Answers(by, turn["ours"].format(**facts))))
        deeds.append((ago - 4 * HOUR, CustomerWrites(turn["theirs"].format(**facts))))
    deeds += [(8 * HOUR, Answers(FARIDA.key, told["closing"])), (7.9 * HOUR, Tags(FARIDA.key, "wholesale"))]
    return _story(times, "Tarun Chhabra", "22 room ki linen", deeds)


def _letters(times: Times, kind: str) -> Iterator[Story]:
    """Yield single mails that nobody answers: of machines, which the desk never shows, and spam."""
    for number, letter in enumerate(read_content("letters")[kind]):
        sender = Customer(letter["who"], letter.get("address", f"machine{number}@post.example"), "", "en")
        at, headers = times.now - timedelta(seconds=letter["ago"]), tuple(letter.get("headers", {}).items())
        written: Deed = (
            MachineWrites(letter["text"], headers, arrival=letter.get("arrival", "read"))
            if kind == "machines"
            else CustomerWrites(letter["text"], is_proved=False, headers=headers)
        )
        steps = [Step(at, written)]
        if "called_by" in letter:
            steps.append(Step(at + CALLED_SPAM_AFTER, CallsSpam(letter["called_by"])))
        yield Story(f"{kind}-{number}", sender, letter["subject"], tuple(steps))


def _story(
    times: Times, name: str, subject: str, deeds: list[tuple[float, Deed]], *, again: str = ""
) -> Story:
    """Return a story whose deeds are dated by the seconds that they lie back; `again` tells a second one of a customer apart."""
    customer = customer_named(name)
    steps = tuple(Step(times.now - timedelta(seconds=ago), deed) for ago, deed in deeds)
    return Story(f"scene-{customer.address.partition('@')[0]}{again}", customer, subject, steps)
