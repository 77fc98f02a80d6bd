"""What is said of each kind: in the settings, in a push, in a digest."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.team.rules import Digest, Kind, Quiet, Way

CHOICES: dict[Kind, Promise] = {
    Kind.NEW: _("Somebody new writes, to me or to nobody yet"),
    Kind.CHAT: _("Somebody waits in a chat: it rings until one of us takes it"),
    Kind.ANSWERED: _("A customer of mine answers"),
    Kind.CALLED: _("A colleague calls me in a note"),
    Kind.HANDED: _("A conversation is handed to me"),
    Kind.PROMISE: _("A promise is about to be missed"),
    Kind.WOKEN: _("A snooze is over"),
    Kind.FAILED: _("An answer could not be delivered"),
    Kind.ASIDE: _("Somebody outside answers what I asked"),
    Kind.OVERDUE: _("Somebody outside does not answer in time"),
    Kind.GRIEVANCE: _("A grievance comes, or a limit of one is near"),
}
HEADLINES: dict[Kind, Promise] = {
    Kind.NEW: _("Somebody new has written"),
    Kind.CHAT: _("Somebody waits in a chat"),
    Kind.ANSWERED: _("A customer has answered you"),
    Kind.CALLED: _("A colleague calls you"),
    Kind.HANDED: _("A conversation was handed to you"),
    Kind.PROMISE: _("A promise is about to be missed"),
    Kind.WOKEN: _("A snooze is over"),
    Kind.FAILED: _("An answer could not be delivered"),
    Kind.ASIDE: _("Somebody outside has answered what you asked"),
    Kind.OVERDUE: _("Somebody outside has not answered in time"),
    Kind.GRIEVANCE: _("A grievance waits"),
}
WAYS: dict[Way, Promise] = {Way.SOUND: _("Sound"), Way.PUSH: _("On my devices"), Way.MAIL: _("Digest")}
QUIET: dict[Quiet, Promise] = {
    Quiet.CLOSED: _("While the shop is closed"),
    Quiet.TIMES: _("Between these times"),
    Quiet.NEVER: _("Never"),
}
DIGESTS: dict[Digest, Promise] = {
    Digest.OFF: _("No mail"),
    Digest.HOURLY: _("Every hour"),
    Digest.DAILY: _("Once a day"),
}
