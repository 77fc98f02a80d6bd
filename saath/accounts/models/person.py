from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from saath.accounts.addresses import address_key
from saath.core.clock import now
from saath.core.ids import new_public_id
from saath.core.languages import CHOICES, DEFAULT
from saath.tenancy.retention import Retention


class Theme(models.TextChoices):
    """Light, dark, or whatever the device says."""

    DEVICE = "", _("As on this device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class AddressForm(models.TextChoices):
    """How we speak of a person where the verb shows gender; chosen by the person, never guessed."""

    PLAIN = "", _("My name only")
    FEMININE = "feminine", _("As a woman")
    MASCULINE = "masculine", _("As a man")


class PersonManager(BaseUserManager["Person"]):
    """Finds people by the key of their address."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this address, however it is written."""
        return self.get(email_key=address_key(username or ""))


class Person(AbstractBaseUser):
    """Somebody who signs in: one person, one address, any number of shops."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    email = models.EmailField(_("E-mail address"), max_length=254)
    email_key = models.CharField(max_length=254, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    language = models.CharField(_("Language"), max_length=8, choices=CHOICES, default=DEFAULT.code)
    theme = models.CharField(
        _("Light or dark"), max_length=8, choices=Theme, blank=True, default=Theme.DEVICE
    )
    address_form = models.CharField(
        _("How we speak of you"), max_length=12, choices=AddressForm, blank=True, default=""
    )
    has_letter_keys = models.BooleanField(_("Single letters work as keys"), default=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()
    retention = Retention(
        purpose="Signing in and naming who answered.",
        keep_for=None,
        erasure="blank",
        blank=("email", "email_key", "name"),
    )

    USERNAME_FIELD = "email_key"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """What colleagues call them: the first word of the name."""
        return self.name.split(" ")[0]

    @property
    def is_only_a_name(self) -> bool:
        """Whether they came with a shop that moved here: nobody has ever signed in as them, nor could."""
        return self.last_login is None and not self.has_usable_password()
