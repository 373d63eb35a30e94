"""CrowdStrike Falcon: alerts, detections and streamed detection events."""
