"""What the Prometheus Operator would say about its kinds."""

from collections.abc import Iterator
from typing import Any, Final

from cloudcoil.models.prometheus_operator import v1
from pydantic import ValidationError

from kit.deploy.manifests import Manifest, differences

_MODELS: Final[dict[str, Any]] = {"ServiceMonitor": v1.ServiceMonitor, "PrometheusRule": v1.PrometheusRule}


def faults_of(manifest: Manifest) -> Iterator[str]:
    """Yield what is wrong with an object: values that do not fit, and fields that the kind does not have."""
    try:
        read = _MODELS[manifest["kind"]].model_validate(manifest)
    except ValidationError as error:
        yield from (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        return
    kept = read.model_dump(by_alias=True, exclude_unset=True, mode="json")
    yield from (each for each in differences(manifest, kept) if each.startswith("-"))
