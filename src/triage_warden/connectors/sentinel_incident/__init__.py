"""Microsoft Sentinel: incidents, as automation sends them."""
