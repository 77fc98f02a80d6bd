"""Grievances for tests, made the way they are made in life."""

from __future__ import annotations

from saath.conversations.tests.builders import Desk, only_conversation
from saath.promises.grievances.actions.filing import Complaint, file_grievance
from saath.promises.grievances.actions.opening import Opening, open_grievance
from saath.promises.grievances.actions.settings import (
    Appointment,
    Details,
    appoint_officer,
    save_grievance_details,
    show_grievance_page,
)
from saath.promises.grievances.terms import settings_here
from saath.promises.models import Grievance
from saath.stores.models import Member
from saath.stores.tests.builders import TEST
from saath.tenancy.actor import Actor

OUTSIDE = "outsider"
DETAILS = Details(
    legal_name="Paanch Takiye Textiles Pvt. Ltd.",
    headquarters="12, Ring Road\nSurat 395002",
    branches="",
    care_email="namaste@paanch.test",
    care_phone="+91 261 555 0100",
    own_words={"en": "We call you on the same day.", "gu": "અમે એ જ દિવસે ફોન કરીએ છીએ."},
)


def open_page(*, member: Member | None = None) -> None:
    """Fill in all details of the shop in scope, name an officer and show the page."""
    save_grievance_details(TEST, details=DETAILS, version=settings_here().version)
    officer = Appointment(
        "Kavita Shah", "Grievance officer", "kavita@paanch.test", "+91 261 555 0101", member
    )
    appoint_officer(TEST, appointment=officer)
    show_grievance_page(TEST, is_open=True)


def complain(
    desk: Desk,
    words: str = "The pillow came torn, and nobody calls back.",
    *,
    address: str = "sunita@example.in",
    cause: str = Grievance.Cause.DEFECTIVE,
    key: str = "f1",
    language: str = "en",
) -> Grievance:
    """Send a form as a stranger does."""
    actor = Actor(kind="outsider", label="by the form", store_id=desk.store_id)
    complaint = Complaint("Sunita Verma", address, words, cause, "PT-20418", language)
    return file_grievance(actor, complaint=complaint, client_key=key)


def declare(desk: Desk, **opening: object) -> Grievance:
    """Make the only conversation of the store in scope a grievance, as a colleague."""
    return open_grievance(desk.actor, only_conversation(), opening=Opening(**opening))  # type: ignore[arg-type]
