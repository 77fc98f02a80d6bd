"""What the team of the demo has saved, and when it uses that."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files
from random import Random
from typing import Any

from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, Message, Switch
from saath.conversations.switching import Switching
from saath.core import clock
from saath.customers.queries import find_identity
from saath.demo.story import Answers, Step
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.tenancy.actor import Actor
from saath.writing.actions.saved_replies import add_saved_reply, change_saved_reply
from saath.writing.actions.using import answer_with_saved
from saath.writing.content import Content
from saath.writing.deeds import Assigns, Becomes, Deeds
from saath.writing.facts import Facts
from saath.writing.inserted import Inserted
from saath.writing.menu import option_of, reads
from saath.writing.queries import list_saved
from saath.writing.wordings import CODES

USED, UNEDITED = 0.65, 0.45
# Its English was changed after the others were written.
OUTDATED = "Wholesale prices"
NEW_PRICE, OLD_PRICE = "₹1,140", "₹1,090"


@dataclass(frozen=True, slots=True)
class Plan:
    """One saved reply as the file has it."""

    name: str
    theme: str
    content: Content
    owner: str
    colleague: str


@cache
def plans() -> tuple[Plan, ...]:
    """Return what the file has."""
    read = tomllib.loads((files("saath.demo") / "content" / "saved.toml").read_text())
    return tuple(_plan(each) for each in read["reply"])


def save_replies(team: Mapping[str, Member], shared_by: Actor) -> None:
    """Save everything, as the team does over time."""
    for plan in plans():
        actor = actor_of(team[plan.owner]) if plan.owner else shared_by
        colleague = team[plan.colleague] if plan.colleague else None
        content = replace(plan.content, is_mine=bool(plan.owner), colleague=colleague)
        kept = add_saved_reply(actor, content=_as_it_was(content))
        if plan.name == OUTDATED:
            change_saved_reply(actor, kept, content=content)


def with_saved(step: Step, theme: str, key: str) -> Step:
    """Return a step whose answer uses what is saved about its theme, now and then; the same for the same key."""
    named = next((plan.name for plan in plans() if plan.theme == theme), "")
    chance = Random(f"saved {key}")
    if not named or not isinstance(step.deed, Answers) or chance.random() > USED:
        return step
    return replace(step, deed=replace(step.deed, saved=named, is_unedited=chance.random() < UNEDITED))


def answer(actor: Actor, member: Member, conversation: Conversation, deed: Answers, key: str) -> Message:
    """Answer as a deed says, with its saved reply where it names one."""
    found = (
        next((each for each in list_saved(actor) if each.reply.name == deed.saved), None)
        if deed.saved
        else None
    )
    text, inserted = deed.text, []
    if found is not None:
        facts = Facts(conversation, member.display_name, member.store, clock.now())
        option = option_of(found, facts, reads(facts))
        text = option.filled.text if deed.is_unedited and not option.filled.gaps else text
        inserted = [Inserted(found, option.language)]
    send = partial(
        reply,
        actor,
        conversation,
        text=text,
        client_key=key,
        solve=deed.solves,
        resolution=deed.resolution,
        switching=_switching(conversation, deed),
    )
    return answer_with_saved(actor, conversation, inserted=inserted, answer=send)


def _switching(conversation: Conversation, deed: Answers) -> Switching | None:
    """Return the choice of the customer's other address, None for where they wrote."""
    if not deed.goes_to:
        return None
    identity = find_identity(namespace="email", key=deed.goes_to)
    return Switching(identity.public_id, Switch.Reason.ASKED) if identity else None


def _plan(said: Mapping[str, Any]) -> Plan:
    colleague = said.get("colleague", "")
    deeds = Deeds(
        tuple(said.get("tags_on", ())),
        (),
        Becomes(said.get("becomes", "")),
        Assigns.COLLEAGUE if colleague else Assigns.UNCHANGED,
    )
    texts = {code: said[code] for code in CODES if code in said}
    content = Content(said["name"], texts, said.get("folder", ""), deeds=deeds)
    return Plan(said["name"], said.get("theme", ""), content, said.get("owner", ""), colleague)


def _as_it_was(content: Content) -> Content:
    if content.name != OUTDATED:
        return content
    return replace(content, texts={**content.texts, "en": content.texts["en"].replace(NEW_PRICE, OLD_PRICE)})
