"""The bundled sample stream: alerts and mails written by us, with what should become of each."""

from triage_warden.samples.bundled import SamplePayload, load

__all__ = ["SamplePayload", "load"]
