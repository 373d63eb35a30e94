"""Alert rules and dashboard: one source each, and what writes the copies that chart and manifests carry."""
