"""Addresses of the demo's shop on its own host."""

from __future__ import annotations

from django.urls import path

from saath.demo.views import shop

app_name = "demo_shop"

urlpatterns = [path("shop/", shop.shop, name="shop")]
