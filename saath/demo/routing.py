"""Who of the demo's team takes what."""

from __future__ import annotations

from collections.abc import Mapping

from saath.demo.team import ARJUN, FARIDA, MEERA, OWNER
from saath.promises.models import RoutingSettings
from saath.promises.routing.actions.presence import note_seen
from saath.promises.routing.actions.settings import add_need, set_routing, set_skills, set_work
from saath.promises.routing.content import Routing, Work
from saath.stores.models import Member
from saath.tenancy.actor import Actor

SKILLS = (
    {"en": "Returns", "hi": "वापसी", "gu": "પરત"},
    {"en": "Hotel orders", "hi": "होटल के ऑर्डर", "gu": "હોટેલના ઓર્ડર"},
    {"en": "Couriers", "hi": "कूरियर", "gu": "કુરિયર"},
)
NEEDS = (
    ("tag", "refund", 0),
    ("order", "returning", 0),
    ("tag", "wholesale", 1),
    ("order", "attempted", 2),
    ("order", "lost", 2),
)
# Languages, skills by their place above, and how many open conversations at once.
TAKES = {
    OWNER.key: (("en", "gu"), (1,), 5),
    MEERA.key: (("gu", "hi"), (0,), 8),
    FARIDA.key: (("hi", "en"), (0, 2), 8),
    ARJUN.key: (("en",), (2,), 6),
}


def give_out(owner: Actor, team: Mapping[str, Member]) -> None:
    """Say who takes what, let two colleagues be at the desk, and give out what waits."""
    keys = [each["key"] for each in set_skills(owner, skills=SKILLS).skills]
    for on, value, place in NEEDS:
        add_need(owner, on=on, value=value, skill=keys[place])
    for key, (languages, places, limit) in TAKES.items():
        work = Work(languages, [keys[place] for place in places], load_limit=limit)
        set_work(owner, team[key], work=work)
    note_seen(owner, seats={str(team[each.key].public_id) for each in (MEERA, FARIDA)})
    mode = RoutingSettings.Mode.ASSIGN
    set_routing(owner, terms=Routing(mode, RoutingSettings.Reopened.ANYBODY))
