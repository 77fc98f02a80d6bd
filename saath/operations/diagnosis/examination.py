"""Making the checks that can be made, and telling which could not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from saath.operations.diagnosis.finding import Check, Circumstances, Finding, Level, Needs

STANDS_FOR = {"database": Needs.DATABASE, "migrations": Needs.TABLES}


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, and the names of checks that could be made and that could not."""

    findings: tuple[Finding, ...]
    made: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def has_faults(self) -> bool:
        """Tell whether something must be mended."""
        return any(finding.level is Level.FAULT for finding in self.findings)


def examine(checks: Sequence[Check], circumstances: Circumstances) -> Report:
    """Make every check; one that needs what is broken is left out, one that fails is a fault itself."""
    findings: list[Finding] = []
    made: list[str] = []
    left_out: list[str] = []
    broken: set[Needs] = set()
    for check in checks:
        if check.needs in broken or (check.only_while_serving and not circumstances.ought_to_serve):
            left_out.append(check.name)
            continue
        found = _look(check, circumstances)
        made.append(check.name)
        findings += found
        if found and check.name in STANDS_FOR:
            broken |= {STANDS_FOR[check.name], Needs.TABLES}
    return Report(tuple(findings), tuple(made), tuple(left_out))


def _look(check: Check, circumstances: Circumstances) -> list[Finding]:
    try:
        return list(check.look(circumstances))
    except Exception as error:
        what = _("Looking at this failed (%(check)s): %(reason)s")
        said = {"check": check.name, "reason": f"{type(error).__name__} {error}".strip().splitlines()[0]}
        return [
            Finding(
                "doctor.failed", what % said, _("Mend the faults above first, then run saath doctor again.")
            )
        ]
