"""Mails to colleagues about the programs that act for them."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from saath.accounts.letters import Letter, send_letter
from saath.programs.models import AccessToken
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
