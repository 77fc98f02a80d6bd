"""`saath jobs`: work that was given up, and what to do with it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from uuid import UUID

import click
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from saath.cli.prepared import check_prepared
from saath.core.clock import now
from saath.core.figures import figure
from saath.jobs.dead_letters import (
    count_dead_letters,
    discard_dead_letter,
    list_dead_letters,
    retry_dead_letter,
    retry_dead_letters,
)
from saath.jobs.models import Job
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store

OPERATOR = Actor.system("command line")
MOST_SHOWN = 100


@dataclass(frozen=True)
class DeadLetter:
    """A job that was given up, as a program reads it; `reason` is a kind and place of error, never a text of a person."""

    id: str
    kind: str
    store: str
    given_up_at: str
    age: str
    attempts: int
    reason: str


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="For programs: the count, and the newest hundred.")
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Show jobs that were given up after many failures, the newest first: they wait here for a decision.

    Mend the cause first, then retry; discard what is not wanted any more. After 90 days they are deleted.
    """
    check_prepared()
    if context.invoked_subcommand is None:
        letters, count = _letters(), count_dead_letters(OPERATOR)
        _show_json(letters, count) if as_json else _show(letters, count)


@command.command()
@click.argument("job", metavar="ID", type=click.UUID, required=False)
@click.option("--all", "is_all", is_flag=True, help="Every one that was given up.")
def retry(job: UUID | None, is_all: bool) -> None:
    """Run a job again that was given up, or --all of them; its failures are forgotten."""
    if is_all == (job is not None):
        raise click.UsageError("Give an ID or --all.")
    if job is None:
        click.echo(_("Queued again: %(count)s.") % {"count": figure(retry_dead_letters(OPERATOR))})
    else:
        retry_dead_letter(OPERATOR, public_id=job)
        click.echo(_("It is queued again."))


@command.command()
@click.argument("job", metavar="ID", type=click.UUID)
def discard(job: UUID) -> None:
    """Delete a job that was given up: what it was to do will not be done."""
    discard_dead_letter(OPERATOR, public_id=job)
    click.echo(_("It is deleted."))


def _letters() -> list[DeadLetter]:
    jobs = list_dead_letters(OPERATOR, limit=MOST_SHOWN)
    slugs = dict(Store.objects.filter(pk__in={job.store_id for job in jobs}).values_list("pk", "slug"))
    return [_letter(job, slugs.get(job.store_id or 0, "")) for job in jobs]


def _letter(job: Job, store: str) -> DeadLetter:
    since = job.finished_at or job.created_at
    age = timesince(since, now(), depth=1)
    return DeadLetter(str(job.public_id), job.task, store, since.isoformat(), age, job.attempt, job.error)


def _show_json(letters: list[DeadLetter], count: int) -> None:
    click.echo(json.dumps({"count": count, "jobs": [asdict(letter) for letter in letters]}))


def _show(letters: list[DeadLetter], count: int) -> None:
    if not letters:
        click.echo(_("No job was given up."))
    for letter in letters:
        click.echo(f"{letter.id}  {letter.kind}  {letter.store}".rstrip())
        facts = {"age": letter.age, "attempts": letter.attempts, "reason": letter.reason}
        click.echo("  " + _("given up %(age)s ago, attempts: %(attempts)d: %(reason)s") % facts)
    if count > len(letters):
        click.echo(_("Not shown, because older: %(count)s.") % {"count": figure(count - len(letters))})
