"""A rendered workload as containers: what a kubelet makes of a pod's specification, as far as Podman can show it."""

import base64
import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx

from kit.deploy.podman import Container, Podman
from kit.deploy.stand_in import POSTGRES, SERVERS

Spec = Mapping[str, Any]
_OURS: Final = "triage-warden/triage-warden"


@dataclass(slots=True)
class Pod:
    """One pod of a workload; its name lives on when it is replaced, as a StatefulSet's does."""

    cluster: "Cluster"
    name: str
    template: Spec
    containers: list[Container] = field(default_factory=list[Container])
    limits: Sequence[str] = ()
    """Podman's words for limits beside the memory's."""
    begun: float = 0.0
    """When the container was started, on the monotonic clock."""

    @property
    def spec(self) -> Spec:
        """Return the specification of the pod's one container."""
        found: Spec = self.template["spec"]["containers"][0]
        return found

    @property
    def container(self) -> Container:
        """Return the container that runs, or ran last."""
        return self.containers[-1]

    def start(self) -> None:
        """Run the init containers, one after the other, then the container."""
        for each in self.template["spec"].get("initContainers", ()):
            image, command = self.cluster.image_of(each)
            words = [*self._words(each), "--rm", *self.cluster.memory_of(each), *_entry(command), image]
            self.cluster.podman("run", *words, *each.get("args", ()), seconds=400)
        image, command = self.cluster.image_of(self.spec)
        words = [*self._words(self.spec), *self.cluster.memory_of(self.spec), *self._names(), *self.limits]
        words += _entry(command)
        name = f"{self.cluster.network}-{self.name}-{len(self.containers)}"
        self.containers.append(Container(self.cluster.podman, name, [*words, image, *self.spec.get("args", ())]))
        self.begun = time.monotonic()
        self.container.start()

    def probe(self, kind: str) -> bool:
        """Do what `livenessProbe`, `readinessProbe` or `startupProbe` says, once."""
        probe = self.spec[kind]
        if "exec" in probe:
            command = probe["exec"]["command"]
            return self.container.exec(*command, check=False, seconds=probe["timeoutSeconds"] + 5).returncode == 0
        ports = {each["name"]: each["containerPort"] for each in self.spec["ports"]}
        url = f"http://{self.container.address}:{ports[probe['httpGet']['port']]}{probe['httpGet']['path']}"
        try:
            return httpx.get(url, timeout=probe["timeoutSeconds"], trust_env=False).is_success
        except httpx.HTTPError:
            return False

    def wait_until_ready(self, seconds: float = 90) -> float:
        """Probe with the specification's own delay and period; return the seconds from now."""
        probe, begun = self.spec["readinessProbe"], time.monotonic()
        time.sleep(probe.get("initialDelaySeconds", 0))
        while not self.probe("readinessProbe"):
            assert time.monotonic() - begun < seconds, f"{self.name} is not ready:\n{self.container.log[-3000:]}"
            time.sleep(probe["periodSeconds"])
        return time.monotonic() - begun

    def terminate(self) -> float:
        """`preStop`, then the stop signal, then the kill when the grace is over; return the seconds it took."""
        begun = time.monotonic()
        grace = int(self.template["spec"]["terminationGracePeriodSeconds"])
        if hook := self.spec.get("lifecycle", {}).get("preStop", {}).get("exec"):
            self.container.exec(*hook["command"], seconds=grace)
        self.container.stop(max(1, round(grace - (time.monotonic() - begun))))
        return time.monotonic() - begun

    def _words(self, spec: Spec) -> list[str]:
        security = spec["securityContext"]
        pod = self.template["spec"]["securityContext"]
        assert security["capabilities"] == {"drop": ["ALL"]}
        assert security["readOnlyRootFilesystem"]
        assert not security["allowPrivilegeEscalation"]
        return [
            *("--read-only", "--read-only-tmpfs=false", "--cap-drop=all", "--security-opt=no-new-privileges"),
            *("--user", f"{pod['runAsUser']}:{pod['runAsGroup']}", "--no-healthcheck"),
            *("--network", self.cluster.network, "--hostname", self.name),
            *(word for pair in self.cluster.environment(self, spec).items() for word in ("-e", "=".join(pair))),
            *self._mounts(spec),
        ]

    def _names(self) -> list[str]:
        labels = self.template["metadata"]["labels"].items()
        services = [each for each in self.cluster.objects if each["kind"] == "Service"]
        chosen = [each["metadata"]["name"] for each in services if each["spec"]["selector"].items() <= labels]
        return [word for name in (self.name, *chosen) for word in ("--network-alias", name)]

    def _mounts(self, spec: Spec) -> list[str]:
        volumes = {each["name"]: each for each in self.template["spec"].get("volumes", ())}
        words: list[str] = []
        for mount in spec.get("volumeMounts", ()):
            volume, path = volumes.get(mount["name"], {}), mount["mountPath"]
            if path == "/dev/shm":  # noqa: S108  # the container's
                words += ["--shm-size", "256m"]
            elif "emptyDir" in volume:
                words += ["--tmpfs", f"{path}:mode=1777"]
            elif "configMap" in volume:
                words += ["-v", f"{self.cluster.files(volume['configMap']['name'])}:{path}:ro"]
            else:  # a claim: it outlives the pod
                words += ["-v", f"{self.cluster.network}-{self.name}-{mount['name']}:{path}:U"]
        return words


