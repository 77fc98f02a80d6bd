"""The shop of the tests of orders."""

from __future__ import annotations

from saath.orders.tests.conftest import platform

__all__ = ["platform"]
