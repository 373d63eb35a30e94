"""The commands of the deployment guides that are typed outside of containers.

The real kubectl and Helm take them, and what they name is in the installation.
"""

import base64
import functools
import json
import subprocess
from pathlib import Path

import pytest
import yaml

from kit.certificates import make_certificates
from kit.deploy.commands import KINDS, Target, is_there, made_by_kubectl, taken_by_helm, taken_by_kubectl, target_of
from kit.deploy.corrections import NOT_HERE
from kit.deploy.guide import CUSTOMERS, OURS, ROOT, Item
from kit.deploy.guide_checks import Check, of_check
from kit.deploy.helm import MAJORS, kubectl, render
from kit.deploy.manifests import RAW, Manifest, raw_manifests, the
from triage_warden.storage.postgres.url import parse_database_url
from triage_warden.wiring.process_secrets import secrets_of
from triage_warden.wiring.settings import read_settings

pytestmark = pytest.mark.deploy

GUIDES = [pytest.param(CUSTOMERS, id="customers"), pytest.param(OURS, id="ours")]
NAMESPACE = "triage-warden"


@functools.cache
def installed() -> list[Manifest]:
    """Return all that is there once a guide was followed: the chart, the raw manifests, and what is made by hand."""
    chart = render({"global": {"domain": "triage.example.com"}, "autoscaling": {"enabled": True, "minReplicas": 2}})
    by_hand = [
        {"kind": "Secret", "metadata": {"name": "triage-warden-secrets"}},
        {"kind": "Secret", "metadata": {"name": "triage-warden-tls"}},
    ]
    return [*chart, *raw_manifests(), *by_hand]


def is_others(item: Item) -> bool:
    """Return whether what a command names is somebody else's."""
    return any(item.text.startswith(begin) for begin in NOT_HERE)


@pytest.mark.parametrize("path", GUIDES)
def test_kubectl_takes_every_command_and_what_it_names_is_there(path: Path) -> None:
    """Up to the cluster, which is not there; a misspelt option would be refused before."""
    commands = [item for item in of_check(path, Check.CLUSTER, Check.INSIDE) if item.words[0] == "kubectl"]
    assert len(commands) >= 30
    for item in commands:
        assert taken_by_kubectl(item.words) is None, item
        target = target_of(item.words)
        if not is_others(item):
            assert target.namespace in {NAMESPACE, None}, item
            assert is_there(target, installed()), f"{item}: {target} is not there"


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("path", GUIDES)
def test_helm_takes_every_command(path: Path, major: int) -> None:
    """Up to the cluster; the release is the one that the guide installs."""
    commands = [item for item in of_check(path, Check.CLUSTER) if item.words[0] == "helm"]
    assert len(commands) >= 4
    for item in commands:
        assert taken_by_helm(major, item.words) is None, item
        assert "triage-warden" in item.words


@pytest.mark.parametrize(
    ("command", "target"),
    [
        ("kubectl get pods -n x", Target("Pod", None, "x")),
        ("kubectl logs -f deployment/a -n x", Target("Deployment", "a", "x")),
        ("kubectl logs -l k=v -n x -f", Target("Pod", None, "x", (("k", "v"),))),
        ("kubectl exec -it a-0 -n x -- ls -n y", Target("Pod", "a-0", "x")),
        ("kubectl rollout status deployment/a -n x", Target("Deployment", "a", "x")),
        ("kubectl describe ingress a -n x", Target("Ingress", "a", "x")),
        ("kubectl set image deployment/a c=i -n x", Target("Deployment", "a", "x")),
    ],
)
def test_what_a_command_names_is_read_from_it(command: str, target: Target) -> None:
    """Or the check would look for the wrong things."""
    assert target_of(command.split()) == target


@pytest.mark.parametrize("name", ["deployment/triage-warden-orchestrator-0", "triage-warden-api-0", "svc/postgres"])
def test_what_is_not_there_is_not_found(name: str) -> None:
    """The guide's first slip among them: that pod is no Deployment."""
    assert not is_there(target_of(["kubectl", "exec", "-it", name, "-n", "x"]), installed())
    assert KINDS["svc"] == "Service"


