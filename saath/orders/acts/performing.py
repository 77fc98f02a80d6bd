"""An act on its way: taken out, looked at once more, sent to its platform outside any transaction, written down.

A worker that dies in between leaves "sending" behind. The next attempt does not send again: the act is "unknown", and the
platform is asked whether it has it. What it does not have is sent again by a person only, after it must have arrived.
"""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from django.utils import translation
from django.utils.translation import gettext as _

from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.core.faults import fault_point
from saath.core.secrets import SecretUnreadable
from saath.jobs.errors import RetryLater
from saath.orders.actions import act_outcomes as outcomes
from saath.orders.actions.take import take_orders
from saath.orders.acts.commands import Kind, Outcome
from saath.orders.acts.reading import command_of, facts_of
from saath.orders.acts.rules import planned
from saath.orders.acts.wishes import wish_from
from saath.orders.connectors.base import (
    Busy,
    Doer,
    NeedsReauth,
    NoAnswer,
    Platform,
    PlatformError,
    Unreachable,
    Unreadable,
)
from saath.orders.connectors.registry import UnknownConnector, doer_of, platform_of
from saath.orders.keys import credentials_of
from saath.orders.models import Connection, OrderAct
from saath.tenancy.actor import Actor

log = structlog.get_logger(__name__)
DOES = Actor.system("acts on orders")
# Waits between tries of a platform that is not there: after the last a person is told that nothing was done.
WAITS_SECONDS = (10, 30, 120, 600)
# When a platform is asked again about what may have arrived; afterwards a person asks.
LOOKS_SECONDS = (30, 120, 900, 3600)
State = OrderAct.State


@dataclass(frozen=True, slots=True)
class _Opened:
    """A platform that can be asked, and told to do something."""

    platform: Platform
    doer: Doer


def do(act_id: int) -> None:
    """Send an act that is due, or look for one that may have arrived. Raises RetryLater."""
    act = OrderAct.objects.select_related("order__connection").filter(pk=act_id).first()
    if act is None:
        return
    with translation.override(
        "en"
    ):  # kept as it is written here: whoever reads it reads it in their own language
        if act.state == State.SENDING:
            outcomes.record_act_unknown(DOES, act, words=_("We were interrupted while it was sent."))
        if act.state == State.UNKNOWN:
            _look(act)
        elif act.state == State.ASKED and outcomes.claim_act(DOES, act):
            fault_point("act_after_claim")
            _send(act)


def _send(act: OrderAct) -> None:
    opened = _ready(act)
    if opened is None or not outcomes.begin_sending(DOES, act):
        return
    fault_point("act_before_send")
    try:
        outcome = opened.doer.perform(command_of(act))
    except NoAnswer as error:
        outcomes.record_act_unknown(
            DOES, act, words=_unanswered(_("The shop's platform did not answer."), error)
        )
        raise RetryLater(LOOKS_SECONDS[0]) from error
    except (Busy, Unreachable) as error:
        _put_back(act, error)
    except PlatformError as error:
        outcomes.record_act_refused(DOES, act, words=_words_of(error))
    else:
        fault_point("act_after_send")
        _done(act, opened, outcome)


def _ready(act: OrderAct) -> _Opened | None:
    """Return what an act is sent by, once it still fits the order as its platform has it now; None where it is settled.

    Nothing is changed at the platform by this.
    """
    try:
        opened = _open(act.order.connection)
        found = opened.doer.find(command_of(act)) if act.attempt > 1 else None
        if found is not None:
            _done(act, opened, found)
            return None
        _take_fresh(act, opened)
    except (Busy, Unreachable) as error:
        _put_back(act, error)
        return None
    except (PlatformError, Unreadable) as error:
        outcomes.record_act_refused(DOES, act, words=_words_of(error))
        return None
    refusal = _refusal(act, opened)
    if refusal:
        outcomes.record_act_refused(DOES, act, words=refusal)
    return None if refusal else opened


def _look(act: OrderAct) -> None:
    """Ask the platform whether it has an act of unknown fate, and come back while it may still arrive."""
    try:
        opened = _open(act.order.connection)
        found = opened.doer.find(command_of(act))
    except (PlatformError, Unreadable):
        _look_later(act)
        return
    if found is not None:
        _done(act, opened, found)
        return
    outcomes.record_looked(DOES, act)
    _look_later(act)


def _look_later(act: OrderAct) -> None:
    age = (now() - act.sent_at).total_seconds() if act.sent_at else LOOKS_SECONDS[-1]
    later = next((seconds for seconds in LOOKS_SECONDS if seconds > age), None)
    if later is not None:
        raise RetryLater(later - age)


def _done(act: OrderAct, opened: _Opened, outcome: Outcome) -> None:
    outcomes.record_act_done(DOES, act, outcome=outcome)
    fault_point("act_after_record")
    try:
        _take_fresh(act, opened)
    except (PlatformError, Unreadable):
        return  # the next telling of the order says the same


def _take_fresh(act: OrderAct, opened: _Opened) -> None:
    take_orders(DOES, act.order.connection, told=[opened.platform.order(act.order.key)])
    act.order.refresh_from_db()


def _refusal(act: OrderAct, opened: _Opened) -> str:
    """Return why an act does not fit the order any more, '' where it does."""
    wish = wish_from(act.wish)
    try:
        plan = planned(wish, facts_of(act.order), opened.doer.ABLE, today=act.created_at.date())
    except (Conflict, BadInput) as error:
        return f"{error.message}\n{error.what_to_do}"
    if act.kind in (Kind.REFUND, Kind.CANCEL) and plan.amount_minor != act.amount_minor:
        return _(
            "The order has changed since this was asked for: the amount is another one now. Ask for it anew."
        )
    return ""


def _open(connection: Connection) -> _Opened:
    """Return a connection's platform. Raises NeedsReauth where nothing opens it."""
    try:
        asked = connection.platform, connection.account, credentials_of(connection)
        return _Opened(platform_of(*asked), doer_of(*asked))
    except (UnknownConnector, SecretUnreadable) as error:
        raise NeedsReauth(_("Nothing opens the shop's platform.")) from error


def _put_back(act: OrderAct, error: PlatformError) -> None:
    """Let an act that did not arrive be sent later, or say that it was given up. Raises RetryLater."""
    if act.attempt > len(WAITS_SECONDS):
        said = _("The shop's platform could not be reached. Nothing was done.")
        outcomes.record_act_refused(DOES, act, words=said)
        return
    said = _("The shop's platform could not be reached just now. It is tried again by itself.")
    outcomes.put_act_back(DOES, act, words=_unanswered(said, error))
    seconds = error.seconds if isinstance(error, Busy) else WAITS_SECONDS[act.attempt - 1]
    raise RetryLater(seconds) from error


def _unanswered(said: str, error: PlatformError) -> str:
    """Return our words, and below them the platform's where it said something; how a line broke is for the log."""
    if isinstance(error, Unreachable):
        log.info("act_not_answered", error=error.words)
        return said
    return "\n".join(filter(None, (said, error.words)))


def _words_of(error: Exception) -> str:
    if isinstance(error, NeedsReauth):
        return _(
            "The shop's platform does not let us do this: its connection has to be renewed in the settings."
        )
    return getattr(error, "words", "") or _(
        "The platform's answer could not be understood. Nothing was done."
    )
