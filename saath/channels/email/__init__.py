"""E-mail: MIME to the contract and back, SMTP in and out."""
