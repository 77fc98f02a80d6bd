"""Service standards: what is promised, in versions, who has read it, and how it was kept."""
