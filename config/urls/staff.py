"""URLs of the staff host."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from saath.ui.errors import bad_request, page_not_found, permission_denied, server_error

urlpatterns: list[URLPattern | URLResolver] = [
    # First what is asked all day: addresses are tried in this order.
    path("", include("saath.desk.urls")),
    path("", include("saath.ui.urls")),
    path("", include("saath.accounts.urls")),
    path("", include("saath.stores.urls")),
    path("", include("saath.mailboxes.urls")),
    path("", include("saath.sending.urls")),
    path("", include("saath.promises.routing.urls")),
    path("", include("saath.promises.chain.urls")),
    path("", include("saath.promises.grievances.urls")),
    path("", include("saath.promises.amends.urls")),
    path("", include("saath.promises.reminders.urls")),
    path("", include("saath.promises.wording.urls")),
    path("", include("saath.promises.standards.urls")),
    path("", include("saath.promises.policies.urls")),
    path("", include("saath.writing.urls")),
    path("", include("saath.fields.urls")),
    path("", include("saath.checklists.urls")),
    path("", include("saath.orders.connected.urls")),
    path("", include("saath.team.urls")),
    path("", include("saath.imports.urls")),
    path("", include("saath.chats.urls")),
    path("docs/api/", include("saath.api.docs.urls")),
    path("", include("saath.programs.urls")),
    path("", include("saath.exports.urls")),
    path("", include("saath.webhooks.urls")),
    path("mailbox/", include("saath.demo.urls")),
]

handler400 = bad_request
handler403 = permission_denied
handler404 = page_not_found
handler500 = server_error
