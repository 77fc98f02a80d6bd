"""The application of a web process: live streams, and Django's pages on a few threads beside them."""

from __future__ import annotations

from django.conf import settings

from config.wsgi import application as django_pages
from saath.operations.application import WebApplication
from saath.operations.pages import Pages
from saath.operations.whole_requests import WholeRequests

application = WebApplication(
    WholeRequests(Pages(django_pages, threads=settings.WEB_THREADS), most_bytes=settings.MAX_MAIL_BYTES)
)
