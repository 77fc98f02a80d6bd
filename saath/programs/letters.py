"""Mails to colleagues about the programs that act for them."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from saath.accounts.letters import Letter, send_letter
from saath.programs.models import AccessToken, Admission
from saath.stores.links import staff_origin


def mail_end_of_token(token: AccessToken) -> None:
    """Tell whoever made a token that it is about to end; needs `member__person` and `store` loaded."""
    person = token.member.person
    with translation.override(person.language):
        end = date_format(token.expires_at.astimezone(token.store.zone), "j F Y, H:i")
        send_letter(
            Letter(
                to=person.email,
                subject=_("Your token “%(name)s” ends soon") % {"name": token.name},
                paragraphs=[
                    _("Hello %(name)s,") % {"name": person.first_name},
                    _(
                        "Your token “%(name)s” at %(shop)s works until %(end)s."
                        " After that the program that has it is turned away."
                    )
                    % {"name": token.name, "shop": token.store.name, "end": end},
                ],
                link=staff_origin(token.store.pk) + reverse("programs:mine", urlconf="config.urls.staff"),
                link_label=_("Make another token"),
                closing=_("The program is not needed any more? Then there is nothing to do."),
            )
        )


def mail_end_of_admission(admission: Admission) -> None:
    """Tell whoever let an app in that it will be out soon; needs `app`, `member__person` and `store` loaded."""
    person = admission.member.person
    with translation.override(person.language):
        end = date_format(admission.expires_at.astimezone(admission.store.zone), "j F Y, H:i")
        send_letter(
            Letter(
                to=person.email,
                subject=_("%(app)s will be shut out soon") % {"app": admission.app.name},
                paragraphs=[
                    _("Hello %(name)s,") % {"name": person.first_name},
                    _("You let %(app)s work at %(shop)s in your name until %(end)s.")
                    % {"app": admission.app.name, "shop": admission.store.name, "end": end},
                    _("If you need it after that, begin in the app: it asks you again."),
                ],
                link=staff_origin(admission.store.pk) + reverse("programs:mine", urlconf="config.urls.staff"),
                link_label=_("Look at what you let in"),
                closing=_("The app is not needed any more? Then there is nothing to do."),
            )
        )
