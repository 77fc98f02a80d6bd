"""What the page for grievances shows to everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from saath.core.errors import NotFound
from saath.promises.grievances.terms import officer_now, settings_here
from saath.promises.models import GrievanceOfficer, GrievanceSettings


@dataclass(frozen=True, slots=True)
class PublicPage:
    """Who the shop is, who answers for grievances, and by when."""

    settings: GrievanceSettings
    officer: GrievanceOfficer | None

    def own_words(self, language: str) -> str:
        """Return what the shop adds in its own name, in a language, else in its own, else in any."""
        said: Mapping[str, str] = self.settings.own_words
        shops = self.settings.store.language
        return said.get(language) or said.get(shops) or next(iter(said.values()), "")


def public_page() -> PublicPage:
    """Return what everybody may read; raises `NotFound` where the shop shows no such page."""
    settings = settings_here()
    if not settings.is_open:
        raise NotFound()
    return PublicPage(settings, officer_now())
