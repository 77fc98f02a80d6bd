"""Exports of a shop."""

from saath.exports.models.export_run import ExportRun

__all__ = ["ExportRun"]
