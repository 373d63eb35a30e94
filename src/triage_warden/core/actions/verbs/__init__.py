"""One file for each verb: its parameters, its risk, what a system must be able to do to carry it out."""
