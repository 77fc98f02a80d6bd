"""The settings of grievances."""