@dataclass(slots=True)
class Cluster:
    """The rendered objects, and the network that their pods share."""

    podman: Podman
    network: str
    objects: Sequence[dict[str, Any]]
    folder: Path
    image: str
    memory: str = "256m"
    """Of our containers, in the place of the chart's limit: what it asks for has to be enough."""
    pods: dict[str, Pod] = field(default_factory=dict[str, Pod])

    def named(self, kind: str, name: str) -> dict[str, Any]:
        """Return an object."""
        return next(each for each in self.objects if each["kind"] == kind and each["metadata"]["name"] == name)

    def pod(self, workload: str, suffix: int) -> Pod:
        """Return a pod of a Deployment or StatefulSet, not started."""
        kinds = ("Deployment", "StatefulSet")
        found = next(each for each in self.objects if each["kind"] in kinds and each["metadata"]["name"] == workload)
        pod = Pod(self, f"{workload}-{suffix}", found["spec"]["template"])
        self.pods[pod.name] = pod
        return pod

    def start(self, *pods: Pod) -> None:
        """Start pods at once, as an installation does."""
        with ThreadPoolExecutor(len(pods)) as many:
            list(many.map(Pod.start, pods))

    def wait_until_ready(self) -> None:
        """Wait for all of them, each in its own rhythm."""
        with ThreadPoolExecutor(len(self.pods)) as many:
            list(many.map(Pod.wait_until_ready, self.pods.values()))

    def secret(self, name: str) -> dict[str, str]:
        """Return a Secret's values."""
        found = self.named("Secret", name)
        plain = {key: base64.b64decode(value).decode() for key, value in found.get("data", {}).items()}
        return {**plain, **found.get("stringData", {})}

    def environment(self, pod: Pod, spec: Spec) -> dict[str, str]:
        """Return a container's variables, as a kubelet puts them together."""
        variables: dict[str, str] = {}
        for each in spec.get("envFrom", ()):
            if "configMapRef" in each:
                variables |= self.named("ConfigMap", each["configMapRef"]["name"])["data"]
            else:
                variables |= self.secret(each["secretRef"]["name"])
        for each in spec.get("env", ()):
            value = each.get("value") if "valueFrom" not in each else self._from(pod, each["valueFrom"])
            if value is not None:
                variables[each["name"]] = value
        return variables

    def _from(self, pod: Pod, source: Spec) -> str | None:
        if "fieldRef" in source:
            assert source["fieldRef"]["fieldPath"] == "metadata.name"
            return pod.name
        reference = source["secretKeyRef"]
        values = self.secret(reference["name"])
        return values.get(reference["key"]) if reference.get("optional") else values[reference["key"]]

    def files(self, config_map: str) -> Path:
        """Write a ConfigMap's files, and return their folder."""
        folder = self.folder / config_map
        folder.mkdir(exist_ok=True)
        for name, text in self.named("ConfigMap", config_map)["data"].items():
            (folder / name).write_text(text, encoding="utf-8")
            (folder / name).chmod(0o644)
        return folder

    def image_of(self, spec: Spec) -> tuple[str, Sequence[str]]:
        """Return the image for a specification, and its command: ours, or the stand-in for somebody else's."""
        command: Sequence[str] = spec.get("command", ())
        if _OURS in spec["image"]:
            return self.image, command
        return POSTGRES if "/postgres:" in spec["image"] else SERVERS, command

    def memory_of(self, spec: Spec) -> list[str]:
        """Return the limit: ours, or what the specification has."""
        if _OURS in spec["image"]:
            return ["--memory", self.memory, "--memory-swap", self.memory]
        return ["--memory", spec["resources"]["limits"]["memory"].lower().replace("i", "")]

    def remove(self) -> None:
        """Remove every container and claim."""
        for pod in self.pods.values():
            for each in pod.containers:
                each.remove()
        volumes = self.podman("volume", "ls", "-q").stdout.split()
        for volume in (name for name in volumes if name.startswith(f"{self.network}-")):
            self.podman("volume", "rm", "-f", volume, check=False)


def _entry(command: Sequence[str]) -> list[str]:
    return ["--entrypoint", json.dumps(list(command))] if command else []


def working_set(container: Container) -> float:
    """Return the mebibytes that a container holds, as a kubelet counts them: usage without inactive files."""
    folder, v2 = _accounts(container, "memory")
    used = int((folder / ("memory.current" if v2 else "memory.usage_in_bytes")).read_text(encoding="ascii"))
    stat = dict(line.split() for line in (folder / "memory.stat").read_text(encoding="ascii").splitlines())
    return (used - int(stat["inactive_file" if v2 else "total_inactive_file"])) / 2**20


def cpu_seconds(container: Container) -> float:
    """Return the processor time that a container has used, whatever else the machine did."""
    folder, v2 = _accounts(container, "cpuacct")
    if v2:
        return int((folder / "cpu.stat").read_text(encoding="ascii").split()[1]) / 1e6
    return int((folder / "cpuacct.usage").read_text(encoding="ascii")) / 1e9


def _accounts(container: Container, controller: str) -> tuple[Path, bool]:
    """Return the folder of a container's control group, and whether it is of version 2."""
    number = container.podman.inspect(container.name)["State"]["Pid"]
    lines = Path(f"/proc/{number}/cgroup").read_text(encoding="ascii").splitlines()
    groups = [line.split(":", 2) for line in lines]
    for _, controllers, path in groups:
        if controller in controllers.split(","):
            return Path("/sys/fs/cgroup") / controller / path.lstrip("/"), False
    return Path("/sys/fs/cgroup") / groups[-1][2].lstrip("/"), True
