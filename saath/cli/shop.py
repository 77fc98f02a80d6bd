"""`saath shop create`: a shop by questions, or by options without a single one."""

from __future__ import annotations

import sys

import click
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from saath.accounts.backends import find_person
from saath.cli.greeting import scheme
from saath.cli.prepare import prepare
from saath.core.errors import BadInput
from saath.core.languages import CODES, DEFAULT
from saath.stores.actions.opening import OwnerPlan, ShopPlan, open_shop
from saath.stores.hosts import default_hosts
from saath.tenancy.actor import Actor

OPERATOR = Actor.system("command line")


@click.group()
def command() -> None:
    """Open a shop on this installation."""


@command.command()
@click.option("--name", help="What customers call the shop.")
@click.option("--owner-name", help="The owner's name.")
@click.option("--owner-email", help="The address that the owner signs in with.")
@click.option(
    "--password",
    envvar="SAATH_OWNER_PASSWORD",
    help="The owner's password; better in SAATH_OWNER_PASSWORD, where no other user of the machine sees it.",
)
@click.option("--host", help="Where the desk is reached, as localhost:8000 or desk.example.in.")
@click.option("--shopper-host", help="Where shoppers go. [default: the port after the desk's, or help.HOST]")
@click.option("--content-host", help="Where files are. [default: the next port, or files.HOST]")
@click.option("--mailbox", help="The address that customers write to.")
@click.option("--language", type=click.Choice(CODES), default=DEFAULT.code, show_default=True)
@click.option("--time-zone", default="Asia/Kolkata", show_default=True)
def create(
    name: str | None,
    owner_name: str | None,
    owner_email: str | None,
    password: str | None,
    host: str | None,
    shopper_host: str | None,
    content_host: str | None,
    mailbox: str | None,
    language: str,
    time_zone: str,
) -> None:
    """Open a shop with its owner, its hosts and its mailbox. What is not given as an option is asked for."""
    prepare()
    name = name or _ask("--name", _("Name of the shop"))
    owner_email = owner_email or _ask("--owner-email", _("The owner's e-mail address"))
    owner_name = owner_name or _ask("--owner-name", _("The owner's name"))
    host = host or _ask("--host", _("Host of the desk"), default="localhost:8000")
    mailbox = mailbox if mailbox is not None else _ask("--mailbox", _("Address for mail"), default="")
    given = {"shopper": shopper_host, "content": content_host}
    hosts = default_hosts(host) | {purpose: value for purpose, value in given.items() if value}
    owner = OwnerPlan(owner_name, owner_email, language, _password_hash(owner_email, password))
    open_shop(
        OPERATOR,
        plan=ShopPlan(name, owner, hosts, language=language, time_zone=time_zone, mailbox=mailbox),
    )
    click.echo(_("%(shop)s is open.") % {"shop": name})
    click.echo(_("Sign in at %(address)s") % {"address": f"{scheme()}://{host}/"})


def _password_hash(email: str, given: str | None) -> str | None:
    """Return the hash of the owner's password; None for somebody who has an account already. Raises `BadInput`."""
    if find_person(email) is not None:
        return None
    password = given or _ask("--password", _("The owner's password"), is_secret=True)
    try:
        validate_password(password)
    except ValidationError as error:
        raise BadInput(
            " ".join(error.messages),
            what_is_safe=_("Nothing was changed."),
            what_to_do=_("Choose another password."),
            field="password",
        ) from error
    return make_password(password)


def _ask(option: str, question: str, *, default: str | None = None, is_secret: bool = False) -> str:
    """Ask where somebody is there to answer, else take the default; raises `UsageError` without one."""
    if sys.stdin.isatty():
        answer: str = click.prompt(
            question, default=default, hide_input=is_secret, confirmation_prompt=is_secret
        )
        return answer
    if default is None:
        raise click.UsageError(f"{option} is missing, and nobody is here to ask.")
    return default
