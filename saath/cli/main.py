"""The command `saath`: each subcommand is a file beside this one whose `command` is a click command.

A file is imported only when its command is asked for, after Django is loaded: so files import models at the top, and
`saath --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from keyword import iskeyword

import click

from saath.cli.loading import CannotStart, load_django
from saath.core.errors import SaathError

COMMANDS = {
    "serve": "Start Saath: pages, live updates, jobs and mail intake.",
    "demo": "Fill the demo shop and serve it.",
    "shop": "Open a shop on this installation.",
    "worker": "Run jobs only, for a machine of its own.",
    "intake": "Show what became of everything that came in.",
    "mail": "Bring in the mails that a shop has already, out of files.",
    "import": "Move in from another help desk, with its export.",
    "jobs": "Show work that was given up, run it again or discard it.",
    "backup": "Write everything into one archive.",
    "restore": "Load an archive into an empty installation.",
    "export": "Write everything of one shop into one file, for its owner and for other programs.",
    "import-shop": "Bring the export of a shop into an empty one.",
    "doctor": "Find what is wrong with this installation, and say what helps.",
    "rotate-key": "Change the key that stored secrets are encrypted with.",
}
OPTION = "--data"
QUIET = frozenset(
    {
        "demo",
        "shop",
        "intake",
        "mail",
        "import",
        "jobs",
        "backup",
        "restore",
        "export",
        "import-shop",
        "doctor",
        "rotate-key",
    }
)


class Saath(click.Group):
    """Finds commands by the name of their file; takes `--data` wherever it stands in the line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands that this release has."""
        return [name for name in COMMANDS if find_spec(_module(name)) is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load Django, then the command's file."""
        if cmd_name not in self.list_commands(ctx):
            return None
        load_django(log_level="WARNING" if cmd_name in QUIET else "INFO")
        command: click.Command = import_module(_module(cmd_name)).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take `--data` out of the line, so that it is known before anything is read from the folder."""
        return super().parse_args(ctx, _take_data(args))


@click.group(cls=Saath, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(OPTION, metavar="FOLDER", help="Where this installation keeps everything. [default: ./data]")
def saath(data: str | None) -> None:
    """Saath: answer your customers well, keep them, and see whether you do.

    --data may stand before or after the command; SAATH_DATA in the environment says the same.
    Exit codes: 0 done, 1 not possible, 2 wrong usage, 3 this installation cannot start.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; what went wrong is said in words on standard error."""
    try:
        with explaining():
            return int(saath.main(list(arguments), prog_name="saath", standalone_mode=False) or 0)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1


@contextmanager
def explaining() -> Iterator[None]:
    """Turn what a person can understand into words and an exit code; everything else is a defect and shows as one."""
    try:
        yield
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except SaathError as error:
        for sentence in (error.message, error.what_is_safe, error.what_to_do):
            if sentence:
                click.echo(str(sentence), err=True)
        sys.exit(3 if isinstance(error, CannotStart) else 1)


def _module(name: str) -> str:
    """Return the module of a command; one whose name is a word of Python's ends in an underscore."""
    return f"saath.cli.{name.replace('-', '_')}{'_' if iskeyword(name) else ''}"


def _take_data(args: list[str]) -> list[str]:
    """Put the value of `--data` into the environment and return the line without it."""
    rest: list[str] = []
    words = iter(args)
    for word in words:
        if word == "--":
            return [*rest, word, *words]
        name, has_value, value = word.partition("=")
        if name != OPTION:
            rest.append(word)
            continue
        folder = value if has_value else next(words, "")
        if not folder or folder.startswith("--"):
            raise click.BadOptionUsage(OPTION, f"{OPTION} needs a folder.")
        os.environ["SAATH_DATA"] = folder
    return rest