@pytest.mark.parametrize("path", GUIDES)
def test_the_image_is_set_on_the_container_that_there_is(path: Path) -> None:
    """Done for real, on the manifest."""
    commands = [item for item in of_check(path, Check.CLUSTER) if item.words[1] == "set"]
    assert commands
    deployment = json.dumps(the("Deployment", raw_manifests())).replace(":0.1.0", ":0.0.1")
    for item in commands:
        words = [word for word in item.words[1:] if not word.startswith("deployment/")]
        done = subprocess.run(
            [str(kubectl()), *words, "--local", "-f", "-", "-o", "json"],
            input=deployment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        image = next(word for word in words if word.startswith("triage-warden=")).partition("=")[2]
        assert json.loads(done.stdout)["spec"]["template"]["spec"]["containers"][0]["image"] == image


def exported(path: Path) -> dict[str, str]:
    """Run the guide's `export` lines in a shell and return what they set."""
    lines = [item.text for item in of_check(path, Check.SECRET)]
    script = "\n".join([*lines, *(f'echo "$({"printenv"} {line.split("=")[0].split()[1]})"' for line in lines)])
    done = subprocess.run(["bash", "-euc", script], capture_output=True, text=True, check=True)
    names = [line.split("=")[0].split()[1] for line in lines]
    return dict(zip(names, done.stdout.splitlines(), strict=True))


@pytest.mark.parametrize("path", GUIDES)
def test_the_keys_that_are_generated_are_taken_by_the_program(path: Path) -> None:
    """By the shell, as typed."""
    made = exported(path)
    assert {"TW_ENCRYPTION_KEY", "TW_JWT_SECRET", "TW_SESSION_SECRET"} <= made.keys()
    secrets = secrets_of(read_settings({**made, "TW_ENV": "production"}))
    assert len(secrets.encryption[0]) == 32


@pytest.mark.parametrize("path", GUIDES)
def test_secrets_are_made_with_the_keys_that_pods_ask_for(path: Path, tmp_path: Path) -> None:
    """Upper-case names for the chart, lower-case names for the raw manifests; the URL is one that we read."""
    variables = {**exported(path), "TW_ADMIN_PASSWORD": "seven tall herons", "PASSWORD": "p%40ss"}
    certificates = make_certificates(tmp_path)
    asked: list[set[str]] = []
    for item in of_check(path, Check.MADE):
        files = {"--cert=tls.crt": f"--cert={certificates.cert}", "--key=tls.key": f"--key={certificates.key}"}
        words = [files.get(word, word) for word in item.words]
        made = yaml.safe_load(made_by_kubectl(words, variables))
        if made["kind"] != "Secret" or made["metadata"]["name"] != "triage-warden-secrets":
            assert (made["kind"], made["metadata"]["name"]) in {
                ("Namespace", NAMESPACE),
                ("Secret", "triage-warden-tls"),
            }
            continue
        asked.append(set(made["data"]))
        url = made["data"].get("DATABASE_URL") or made["data"].get("database-url")
        if url:
            assert parse_database_url(base64.b64decode(url).decode()).database == "triage_warden"
    upper = {"TW_ENCRYPTION_KEY", "TW_JWT_SECRET", "TW_SESSION_SECRET"}
    lower = {"encryption-key", "jwt-secret", "session-secret", "admin-password", "database-url"}
    assert any(upper <= keys for keys in asked)
    assert any(lower <= keys for keys in asked)


def test_the_databases_url_can_be_read_back_out_of_the_secret() -> None:
    """`-o jsonpath=… | base64 -d`, by the real programs."""
    read = next(item for item in of_check(CUSTOMERS, Check.CLUSTER) if "jsonpath" in item.text)
    create = next(item for item in of_check(CUSTOMERS, Check.MADE) if "DATABASE_URL" in item.text)
    output = next(word for word in read.words if word.startswith("jsonpath="))
    encoded = made_by_kubectl(create.words, {}, output)
    done = subprocess.run(["base64", "-d"], input=encoded, capture_output=True, text=True, check=True)
    assert done.stdout == "postgres://user:password@postgres:5432/triage_warden"
    assert "base64 -d" in read.text


@pytest.mark.parametrize("path", GUIDES)
def test_every_file_that_is_applied_is_there(path: Path) -> None:
    """And the kustomization makes the same objects as all files together."""
    for item in of_check(path, Check.APPLIED):
        assert taken_by_kubectl(item.words) is None or "-k" in item.words, item
        name = item.words[-1]
        assert (ROOT / name).exists(), item
    built = subprocess.run(
        [str(kubectl()), "kustomize", str(RAW)], capture_output=True, text=True, check=True, timeout=60
    )
    made = [each for each in yaml.safe_load_all(built.stdout) if each]
    names = {(each["kind"], each["metadata"]["name"]) for each in made}
    assert names == {(each["kind"], each["metadata"]["name"]) for each in raw_manifests()}
    assert len(made) == len(names)
