"""Microsoft Entra ID Protection: risk detections."""
