"""Resources of cloud providers, by their own full names."""

from collections.abc import Iterator

from triage_warden.core.observables.finders.candidate import Candidate, View
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.scan import Pattern, shape_of

_ARN = Pattern(rb"\barn:aws[a-z-]{0,12}:[a-z0-9-]*:[a-z0-9-]*:[0-9]*:[A-Za-z0-9_./:*+=@,$-]+")
_AZURE = Pattern(
    rb"/subscriptions/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    rb"(?:/[A-Za-z0-9_.()-]+)*",
    ignore_case=True,
)
_GCP = Pattern(
    rb"(?://[a-z0-9-]+\.googleapis\.com/)(?:[A-Za-z0-9_.~%:@-]+/)*[A-Za-z0-9_.~%:@-]+"
    rb"|\b(?:projects|folders|organizations)/[a-z0-9:.-]+/(?:[A-Za-z0-9_.~%:@-]+/)*[A-Za-z0-9_.~%:@-]+",
)


def aws_resources(view: View) -> Iterator[Candidate]:
    """Yield Amazon resource names (`arn:partition:service:region:account:resource`)."""
    return _resources(view, _ARN)


def azure_resources(view: View) -> Iterator[Candidate]:
    """Yield Azure Resource Manager ids, which begin with their subscription."""
    return _resources(view, _AZURE)


def google_resources(view: View) -> Iterator[Candidate]:
    """Yield Google Cloud resource names, full (`//service.googleapis.com/projects/…`) or relative."""
    return _resources(view, _GCP)


def is_cloud_resource(value: str) -> bool:
    """Whether the whole value is one resource's full name."""
    shape = shape_of(value.strip())
    return any(pattern.fits(shape) for pattern in (_ARN, _AZURE, _GCP))


def _resources(view: View, pattern: Pattern) -> Iterator[Candidate]:
    for start, end in pattern.spans(view.shape):
        kept = bytes(view.shape[start:end]).rstrip(b".,:")
        yield Candidate(start, start + len(kept), ObservableType.CLOUD_RESOURCE)
