"""Find, type, refang and normalise observables; known-good lists."""
