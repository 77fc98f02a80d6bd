"""Exports of a shop, and those that come in."""

from saath.exports.models.export_run import ExportRun
from saath.exports.models.shop_import import ShopImport

__all__ = ["ExportRun", "ShopImport"]
