"""The addresses that answer more people than the shop's colleagues, each with its reason."""

from __future__ import annotations

SIGNING_IN = "signing in itself"
SAME_FOR_ALL = "the same for everybody; shows nothing of any shop"
WATCHED = "for the machine that watches: alive or not, without a figure"
APPS_OWN = "an app asks by itself: what it holds is its right, and no cookie is looked at"
OWN_ACCOUNT = "a person's own account, whatever shops they work for"

ANONYMOUS = {
    "staff sign-in/": SIGNING_IN,
    "staff sign-in/code/": SIGNING_IN,
    "staff sign-in/passkey/": SIGNING_IN,
    "staff sign-in/closed/": SIGNING_IN,
    "staff sign-out/": SIGNING_IN,
    "staff password/reset/": SIGNING_IN,
    "staff password/reset/sent/": SIGNING_IN,
    "staff password/reset/<str:uidb36>-<str:key>/": SIGNING_IN,
    "staff password/reset/done/": SIGNING_IN,
    "staff join/<str:secret>/": "an invitation is taken up by who has its link",
    "staff ui/colour/<str:colour>.css": SAME_FOR_ALL,
    "staff ui/language": SAME_FOR_ALL,
    "staff ui/manifest.webmanifest": "what the sign-in page shows too: the shop's name and colour",
    "shopper ui/manifest.webmanifest": "what every page of the shop shows: its name and colour",
    "staff ui/offline": SAME_FOR_ALL,
    "staff ui/offline-worker.js": SAME_FOR_ALL,
    "shopper ui/language": SAME_FOR_ALL,
    "shopper ui/offline": SAME_FOR_ALL,
    "shopper ui/offline-worker.js": SAME_FOR_ALL,
    "api api/v1/openapi.json": SAME_FOR_ALL,
    "staff docs/api/": SAME_FOR_ALL,
    "staff docs/api/guides/<slug:slug>/": SAME_FOR_ALL,
    "staff docs/api/reference/<slug:slug>/": SAME_FOR_ALL,
    "staff oauth/token": APPS_OWN,
    "staff oauth/revoke": APPS_OWN,
    "staff oauth/introspect": APPS_OWN,
    "staff .well-known/oauth-authorization-server": SAME_FOR_ALL,
    "operations healthz": WATCHED,
    "operations readyz": WATCHED,
}

OUTSIDER = {
    **{place: why for place, why in ANONYMOUS.items() if not place.startswith("operations ")},
    "staff confirm/": OWN_ACCOUNT,
    "staff confirm/code/": OWN_ACCOUNT,
    "staff confirm/passkey/": OWN_ACCOUNT,
    "staff settings/you/": OWN_ACCOUNT,
    "staff settings/you/app/": OWN_ACCOUNT,
    "staff settings/you/app/remove/": OWN_ACCOUNT,
    "staff settings/you/codes/": OWN_ACCOUNT,
    "staff settings/you/codes/file/": OWN_ACCOUNT,
    "staff settings/you/codes/new/": OWN_ACCOUNT,
    "staff settings/you/passkeys/": OWN_ACCOUNT,
    "staff settings/you/passkeys/<int:pk>/": OWN_ACCOUNT,
    "staff settings/you/passkeys/<int:pk>/remove/": OWN_ACCOUNT,
    "staff settings/you/passkeys/add/": OWN_ACCOUNT,
    "staff settings/you/password/": OWN_ACCOUNT,
    "staff settings/you/password/new/": OWN_ACCOUNT,
    "staff settings/you/sessions/": OWN_ACCOUNT,
    "staff settings/you/two-steps/": OWN_ACCOUNT,
}
