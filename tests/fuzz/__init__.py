"""What strangers send: random input at every door, a little in every run and for minutes in the long one."""
