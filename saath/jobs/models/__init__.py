"""Rows of the job queue; all global, for workers serve every store."""

from saath.jobs.models.job import Job, JobState
from saath.jobs.models.lease import Lease
from saath.jobs.models.schedule import Schedule

__all__ = ["Job", "JobState", "Lease", "Schedule"]
