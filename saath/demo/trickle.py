"""New mail of customers, now and then, so that the desk of the demo lives."""

from __future__ import annotations

from random import Random, SystemRandom

from saath.channels.base import Participant
from saath.core.clock import now
from saath.core.errors import SaathError
from saath.core.stopping import stop_by_signal
from saath.demo.post import compose, hand_in
from saath.demo.team import ADDRESS
from saath.demo.voices import STYLES, customers, voice
from saath.demo.wording import wording_for

FIRST_SECONDS = 8
SHORTEST_SECONDS, LONGEST_SECONDS = 35, 90


def run_trickle() -> None:
    """Hand in a mail about every minute until SIGTERM or SIGINT; one that the door does not take is left out."""
    stop = stop_by_signal()
    chance = SystemRandom()
    pause: float = FIRST_SECONDS
    while not stop.wait(pause):
        write_one(chance)
        pause = chance.uniform(SHORTEST_SECONDS, LONGEST_SECONDS)


def write_one(chance: Random) -> None:
    """Hand in one mail of one customer."""
    customer = chance.choice(customers(chance.choice(STYLES)))
    speaks = voice(customer.style)
    words = wording_for(customer, speaks, chance.choice(speaks.themes), at=now(), chance=chance)
    sender = Participant(customer.address, customer.name)
    mail = compose(sender, to=ADDRESS, subject=words.subject(), text=words.opening())
    try:
        hand_in(mail, sender=sender.address, to=ADDRESS)
    except SaathError:
        return
