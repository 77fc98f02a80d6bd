"""What the first requests would load, loaded before the processes are forked: they share it, and nobody waits for it."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import connection
from django.template import TemplateSyntaxError
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import get_resolver
from django.utils import translation

from saath.channels.registry import load_channels
from saath.cli.loading import without_collecting

URL_MAPS = ("staff", "shopper", "content", "first_run", "operations")
# What the web server and the live streams name by a string, and load only when they start.
NAMED_BY_STRINGS = ("uvicorn.lifespan.on", "uvicorn.loops.asyncio")
LISTENING = (
    "saath.timeline.live.listening"  # on PostgreSQL; where there is only SQLite its driver is not loaded
)


def preload_pages() -> None:
    """Load every page's code, templates, addresses and words. Nothing here asks the database."""
    with without_collecting():
        for purpose in URL_MAPS:
            import_module(f"config.urls.{purpose}")
        for module in (*NAMED_BY_STRINGS, *([LISTENING] if connection.vendor == "postgresql" else [])):
            import_module(module)
        _addresses_and_words()
        _templates()
        load_channels()
        get_adapter()


def _addresses_and_words() -> None:
    """A resolver keeps its addresses, and a catalogue its words, by language."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("")
            for purpose in URL_MAPS:
                _ = get_resolver(f"config.urls.{purpose}").reverse_dict


def _templates() -> None:
    """Parse our own templates; the loader keeps them."""
    ours = Path(settings.BASE_DIR)
    for folder in map(Path, get_app_template_dirs("templates")):
        if folder.is_relative_to(ours):
            for page in folder.rglob("*.html"):
                with suppress(
                    TemplateSyntaxError
                ):  # a broken page fails when it is asked for, not the whole start
                    get_template(str(page.relative_to(folder)))
