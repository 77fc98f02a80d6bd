"""Grievances: complaints with a reference, two limits of the calendar, an officer and a register."""
