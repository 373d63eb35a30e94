"""The Helm chart's own tools: what is written from values.yaml and the settings, and how it is packed."""
