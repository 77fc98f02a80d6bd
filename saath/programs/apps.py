"""What programs may do in a shop."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """Tokens of colleagues, apps that they let in, and answers kept for programs that ask twice."""

    name = "saath.programs"
    label = "programs"
