"""What an import says at its end: every mail that was read, by what became of it."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from saath.channels.email.mail_files import StoredMail, Unread
from saath.conversations.importing import Taken
from saath.conversations.models import IntakeItem
from saath.core.figures import figure

State = IntakeItem.State
MOST_NAMED = 20


@dataclass
class Summary:
    """Counts of one run. Of each mail it keeps the number of its row, eight octets, and nothing else."""

    is_dry: bool = False
    taken: Counter[Taken] = field(default_factory=Counter)
    items: array[int] = field(default_factory=lambda: array("q"))
    fates: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    files_without_mail: int = 0
    files_unread: int = 0
    named: list[str] = field(default_factory=list)

    def note_mail(self, taken: Taken, item: int | None) -> None:
        """Count a mail, and keep the number of its row."""
        self.taken[taken] += 1
        if item is not None:
            self.items.append(item)

    def note_file(self, file: Unread) -> None:
        """Count a file that is none of mails, or that could not be read to its end."""
        if file.reason:
            self.files_unread += 1
            self._name(f"{file.path}: {file.reason}")
        else:
            self.files_without_mail += 1

    def note_broken(self, mail: StoredMail, error: Exception) -> None:
        """Count a mail that could not be entered."""
        self.broken += 1
        self._name(f"{mail.path}, {mail.offset}: {type(error).__name__}")

    @property
    def exit_code(self) -> int:
        """Return 0 where every mail is accounted for, 1 where something could not be read."""
        figures = self.figures()
        return int(bool(figures["failed"] or figures["missing"] or figures["files_unread"]))

    def figures(self) -> dict[str, int | bool]:
        """Return the count of all mails, what they became, which adds up to it, and what else there is to know."""
        return {
            "read": self.taken.total() + self.broken,
            "accepted": self.fates[State.ACCEPTED],
            "repeat": self.fates["repeat"],
            "ignored": self.fates[State.IGNORED],
            "put_aside": self.fates[State.QUARANTINED],
            "failed": self.fates[State.FAILED] + self.broken,
            "waiting": self.fates[State.RECEIVED],
            "older": self.taken[Taken.OLDER],
            "missing": self.fates["missing"],
            "here_before": self.taken[Taken.KNOWN],
            "files_without_mail": self.files_without_mail,
            "files_unread": self.files_unread,
            "dry_run": self.is_dry,
        }

    def in_words(self) -> str:
        """Return the figures as lines for a person; what is 0 is left out, but for what was read and is missing."""
        figures = self.figures()
        lines = [_("Mails read: %(count)s") % {"count": figure(figures["read"])}]
        lines += [
            f"  {figure(figures[name]):>9}  {words}" for name, words in self._words().items() if figures[name]
        ]
        if not self.is_dry:
            words = _("missing")
            lines.append(f"  {figure(figures['missing']):>9}  {words}")
        lines += self._about_files(figures)
        return "\n".join(lines)

    def _words(self) -> dict[str, str]:
        if self.is_dry:
            return {"here_before": _("here from before"), "older": _("older than the day that was given")}
        return {
            "accepted": _("accepted"),
            "repeat": _("already here, and not doubled"),
            "ignored": _("ignored by a rule"),
            "put_aside": _("put aside"),
            "failed": _("failed"),
            "waiting": _("waiting"),
            "older": _("older than the day that was given"),
        }

    def _about_files(self, figures: dict[str, int | bool]) -> list[str]:
        lines = []
        if figures["here_before"] and not self.is_dry:
            lines.append(_("From an earlier run: %(count)s") % {"count": figure(figures["here_before"])})
        if self.files_without_mail:
            lines.append(_("Files that hold no mail: %(count)s") % {"count": figure(self.files_without_mail)})
        if self.files_unread:
            lines.append(
                _("Files that could not be read to their end: %(count)s")
                % {"count": figure(self.files_unread)}
            )
        return lines + [f"  {name}" for name in self.named]

    def _name(self, what: str) -> None:
        if len(self.named) < MOST_NAMED:
            self.named.append(what)
