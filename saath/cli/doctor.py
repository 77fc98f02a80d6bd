"""`saath doctor`: what is wrong with this installation, and what helps."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict

import click
from django.conf import settings
from django.utils.translation import gettext as _

from saath.operations.diagnosis.examination import Report, examine
from saath.operations.diagnosis.finding import Circumstances, Finding, Level
from saath.operations.diagnosis.registry import CHECKS

WAIT_SECONDS = "5"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs: one object.")
@click.option("--stopped", is_flag=True, help="Saath is not meant to be serving just now.")
def command(as_json: bool, stopped: bool) -> None:
    """Find what is wrong with this installation, and say what helps. Nothing is changed.

    Ends with 1 where something must be mended; notes alone are no reason.
    """
    os.environ.setdefault("PGCONNECT_TIMEOUT", WAIT_SECONDS)
    report = examine(CHECKS, Circumstances(ought_to_serve=not stopped))
    _show_json(report) if as_json else _show(report)
    sys.exit(1 if report.has_faults else 0)


def _show_json(report: Report) -> None:
    click.echo(json.dumps({"version": settings.VERSION, **asdict(report)}, ensure_ascii=False))


def _show(report: Report) -> None:
    for finding in report.findings:
        _show_finding(finding)
    if report.left_out:
        click.echo(_("Not looked at: %(checks)s.") % {"checks": ", ".join(report.left_out)})
    if not report.findings:
        click.echo(_("All is well: %(count)d checks.") % {"count": len(report.made)})


def _show_finding(finding: Finding) -> None:
    is_fault = finding.level is Level.FAULT
    mark = click.style(_("fault") if is_fault else _("note"), fg="red" if is_fault else "yellow", bold=True)
    click.echo(f"{mark}  {finding.what}  [{finding.name}]")
    click.echo(f"       → {finding.remedy}")
