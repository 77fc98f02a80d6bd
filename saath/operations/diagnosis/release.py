"""Whether this release is whole: static files, texts, and no settings of a developer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from saath.operations import static_files
from saath.operations.diagnosis.finding import Circumstances, Finding


def static_files_are_current(circumstances: Circumstances) -> Iterator[Finding]:
    """Compare what is served with what this release brings."""
    if not static_files.are_current():
        yield Finding(
            "static.old",
            _("Styles and scripts are missing or of another release."),
            _("Start saath serve once: it collects them; every machine needs them."),
        )


def texts_are_compiled(circumstances: Circumstances) -> Iterator[Finding]:
    """Look for a compiled catalogue beside each written one, not older than it."""
    for folder in map(Path, settings.LOCALE_PATHS):
        for written in sorted(folder.glob("*/LC_MESSAGES/*.po")):
            compiled = written.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < written.stat().st_mtime:
                yield Finding(
                    "texts.not_compiled",
                    _("The texts in %(language)s are not compiled.") % {"language": written.parts[-3]},
                    _("Run python -m saath.ui.catalogues compile (make run does it)."),
                )


def nobody_is_debugging(circumstances: Circumstances) -> Iterator[Finding]:
    """See that error pages do not show the program."""
    if settings.DEBUG:
        yield Finding(
            "settings.debug",
            _("SAATH_DEBUG is on: error pages show settings and customers' words to anybody."),
            _("Take SAATH_DEBUG out of the environment and restart."),
        )
