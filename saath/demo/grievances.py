"""Grievances of the demo shop: one that waits, one that is decided, and a page that customers see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from saath.core import clock
from saath.demo.team import ADDRESS, OWNER
from saath.promises.grievances.actions.deciding import Decision, decide_grievance
from saath.promises.grievances.actions.filing import Complaint, file_grievance
from saath.promises.grievances.actions.settings import (
    Appointment,
    Details,
    appoint_officer,
    save_grievance_details,
    show_grievance_page,
)
from saath.promises.grievances.terms import settings_here
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.tenancy.actor import Actor

DECIDED_AFTER = timedelta(days=2)
DETAILS: Final = Details(
    legal_name="Paanch Takiye Textiles Pvt. Ltd.",
    headquarters="12, Ring Road\nSurat 395002, Gujarat",
    branches="4, Relief Road\nAhmedabad 380001, Gujarat",
    care_email=ADDRESS,
    care_phone="+91 261 555 0100",
    own_words={
        "en": "We call you on the day that your grievance reaches us.",
        "hi": "जिस दिन शिकायत मिलती है, उसी दिन हम आपको फ़ोन करते हैं।",
        "gu": "ફરિયાદ મળે એ જ દિવસે અમે તમને ફોન કરીએ છીએ.",
    },
)
DECIDED: Final = Complaint(
    name="હંસાબેન દવે",
    address="hansa.dave@example.in",
    words="રજાઈનું અસ્તર પહેલી જ ધોવામાં ફાટી ગયું. ફોન કર્યો, પણ કોઈએ પાછો ફોન કર્યો નહીં. મારે બદલી જોઈએ છે.",
    cause="defective",
    language="gu",
)
LETTER: Final = (
    "નમસ્તે હંસાબેન,\n\nરજાઈ અમે બદલી આપીએ છીએ: નવી આજે નીકળી છે, ત્રણ દિવસમાં પહોંચશે. જૂની પાછી મોકલવાની જરૂર નથી. "
    "ફોન પાછો ન કર્યો એ ભૂલ અમારી છે, માફ કરજો.\n\nતમને જુદું લાગે તો બસ આ જ મેસેજનો જવાબ આપો."
)
WAITS: Final = Complaint(
    name="Girish Kulkarni",
    address="+91 98200 55512",
    words="Two of the four cushion covers are another blue than on your page. I asked for a refund nine days ago.",
    cause="undescribed",
    language="en",
)


def complain(
    team: Mapping[str, Member],
    *,
    opened: timedelta,
    waits: timedelta,
    now: datetime,
    work: Callable[[], None],
) -> None:
    """Show the page since a while ago, and let two customers use it: one was answered, the other waits for a call."""
    owner, stranger = actor_of(team[OWNER.key]), Actor(kind="outsider", label="by the form")
    with clock.at(now - opened):
        save_grievance_details(owner, details=DETAILS, version=settings_here().version)
        officer = Appointment(
            OWNER.name, "Owner and grievance officer", ADDRESS, "+91 261 555 0101", team[OWNER.key]
        )
        appoint_officer(owner, appointment=officer)
        show_grievance_page(owner, is_open=True)
        decided = file_grievance(stranger, complaint=DECIDED, client_key="demo-decided")
        work()
    with clock.at(now - opened + DECIDED_AFTER):
        decision = Decision("replacement", why="Sewn badly: a new one went out.", words=LETTER)
        decide_grievance(owner, decided, decision=decision, client_key="demo-decision")
    with clock.at(now - waits):
        file_grievance(stranger, complaint=WAITS, client_key="demo-waits")
