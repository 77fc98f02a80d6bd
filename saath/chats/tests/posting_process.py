"""A process that posts one message on the database of a test: `python -m ... NAME HOST TOKEN KEY TEXT`."""

from __future__ import annotations

import sys

import django
from django.conf import settings


def main(name: str, host: str, token: str, key: str, text: str) -> None:
    """Post once, over every layer that a request passes."""
    settings.DATABASES["default"]["NAME"] = name
    django.setup()
    from saath.chats.tests.builders import Widget

    print(Widget(host, token).write(text, key=key).status_code, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
