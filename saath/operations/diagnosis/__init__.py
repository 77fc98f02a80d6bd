"""What can be wrong with an installation: one small function a check, each fault named with what helps."""
