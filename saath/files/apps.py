from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Stored files: their bytes, their rows, their links."""

    name = "saath.files"
    label = "files"
