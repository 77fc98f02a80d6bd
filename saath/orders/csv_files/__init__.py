"""Orders out of CSV files (RFC 4180), as shop platforms and spreadsheets write them. Knows no rows of the database."""
