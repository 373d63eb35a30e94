"""Google SecOps: detections."""
