"""People: coming into being, and what they say about themselves."""

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from saath.accounts.addresses import address_key
from saath.accounts.models import AddressForm, Person, Theme
from saath.core.errors import Conflict, Forbidden
from saath.core.languages import DEFAULT
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action


@action
def create_person(
    actor: Actor,
    *,
    email: str,
    name: str,
    password_hash: str | None = None,
    language: str = DEFAULT.code,
) -> Person:
    """Add somebody who can sign in, with the hash of a password, or without (then by passkey or reset only).

    Hashing takes a tenth of a second, so whoever calls has done it: nobody may wait for a write so long.
    Raises BadInput when the address is none, Conflict when somebody already has it.
    """
    person = Person(email=email.strip(), email_key=address_key(email), name=name.strip(), language=language)
    person.password = password_hash or make_password(None)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            _("Somebody with this e-mail address already has an account."),
            what_is_safe=_("That account is as it was."),
            what_to_do=_("Sign in with it, or use another address."),
        ) from error
    return person


@action
def claim_person(
    actor: Actor, person: Person, *, name: str, password_hash: str, language: str = DEFAULT.code
) -> Person:
    """Let somebody in who was only a name here; whoever calls knows that they read mail at that address.

    Raises Conflict when they have signed in before.
    """
    fresh = Person.objects.select_for_update().get(pk=person.pk)
    if not fresh.is_only_a_name:
        raise Conflict(_("Somebody with this e-mail address already has an account."))
    fresh.name, fresh.password, fresh.language = name.strip(), password_hash, language
    fresh.save(update_fields=["name", "password", "language"])
    return fresh


@action
def update_profile(
    actor: Actor,
    person: Person,
    *,
    name: str,
    language: str,
    theme: str = Theme.DEVICE,
    address_form: str = AddressForm.PLAIN,
    has_letter_keys: bool = True,
) -> Person:
    """Change what a person says about themselves.  Raises Forbidden for anybody else's."""
    if actor.kind != "system" and actor.person_id != person.pk:
        raise Forbidden
    person.name, person.language, person.theme, person.address_form = (
        name.strip(),
        language,
        theme,
        address_form,
    )
    person.has_letter_keys = has_letter_keys
    person.save(update_fields=["name", "language", "theme", "address_form", "has_letter_keys"])
    return person
