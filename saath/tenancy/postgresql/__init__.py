"""The database back end of Saath on PostgreSQL (`ENGINE`)."""
