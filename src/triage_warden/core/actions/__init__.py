"""Every verb we can do to the world, as data; who asked for it, and what came of it."""
