"""The names a parser may use in `Alert.attributes`; one list, so that facts can rely on them."""

from typing import Final

ACTION_TAKEN: Final = "action_taken"
"""What the source did: `blocked`, `allowed`, `quarantined`, `detected`, …"""
SOURCE_SEVERITY: Final = "source_severity"
"""The source's own word or number for severity, before it was mapped."""
SOURCE_CONFIDENCE: Final = "source_confidence"
"""The source's own confidence, 0 to 100."""
CATEGORY: Final = "category"
"""The source's own class of finding."""
PRODUCT: Final = "product"
"""Product within the source that found it (Sentinel's `ProductName`, CEF's device product)."""
REMEDIATION: Final = "remediation"
"""The source's own advice."""
LINK: Final = "link"
"""Where the source shows the finding."""
MEDIA_TYPE: Final = "media_type"
"""Set to `message/rfc822` when `raw` is a mail."""
STATUS: Final = "status"
"""The source's own state of the finding."""

NAMES: Final = frozenset(
    {ACTION_TAKEN, SOURCE_SEVERITY, SOURCE_CONFIDENCE, CATEGORY, PRODUCT, REMEDIATION, LINK, MEDIA_TYPE, STATUS},
)
