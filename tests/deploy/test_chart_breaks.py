"""Break one thing in the chart at a time: one of the checks finds each."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit.deploy.fitting import misfits
from kit.deploy.flows import wrong_flows
from kit.deploy.helm import CHART, render, template
from kit.deploy.manifests import FOREIGN, VERSIONS, Manifest, refused_by
from kit.deploy.prometheus_kinds import faults_of
from kit.deploy.rendered import pods
from kit.deploy.restricted import breaches
from kit.deploy.value_sets import SETS, given

pytestmark = pytest.mark.deploy

BREAKS = [
    ("_pod.tpl", "readOnlyRootFilesystem: true", "", "may write its root"),
    ("_pod.tpl", "runAsNonRoot: true\nrunAsUser: {{ . }}", "runAsUser: 0", "may be root"),
    ("_pod.tpl", "drop:\n    - ALL", "drop:\n    - NET_RAW", "has capabilities"),
    ("_pod.tpl", "type: RuntimeDefault", "type: Unconfined", "has no seccomp profile"),
    ("_pod.tpl", "automountServiceAccountToken: false", "automountServiceAccountToken: true", "token is mounted"),
    ("_pod.tpl", "enableServiceLinks: false", "", "Services become variables"),
    ("_pod.tpl", "- name: tmp\n      emptyDir: {}", "- name: temp\n      emptyDir: {}", "tmp"),
    ("_pod.tpl", "containerPort: 8080", "containerport: 8080", "containerport"),
    ("_pod.tpl", "- name: http\n          containerPort", "- name: web\n          containerPort", "asks http"),
    ("_pod.tpl", "-config\n", "-settings\n", "no ConfigMap"),
    ("_settings.tpl", '"key" "password")', '"key" "pass")', "wants triage-warden-postgresql/pass"),
    ("_settings.tpl", '$variable "secret" $secret)', '$variable "secret" "x")', "wants x/"),
    ("_names.tpl", "app.kubernetes.io/component: {{ .component }}", "", "finds"),
    ("secrets.yaml", '"%s-admin"', '"%s-administrator"', "no Secret triage-warden-admin"),
    ("serviceaccount.yaml", "kind: ServiceAccount", "kind: ConfigMap\ndata: {}", "no ServiceAccount"),
    ("api/service.yaml", "targetPort: http", "targetPort: web", "web"),
    ("api/service.yaml", '"component" "api") | nindent 4', '"component" "server") | nindent 4', "finds []"),
    ("api/deployment.yaml", "maxSurge: 1", "maxsurge: 1", "maxsurge"),
    ("api/ingress.yaml", 'name: {{ include "tw.fullname" $ }}', "name: tw", "no Service tw"),
    ("orchestrator/statefulset.yaml", "-orchestrator\n  podManagement", "-workers\n  podManagement", "no Service"),
    ("postgresql/statefulset.yaml", "volumeClaimTemplates:", "volumeClaimTemplate:", "volumeClaimTemplate"),
    ("postgresql/statefulset.yaml", '"tw.podSecurity" 999', '"tw.podSecurity" 0', "may be root"),
    ("redis/statefulset.yaml", "name: scripts\n          configMap", "name: script\n          configMap", "script"),
    ("networkpolicy.yaml", 'list "api" "orchestrator" "redis"', 'list "api" "orchestrator"', "redis -> redis"),
    ("networkpolicy.yaml", "port: 5432\n  egress: []", "port: 5433\n  egress: []", "api -> postgresql:5432"),
    ("networkpolicy.yaml", "UDP\n          port: 53\n", "UDP\n          port: 54\n", "api -> dns:53"),
    ("networkpolicy.yaml", "matchLabels:\n              kubernetes.io/metadata.name: {{ . }}", "{}", "stranger -> api"),
    (
        "networkpolicy.yaml",
        "    {{- range $component := list",
        "    - podSelector: {}\n        {{- range $component := list",
        "neighbour ->",
    ),
    ("poddisruptionbudget.yaml", "minAvailable: {{ $least }}", "minimum: {{ $least }}", "minimum"),
    ("monitoring/servicemonitor.yaml", "interval: {{", "intervall: {{", "intervall"),
    ("monitoring/prometheusrule.yaml", "spec:\n", "specs:\n", "spec: Field required"),
]


@pytest.mark.parametrize(("file", "text", "broken", "words"), BREAKS, ids=lambda value: str(value)[:40])
def test_a_break_is_found(file: str, text: str, broken: str, words: str, tmp_path: Path) -> None:
    """By whichever check it concerns, in words that lead there."""
    chart = tmp_path / "triage-warden"
    shutil.copytree(CHART, chart)
    path = chart / "templates" / file
    whole = path.read_text(encoding="utf-8")
    assert text in whole
    path.write_text(whole.replace(text, broken), encoding="utf-8")
    found = list(_faults(chart))
    assert [each for each in found if words in each], found


def test_unbroken_nothing_is_found() -> None:
    """So what is found above is the break."""
    assert list(_faults(CHART)) == []


def _faults(chart: Path) -> Iterator[str]:
    done = template(SETS["ha"], chart=chart)
    if done.returncode != 0:
        yield done.stderr
        return
    objects = render(SETS["ha"], chart=chart)
    yield from misfits(objects, given("ha"))
    for pod in pods(objects):
        yield from breaches(pod["spec"])
    for each in objects:
        yield from faults_of(each) if each["apiVersion"] in FOREIGN else _refused(each)
    try:
        yield from wrong_flows(objects)
    except KeyError as error:
        yield f"no pod is {error}"


def _refused(manifest: Manifest) -> Iterator[str]:
    why = refused_by(VERSIONS[-1], manifest)
    if why is not None:
        yield why
