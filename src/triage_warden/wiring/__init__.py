"""The settings tree, the connector catalogue, the programs: the only place that knows everybody."""
