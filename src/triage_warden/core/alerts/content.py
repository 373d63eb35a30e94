"""Tell whether two batches brought the same."""

import hashlib

from triage_warden.core.alerts.model import Batch, NewAlert


def content_digest(batch: Batch) -> str:
    """Return what stands for the payloads of a batch, in their order, and the source that they were read as.

    Ids, times of receipt and what the parsers made of it have no part in it: a request that is sent again has the
    same digest.
    """
    whole = hashlib.sha256()
    for item in batch.items:
        if isinstance(item, NewAlert):
            source, payload = item.alert.source, item.alert.raw
        else:
            source, payload = item.source, item.payload
        whole.update(f"{source} {len(payload)} ".encode())
        whole.update(payload)
    return whole.hexdigest()
