"""The address of deliveries, on the shopper host.

No word in it but `hooks`: Shiprocket refuses addresses with its own name, "sr" or "kr" in them, and an id has no such letters.
"""

from __future__ import annotations

from django.urls import path

from saath.orders.hooks.door import take_delivery

app_name = "hooks"

urlpatterns = [path("hooks/<uuid:public_id>/", take_delivery, name="door")]
