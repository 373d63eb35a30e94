"""A real Prometheus that scrapes processes as the ServiceMonitor would have it, and evaluates our rules."""

import subprocess
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import msgspec
import yaml

from kit.deploy.alert_rules import Rules
from kit.deploy.packages import debian
from kit.ports import a_free_port


@dataclass(frozen=True, slots=True)
class Prometheus:
    """One that runs."""

    client: httpx.Client
    log: Path

    def ask(self, expression: str) -> list[dict[str, Any]]:
        """Return what an expression gives now; fails where it is refused."""
        answer = self.client.get("/api/v1/query", params={"query": expression}).json()
        assert answer["status"] == "success", answer
        found: list[dict[str, Any]] = answer["data"]["result"]
        return found

    def firing(self) -> set[str]:
        """Return the names of alerts that fire."""
        alerts = self.client.get("/api/v1/alerts").json()["data"]["alerts"]
        return {str(each["labels"]["alertname"]) for each in alerts if each["state"] == "firing"}

    def sick(self) -> list[str]:
        """Return what went wrong in evaluating rules."""
        groups = self.client.get("/api/v1/rules").json()["data"]["groups"]
        return [
            f"{rule['name']}: {rule['lastError']}"
            for group in groups
            for rule in group["rules"]
            if rule.get("lastError")
        ]


@contextmanager
def a_prometheus(folder: Path, rules: Rules, targets: Mapping[str, str]) -> Generator[Prometheus]:
    """Run one for the block, on targets by their pod's name; it scrapes and evaluates each second, with no `for`."""
    debian("prometheus")
    (folder / "rules.yaml").write_text(yaml.safe_dump(_at_once(rules)), encoding="utf-8")
    (folder / "prometheus.yaml").write_text(yaml.safe_dump(_configuration(targets)), encoding="utf-8")
    port, log = a_free_port(), folder / "prometheus.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [
                "prometheus",
                f"--config.file={folder / 'prometheus.yaml'}",
                f"--storage.tsdb.path={folder / 'tsdb'}",
                f"--web.listen-address=127.0.0.1:{port}",
            ],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10, trust_env=False) as client:
            found = Prometheus(client, log)
            _wait_until_ready(found, process)
            yield found
    finally:
        process.terminate()
        process.wait(30)


def _configuration(targets: Mapping[str, str]) -> dict[str, Any]:
    """The labels are those that the operator makes of a ServiceMonitor with our `jobLabel`."""
    return {
        "global": {"scrape_interval": "1s", "scrape_timeout": "1s", "evaluation_interval": "1s"},
        "rule_files": ["rules.yaml"],
        "scrape_configs": [
            {
                "job_name": "serviceMonitor/triage-warden/triage-warden/0",
                "static_configs": [
                    {
                        "targets": [address],
                        "labels": {
                            "job": "triage-warden",
                            "namespace": "triage-warden",
                            "pod": pod,
                            "container": "triage-warden",
                            "endpoint": "http",
                        },
                    }
                    for pod, address in targets.items()
                ],
            }
        ],
    }


def _at_once(rules: Rules) -> dict[str, Any]:
    written: dict[str, Any] = msgspec.to_builtins(rules)
    for group in written["groups"]:
        group["interval"] = "1s"
        for rule in group["rules"]:
            rule.pop("for", None)
            for empty in [name for name, value in rule.items() if not value]:
                del rule[empty]
    return written


def _wait_until_ready(found: Prometheus, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if found.client.get("/-/ready").status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(found.log.read_text(encoding="utf-8", errors="replace")[-3000:])
