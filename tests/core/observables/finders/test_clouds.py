import pytest

from triage_warden.core.observables.find import find
from triage_warden.core.observables.finders.clouds import is_cloud_resource
from triage_warden.core.observables.model import ObservableType

_AZURE = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.Web/sites/a"


@pytest.mark.parametrize(
    "name",
    [
        "arn:aws:iam::123456789012:role/admin",
        "arn:aws-us-gov:s3:::bucket/key.txt",
        _AZURE,
        "//compute.googleapis.com/projects/p/zones/z/instances/i",
        "projects/p/serviceAccounts/a@p.iam.gserviceaccount.com",
    ],
)
def test_resources_are_found_whole(name: str) -> None:
    """By their provider's full name, and nothing inside them is found again."""
    found = find(f'resource "{name}", seen.')
    assert [(each.observable.type, each.observable.value) for each in found] == [(ObservableType.CLOUD_RESOURCE, name)]
    assert is_cloud_resource(name)


def test_other_paths_are_no_resources() -> None:
    """Words that begin alike."""
    assert not is_cloud_resource("projects/one")
    assert not is_cloud_resource("/subscriptions/none")
    assert find("see projects/one for more") == []
