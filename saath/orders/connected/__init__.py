"""The settings pages of where orders come from."""
