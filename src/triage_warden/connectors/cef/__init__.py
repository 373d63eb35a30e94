"""Common Event Format, the line format of many appliances."""
