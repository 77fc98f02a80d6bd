"""The mail of what somebody missed."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saath.accounts.letters import Letter, send_letter
from saath.conversations.models import Reading
from saath.core.clock import now
from saath.stores.links import staff_origin
from saath.stores.models import Member
from saath.team.models import Missed
from saath.team.rules import Digest, Kind, digest_is_due
from saath.team.said import HEADLINES

MOST_LINES = 20


def mail_digest(member: Member, digest: Digest) -> None:
    """Mail what a member missed and has not looked at since, then forget it; needs `person` and `store` loaded.

    A crash between the two mails it again. Somebody without the right gets nothing.
    """
    rows = list(
        Missed.objects.filter(member=member).select_related("conversation__identity__customer").order_by("id")
    )
    oldest = min((row.created_at for row in rows), default=None)
    may_read = "conversation.read" in member.verbs and member.person.is_active
    if may_read and digest is not Digest.OFF and not digest_is_due(digest, oldest=oldest, at=now()):
        return
    unseen = _unseen(member, rows)
    if unseen and may_read and digest is not Digest.OFF:
        with translation.override(member.person.language):
            send_letter(_letter(member, unseen))
    Missed.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _unseen(member: Member, rows: Sequence[Missed]) -> list[Missed]:
    """Return the rows whose conversation the member has not opened since."""
    seen = dict(
        Reading.objects.filter(
            member=member, conversation__in=[row.conversation_id for row in rows]
        ).values_list("conversation_id", "read_at")
    )
    return [
        row for row in rows if row.conversation_id not in seen or seen[row.conversation_id] < row.created_at
    ]


def _letter(member: Member, rows: Sequence[Missed]) -> Letter:
    count = len(rows)
    said = [
        f"{HEADLINES[Kind(row.kind)]}: {row.conversation.identity.display_name}" for row in rows[:MOST_LINES]
    ]
    more = count - len(said)
    if more > 0:
        said.append(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more})
    subject = ngettext(
        "%(n)d thing waits for you at %(shop)s", "%(n)d things wait for you at %(shop)s", count
    ) % {"n": count, "shop": member.store.name}
    return Letter(
        to=member.person.email,
        subject=subject,
        paragraphs=[_("Hello %(name)s,") % {"name": member.person.first_name}, *said],
        link=staff_origin(member.store.pk)
        + reverse("desk:queue", args=["mine"], urlconf="config.urls.staff"),
        link_label=_("Open the desk"),
        closing=_("You choose in your settings, under Notifications, how often this mail comes."),
    )
