"""LEEF: the Log Event Extended Format of QRadar and of devices that write for it."""
