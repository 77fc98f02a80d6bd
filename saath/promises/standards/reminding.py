"""Who has not read what is in force hears of it once, by a mail: the notice above their queue is there all the while."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from saath.accounts.letters import Letter, send_letter
from saath.core.clock import now
from saath.promises.models import Standard, StandardReading
from saath.promises.standards.queries import standard_in_force
from saath.stores.calendar import hours_of
from saath.stores.hours import is_open
from saath.stores.links import staff_origin
from saath.stores.models import Member
from saath.tenancy.scope import current_store_id

REMIND_AFTER = timedelta(days=3)
STAFF = "config.urls.staff"


def standard_to_remind_of() -> Standard | None:
    """Return the version in force where it is time to remind of it, in open hours; None where it was done or is early."""
    standard = standard_in_force()
    if standard is None or standard.published_at is None or standard.reminded_at is not None:
        return None
    at = now()
    if at < standard.published_at + REMIND_AFTER or not is_open(hours_of(current_store_id()).calendar, at):
        return None
    return standard


def those_who_have_not_read(standard: Standard) -> QuerySet[Member]:
    """Return who works here and has not said to have read a version."""
    read = StandardReading.objects.filter(standard=standard, member_id=OuterRef("pk"))
    return Member.objects.active().filter(~Exists(read)).select_related("person", "store").order_by("pk")


def mail_reminder(standard: Standard, member: Member) -> None:
    """Remind a colleague in their language. A crash after it left mails it again."""
    with translation.override(member.person.language):
        send_letter(_letter(standard, member))


def _letter(standard: Standard, member: Member) -> Letter:
    said = {"name": member.person.first_name, "shop": member.store.name, "number": standard.number}
    return Letter(
        to=member.person.email,
        subject=_("Please read what %(shop)s promises") % said,
        paragraphs=[
            _("Hello %(name)s,") % said,
            _(
                "version %(number)d of what %(shop)s promises its customers is in force, and you have not said yet "
                "that you have read it."
            )
            % said,
        ],
        link=staff_origin(member.store.pk) + reverse("standards:here", urlconf=STAFF),
        link_label=_("Read it"),
        closing=_("You are not reminded of this version again."),
    )
