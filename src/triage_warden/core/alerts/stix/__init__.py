"""Observables as STIX 2.1: plain dictionaries, made without the stix2 library, which the tests use as a judge."""
