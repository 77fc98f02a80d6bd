"""Reading grievances, for the officer, for the register, for who complained."""
