"""Mails of a shop to its own people."""

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks import task

from saath.accounts.letters import Letter, send_letter
from saath.accounts.models import Person
from saath.core.clock import now
from saath.stores.actions.sessions import say_session_ended
from saath.stores.links import invitation_link
from saath.stores.models import Invitation
from saath.stores.queries import stores_of_person
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope


@task()
def mail_invitation(invitation_id: int) -> None:
    """Send the link of an invitation that is still open."""
    invitation = Invitation.objects.select_related("store", "invited_by").filter(pk=invitation_id).first()
    if invitation is None or not invitation.is_open(now()):
        return
    shop = invitation.store.name
    inviter = invitation.invited_by.display_name if invitation.invited_by else shop
    expires_at = invitation.expires_at.astimezone(invitation.store.zone)
    known = Person.objects.filter(email_key=invitation.email_key).first()
    with translation.override(known.language if known else invitation.store.language):
        send_letter(
            Letter(
                to=invitation.email,
                subject=_("%(name)s invites you to the desk of %(shop)s") % {"name": inviter, "shop": shop},
                paragraphs=[
                    _("Hello,"),
                    _("%(name)s would like to answer the customers of %(shop)s together with you.")
                    % {"name": inviter, "shop": shop},
                    _("The link works once, until %(date)s.")
                    % {"date": date_format(expires_at, "j F Y, H:i")},
                ],
                link=invitation_link(invitation),
                link_label=_("Join the desk"),
                closing=_("You do not know %(name)s or the shop? Then leave this mail unanswered.")
                % {"name": inviter},
            )
        )


@task()
def tell_of_ended_sessions(person_id: int) -> None:
    """Let each shop of a person look anew whether its live streams may go on."""
    for store_id in stores_of_person(person_id):
        with store_scope(store_id):
            say_session_ended(Actor.system("a session ended"), person_id=person_id)
