"""A shop with one conversation, and who works there."""

from saath.conversations.tests.browsers import *  # noqa: F403  # its fixtures are found by their names
