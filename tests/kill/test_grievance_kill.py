"""Whoever is killed while a grievance is filed, acknowledged or decided: all of it is there or nothing, and each mail once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter
from email import message_from_bytes, policy
from typing import Any

import pytest

from tests.installation import Installation, wait_until
from tests.kill.conftest import Shop
from tests.kill.inside import IN_THE_SHOP, in_shop
from tests.plugin import ENGINE

FILING = ("grievance_after_ledger", "reading_before_commit", "grievance_before_commit")
DECIDING = ("reply_before_commit", "decision_before_commit")
# Each strikes once, in whichever process comes to it.
LEAVING = ("after_claim", "grievance_word_before_commit", "after_work")
OPEN = """
from saath.promises.grievances.tests.builders import open_page
open_page()
"""
FILE = """
from saath.promises.grievances.actions.filing import Complaint, file_grievance
words = "The pillow came torn, and nobody calls back."
complaint = Complaint("Sunita", "s{key}@example.in", words, "late", "", "en")
print(file_grievance(ACTOR, complaint=complaint, client_key="{key}").reference)
"""
DECIDE = """
from saath.promises.grievances.actions.deciding import Decision, decide_grievance
from saath.promises.models import Grievance
grievance = Grievance.objects.get(reference="{reference}")
decide_grievance(ACTOR, grievance, decision=Decision("refund", words="It goes back today."), client_key="{reference}")
"""
LOOK = """
import json
from saath.conversations.models import Conversation, Delivery, IntakeItem, Message
from saath.promises.models import Clock, Grievance, GrievanceDecision
from saath.timeline.models import Event
print(json.dumps({
    "items": IntakeItem.objects.filter(source="form").count(),
    "conversations": Conversation.objects.count(),
    "messages": Message.objects.count(),
    "decisions": GrievanceDecision.objects.count(),
    "clocks": Clock.objects.filter(kind__startswith="grievance_").count(),
    "events": Event.objects.filter(kind__startswith="grievance.").count(),
    "grievances": list(Grievance.objects.order_by("id").values_list(
        "reference", "acknowledged_how", "outcome", "word__delivery__state"
    )),
    "letters": list(GrievanceDecision.objects.values_list("letter__delivery__state", flat=True)),
}))
"""


def dies(installation: Installation, script: str, strike: str) -> bool:
    """Run a script that comes to a deadly point, and tell whether it was killed there."""
    done = subprocess.run(
        [sys.executable, "-c", IN_THE_SHOP.format(script=script)],
        env=installation.environment | {"SAATH_FAULTS": strike}, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    return done.returncode == -signal.SIGKILL


def looked(installation: Installation) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(in_shop(installation, LOOK))
    return found


def mails(installation: Installation) -> Counter[tuple[str, str]]:
    """Count what left, by whom it went to and whether it is the word or the letter."""
    left = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in installation.folder.rglob("*.eml")
    ]
    return Counter((str(mail["To"]), "word" if mail["Auto-Submitted"] else "letter") for mail in left)


@pytest.mark.kill
@pytest.mark.timeout(500)
def test_a_grievance_is_whole_or_not_there_wherever_somebody_dies(shop: Shop) -> None:
    installation, _facts = shop
    in_shop(installation, OPEN)
    before = looked(installation)
    for strike in FILING:
        assert dies(installation, FILE.format(key=strike), strike), strike
        assert looked(installation) == before, strike
    references = [in_shop(installation, FILE.format(key=strike)).strip() for strike in FILING]
    again = [in_shop(installation, FILE.format(key=strike)).strip() for strike in FILING]
    assert references == again
    assert len(set(references)) == len(FILING) == looked(installation)["items"]

    program = installation.serve(faults=",".join(LEAVING))
    try:
        installation.wait_until_ready(program)
        wait_until(
            lambda: all(state in ("sent", "unknown") for state in _words(installation)),
            "words left",
            seconds=90,
        )
        for reference, strike in zip(references, DECIDING, strict=False):
            standing = looked(installation)
            assert dies(installation, DECIDE.format(reference=reference), strike), strike
            assert looked(installation) == standing, strike
        for reference in references:
            in_shop(installation, DECIDE.format(reference=reference))
        wait_until(
            lambda: looked(installation)["letters"] == ["sent"] * len(FILING), "letters left", seconds=90
        )
    finally:
        program.stop()
    found = looked(installation)
    assert [(how == "mail") for _reference, how, _outcome, _state in found["grievances"]] == [
        state == "sent" for *_rest, state in found["grievances"]
    ]
    assert {outcome for *_rest, outcome, _state in found["grievances"]} == {"refund"}
    assert set(mails(installation).values()) == {1}
    assert len(mails(installation)) == 2 * len(FILING)
    struck = {each.name for each in (installation.folder / "struck").iterdir()}
    assert struck == {*FILING, *DECIDING, *LEAVING}
    print(
        f"\n{ENGINE}: {found['grievances']}, {len(struck)} strikes, {sum(mails(installation).values())} mails"
    )


def _words(installation: Installation) -> list[str]:
    return [state for *_rest, state in looked(installation)["grievances"]]
