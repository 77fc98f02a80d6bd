"""Orders under way are looked at by themselves, and ways are learnt from parcels that came."""
