"""Grievances: the register, what is done with one, and what their page says."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from ninja import Query, Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.routes.conversations import READ, WRITE, held
from saath.api.shapes import Page
from saath.api.shapes.grievances import (
    ChangedGrievances,
    Grievance,
    GrievancesAsked,
    GrievanceSettings,
    NewDecision,
    NewDocket,
    NewGrievance,
    NewOfficer,
    Officer,
    Told,
    grievance_settings_shape,
    grievance_shape,
    officer_shape,
)
from saath.promises.grievances.actions import settings as acts_on_settings
from saath.promises.grievances.actions.acknowledging import tell_acknowledged
from saath.promises.grievances.actions.deciding import Decision
from saath.promises.grievances.actions.deciding import agree_to_refusal as agree
from saath.promises.grievances.actions.deciding import decide_grievance as decide
from saath.promises.grievances.actions.deciding import decline_refusal as decline
from saath.promises.grievances.actions.deciding import reconsider_grievance as reconsider
from saath.promises.grievances.actions.docket import set_docket as write_docket
from saath.promises.grievances.actions.erasing import erase_complainant as erase
from saath.promises.grievances.actions.opening import Opening
from saath.promises.grievances.actions.opening import open_grievance as begin
from saath.promises.grievances.actions.settings import Appointment, Details
from saath.promises.grievances.queries.deciding import standing_decision, standing_decisions
from saath.promises.grievances.queries.register import Wanted, register_page
from saath.promises.grievances.queries.register import get_grievance as find
from saath.promises.grievances.queries.settings import SettingsPage, settings_page
from saath.stores.queries import get_colleague

router = Router(tags=["grievances"])
SETTINGS_READ, SETTINGS_WRITE = "settings:read", "settings:write"


def shown(request: ApiRequest, public_id: UUID) -> Grievance:
    """Return a grievance as it is now."""
    row = find(request.actor, public_id)
    return grievance_shape(row, standing_decision(row))


@reads(router, "/grievances", Page[Grievance], scope=READ)
def list_grievances(request: ApiRequest, asked: Query[GrievancesAsked]) -> Page[Grievance]:
    """List the register of grievances, the newest receipt first."""
    wanted = Wanted(asked.state, asked.source, asked.outcome, asked.since, asked.until)
    page = register_page(request.actor, wanted, cursor=asked.cursor, limit=asked.limit)
    standing = standing_decisions(page.rows)
    items = [grievance_shape(row, standing.get(row.pk)) for row in page.rows]
    return Page(items=items, next_cursor=page.next_cursor or None)


@reads(router, "/grievances/{uuid:id}", Grievance, scope=READ)
def get_grievance(request: ApiRequest, id: UUID) -> Grievance:
    """Get a grievance."""
    return shown(request, id)


@writes(router, "POST", "/conversations/{uuid:id}/grievance", Grievance, scope=WRITE, status=201)
def open_grievance(request: ApiRequest, id: UUID, body: NewGrievance) -> Created:
    """Make a conversation a grievance; its limits count from the first receipt."""
    made = begin(request.actor, held(request, id), opening=Opening(**body.model_dump()))
    return Created(shown(request, made.public_id), f"grievances/{made.public_id}")


@writes(router, "POST", "/grievances/{uuid:id}/told", Grievance, scope=WRITE)
def tell_of_grievance(request: ApiRequest, id: UUID, body: Told) -> Grievance:
    """Write down that the customer was told in another way that it is here."""
    return shown(request, tell_acknowledged(request.actor, find(request.actor, id), at=body.at).public_id)


@writes(router, "POST", "/grievances/{uuid:id}/decide", Grievance, scope=WRITE)
def decide_grievance(request: ApiRequest, id: UUID, body: NewDecision) -> Grievance:
    """Decide on a grievance and send the letter; a refusal that the rules speak against waits for a second person."""
    decision = Decision(**body.model_dump())
    decide(request.actor, find(request.actor, id), decision=decision, client_key=_key())
    return shown(request, id)


@writes(router, "POST", "/grievances/{uuid:id}/agree", Grievance, scope=WRITE)
def agree_to_refusal(request: ApiRequest, id: UUID) -> Grievance:
    """Agree to a refusal that a colleague proposed, which sends its letter."""
    agree(request.actor, find(request.actor, id), client_key=_key())
    return shown(request, id)


@writes(router, "POST", "/grievances/{uuid:id}/decline", Grievance, scope=WRITE)
def decline_refusal(request: ApiRequest, id: UUID) -> Grievance:
    """Say no to a refusal that was proposed."""
    decline(request.actor, find(request.actor, id))
    return shown(request, id)


@writes(router, "POST", "/grievances/{uuid:id}/reconsider", Grievance, scope=WRITE)
def reconsider_grievance(request: ApiRequest, id: UUID) -> Grievance:
    """Take a decision back; the limits are those that they always were."""
    reconsider(request.actor, find(request.actor, id))
    return shown(request, id)


@writes(router, "POST", "/grievances/{uuid:id}/docket", Grievance, scope=WRITE)
def set_docket(request: ApiRequest, id: UUID, body: NewDocket) -> Grievance:
    """Write down the docket of the National Consumer Helpline; the limits of the rules stay."""
    write_docket(request.actor, find(request.actor, id), **body.model_dump())
    return shown(request, id)


@writes(router, "POST", "/grievances/{uuid:id}/erase", Grievance, scope=WRITE)
def erase_complainant(request: ApiRequest, id: UUID) -> Grievance:
    """Erase who complained from the register, thirty days after the decision."""
    erase(request.actor, find(request.actor, id))
    return shown(request, id)


@reads(router, "/grievance-settings", GrievanceSettings, scope=SETTINGS_READ)
def get_grievance_settings(request: ApiRequest) -> GrievanceSettings:
    """Get what the page for grievances says, and everybody who ever answered for them."""
    return grievance_settings_shape(settings_page(request.actor))


@writes(router, "PATCH", "/grievance-settings", GrievanceSettings, scope=SETTINGS_WRITE)
def change_grievance_settings(request: ApiRequest, body: ChangedGrievances) -> GrievanceSettings:
    """Change what the page for grievances says, or whether customers see it."""
    changes = body.model_dump(exclude_unset=True)
    is_open = changes.pop("is_open", None)
    if changes:
        page = settings_page(request.actor)
        acts_on_settings.save_grievance_details(
            request.actor, details=_details(page, changes), version=page.settings.version
        )
    if is_open is not None:
        acts_on_settings.show_grievance_page(request.actor, is_open=is_open)
    return grievance_settings_shape(settings_page(request.actor))


@writes(router, "POST", "/grievance-settings/officer", Officer, scope=SETTINGS_WRITE)
def appoint_officer(request: ApiRequest, body: NewOfficer) -> Officer:
    """Name who answers for grievances from now on; who did before is kept with their time."""
    member = get_colleague(request.actor, str(body.member_id)) if body.member_id else None
    appointment = Appointment(body.name, body.designation, body.email, body.phone, member)
    return officer_shape(acts_on_settings.appoint_officer(request.actor, appointment=appointment))


def _details(page: SettingsPage, changes: dict[str, Any]) -> Details:
    names = [name for name in Details.__dataclass_fields__]
    now = {name: getattr(page.settings, name) for name in names}
    given = {name: value for name, value in changes.items() if value is not None or name == "redress_days"}
    return Details(**{**now, **given})


def _key() -> str:
    return f"grievance:{uuid4().hex}"
