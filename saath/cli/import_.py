"""`saath import`: moving in from another help desk, with a file on this machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from saath.cli.mail import account_of
from saath.cli.prepare import prepare
from saath.cli.shops import shop_called
from saath.conversations.history import read_history
from saath.core.figures import figure
from saath.imports.actions.bringing import bring_in, check_bringing, forget_pieces
from saath.imports.choices import Choices, choices_of
from saath.imports.jobs import FORGOTTEN
from saath.imports.looking import READER, look_on
from saath.imports.models import Bringing, Remark
from saath.imports.receiving import receive
from saath.imports.running import carry_on, rows_entered
from saath.imports.sources.base import OUTCOMES
from saath.imports.troubles import Trouble
from saath.stores.models import Member
from saath.tenancy.scope import store_scope

MOST_BYTES = 200_000_000_000
MOST_NAMED = 20
State = Bringing.State


@click.command("import")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--shop", required=True, help="The shop's short name, as in its addresses.")
@click.option("--mailbox", help="The shop's address to which what is brought belongs. [default: its first]")
@click.option("--agent", "agents", multiple=True, metavar="ID=ADDRESS", help="Which colleague an agent is.")
@click.option(
    "--status", "statuses", multiple=True, metavar="WORD=OUTCOME", help="solved, pending, open or out."
)
@click.option("--dry-run", is_flag=True, help="Only look and check.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one object.")
def command(
    path: Path,
    shop: str,
    mailbox: str | None,
    agents: tuple[str, ...],
    statuses: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Move in from another help desk: an export of Zendesk, Freshdesk, Chatwoot or Intercom, or mails.

    Nobody is told, and no clock starts. Run it again after it was stopped, or with a newer export: each thing comes in once.

    Exit codes: 0 all of it came in, 1 something could not, 2 wrong usage.
    """
    prepare()
    store = shop_called(shop)
    with store_scope(store.pk), path.open("rb") as stream:
        bringing = receive(READER, stream, name=path.name, max_bytes=MOST_BYTES)
        bringing = _through(bringing, State.LOOKING)
        choices = _chosen(choices_of(bringing), mailbox, _pairs(agents), _pairs(statuses))
        check_bringing(READER, bringing, choices=choices)
        bringing = _through(bringing, State.CHECKING)
        if not dry_run and bringing.state == State.CHECKED:
            bring_in(READER, bringing)
            bringing = _through(bringing, State.RUNNING)
            while forget_pieces(READER, bringing, most=FORGOTTEN):
                pass
        click.echo(json.dumps(_figures(bringing)) if as_json else _in_words(bringing))
    raise SystemExit(int(bringing.state == State.FAILED or bool(bringing.faulty)))


def _through(bringing: Bringing, state: str) -> Bringing:
    """Go through a file until what is being done is done, here: no worker needs to run, and one that does only helps."""
    while True:
        bringing = Bringing.objects.select_related("file").get(pk=bringing.pk)
        if bringing.state != state:
            return bringing
        (look_on if state == State.LOOKING else carry_on)(bringing)
        if state == State.RUNNING and bringing.is_mail:
            read_history(rows_entered(bringing))


def _chosen(
    choices: Choices, mailbox: str | None, agents: Mapping[str, str], statuses: Mapping[str, str]
) -> Choices:
    wrong = [outcome for outcome in statuses.values() if outcome not in OUTCOMES]
    if wrong:
        raise click.BadParameter(", ".join(wrong), param_hint="--status")
    account = str(account_of(mailbox).public_id) if mailbox else choices.account
    return replace(
        choices,
        account=account,
        channels=dict.fromkeys(choices.channels, account) if mailbox else choices.channels,
        agents={**choices.agents, **{agent: _member(address) for agent, address in agents.items()}},
        statuses={**choices.statuses, **statuses},
    )


def _member(address: str) -> str:
    found = Member.objects.active().filter(person__email__iexact=address).first()
    if found is None:
        raise click.BadParameter(address, param_hint="--agent")
    return str(found.public_id)


def _pairs(written: tuple[str, ...]) -> dict[str, str]:
    return {word: chosen for word, _is, chosen in (each.rpartition("=") for each in written)}


def _figures(bringing: Bringing) -> dict[str, Any]:
    names = ("source", "state", "total", "new", "grown", "same", "out", "faulty", "messages")
    found = {name: getattr(bringing, name) for name in names}
    return {**found, "remarks": bringing.remarks_count, "fates": bringing.found.get("fates", {})}


def _in_words(bringing: Bringing) -> str:
    lines = [f"{bringing.name}: {bringing.get_state_display()}"]
    words = {
        "total": _("in the file"),
        "new": _("new"),
        "grown": _("here, with something new"),
        "same": _("here already"),
        "out": _("stay out, as was chosen"),
        "faulty": _("cannot come in"),
        "messages": _("messages"),
    }
    lines += [
        f"  {figure(getattr(bringing, name)):>9}  {said}"
        for name, said in words.items()
        if getattr(bringing, name)
    ]
    for each in Remark.objects.filter(bringing=bringing).order_by("id")[:MOST_NAMED]:
        lines.append(f"  {each.where}: {Trouble(each.trouble).label} {each.said}".rstrip())
    return "\n".join(lines)
