"""What a shop says of an endpoint."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput
from saath.webhooks.addresses import checked_address
from saath.webhooks.catalogue import NAMES

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Content:
    """Its name, its address, and what it hears of: kinds by their public names, or everything, later kinds too."""

    name: str
    url: str
    kinds: tuple[str, ...] = ()
    hears_everything: bool = False

    def checked(self) -> Content:
        """Return it in one writing. Raises `BadInput`, whose field is `name`, `url` or `kinds`."""
        name = self.name.strip()
        if not name or len(name) > LONGEST_NAME or "\0" in name:
            raise BadInput(_("Give it a name of at most 80 characters."), field="name")
        unknown = [kind for kind in self.kinds if kind not in NAMES]
        if unknown:
            raise BadInput(_("Saath tells of no such event."), field="kinds")
        if not self.hears_everything and not self.kinds:
            raise BadInput(_("Choose at least one event, or all."), field="kinds")
        kinds = () if self.hears_everything else tuple(each for each in NAMES if each in self.kinds)
        return Content(name, checked_address(self.url), kinds, self.hears_everything)
