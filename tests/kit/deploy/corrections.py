"""Where the customer's guide is not typed as printed, and which note says so (`guide-notes.md`)."""

from typing import Final

OWN: Final = 0
"""Not in the notes: said in our own guide, and why."""

_IN_ORCHESTRATOR: Final = "kubectl exec -it triage-warden-orchestrator-0 -n triage-warden -- "
_URL: Final = (
    '--from-literal=database-url="postgres://user:pass@your-rds-instance.region.rds.amazonaws.com:5432/'
    'triage_warden?sslmode=require"'
)
_ALL_KEYS: Final = (
    "kubectl create secret generic triage-warden-secrets --namespace triage-warden "
    '--from-literal=encryption-key="$TW_ENCRYPTION_KEY" --from-literal=jwt-secret="$TW_JWT_SECRET" '
    '--from-literal=session-secret="$TW_SESSION_SECRET" --from-literal=admin-password="$TW_ADMIN_PASSWORD" '
)
COMMANDS: Final = {
    "kubectl exec -it deployment/triage-warden-orchestrator-0 -n triage-warden -- "
    "curl -s http://localhost:8080/health/detailed | jq '.components.leader_elector'": (
        _IN_ORCHESTRATOR + "curl -s http://localhost:8080/health/detailed | jq '.components.leader_elector'",
        3,
    ),
    'kubectl exec -it deployment/triage-warden-redis-0 -n triage-warden -- redis-cli KEYS "tw:leader:*"': (
        'kubectl exec -it triage-warden-redis-0 -n triage-warden -- redis-cli KEYS "tw:leader:*"',
        3,
    ),
    "kubectl exec -it deployment/triage-warden-api -n triage-warden -- curl -v telnet://postgres:5432": (
        "kubectl exec -it deployment/triage-warden-api -n triage-warden -- curl -v telnet://triage-warden-postgresql:5432",
        2,
    ),
    "kubectl create secret generic triage-warden-secrets --namespace triage-warden " + _URL + " # ... other secrets": (
        _ALL_KEYS + _URL,
        1,
    ),
}
"""What is printed, what is typed instead, and the note."""

NOT_HERE: Final = {
    "helm repo add bitnami https://charts.bitnami.com/bitnami": "another's chart, out of reach; a choice (note 20)",
    "helm install postgres bitnami/postgresql": "another's chart, out of reach; a choice (note 20)",
    "kubectl port-forward svc/prometheus -n monitoring 9090:9090": "the Service is of your Prometheus",
    "kubectl logs -l app.kubernetes.io/name=ingress-nginx -n ingress-nginx": "the pods are of your ingress controller",
}
"""Beginnings of commands whose objects are others'; their words are still put before kubectl or Helm."""

OPTIONS: Final = {"image.tag=latest": ("", OWN)}
"""A tag that moves cannot be rolled back to: an empty one means the chart's own version."""

BLOCKS: Final[dict[str, dict[str, int]]] = {
    "namespace.yaml": {
        "+metadata.labels.pod-security.kubernetes.io/enforce": 9,
        "+metadata.labels.pod-security.kubernetes.io/audit": 9,
        "+metadata.labels.pod-security.kubernetes.io/warn": 9,
    },
    "secret.yaml": {
        "+metadata.labels": OWN,
        "+stringData.admin-password": OWN,
        "~stringData.database-url": OWN,
    },
    "configmap.yaml": {
        "+metadata.labels": OWN,
        "-data.RUST_LOG": 11,
        "+data.TW_LOG_LEVEL": 11,
        "+data.TW_LOG_FORMAT": 11,
        "+data.TW_ENV": OWN,
        "+data.TW_TRUSTED_PROXIES": OWN,
        "+data.TW_ROLE": 4,
    },
    "deployment.yaml": {
        "+spec.revisionHistoryLimit": OWN,
        "+spec.strategy": OWN,
        "+spec.template.metadata.labels.app.kubernetes.io/component": OWN,
        "+spec.template.spec.affinity": OWN,
        "+spec.template.spec.topologySpreadConstraints": OWN,
        "+spec.template.spec.terminationGracePeriodSeconds": OWN,
        "+spec.template.spec.automountServiceAccountToken": 9,
        "+spec.template.spec.securityContext.runAsGroup": 9,
        "+spec.template.spec.securityContext.seccompProfile": 9,
        "+spec.template.spec.enableServiceLinks": 22,
        "+spec.template.spec.volumes": 10,
        "+spec.template.spec.containers.triage-warden.volumeMounts": 10,
        "+spec.template.spec.containers.triage-warden.startupProbe": 14,
        "+spec.template.spec.containers.triage-warden.lifecycle": OWN,
        "~spec.template.spec.containers.triage-warden.image": OWN,
        "+spec.template.spec.containers.triage-warden.env.TW_ADMIN_PASSWORD": OWN,
        "+spec.template.spec.containers.triage-warden.env.REDIS_URL": 4,
        "+spec.template.spec.containers.triage-warden.env.TW_INSTANCE_ID": OWN,
    },
    "service.yaml": {},
    "ingress.yaml": {
        "+metadata.labels": OWN,
        "-metadata.annotations.kubernetes.io/ingress.class": 8,
        "+spec.ingressClassName": 8,
    },
    "serviceaccount.yaml": {"+metadata.labels": OWN, "+automountServiceAccountToken": 9},
    "hpa.yaml": {"+metadata.labels": OWN},
    "pdb.yaml": {"+metadata.labels": OWN},
    "servicemonitor.yaml": {"+metadata.labels": OWN, "+spec.jobLabel": 7},
    "prometheusrule.yaml": {"+metadata.labels": OWN, "+spec.groups.*": 19},
    "networkpolicy.yaml": {
        "+metadata.labels": OWN,
        "+spec.ingress.0.from.1": 6,
        "+spec.egress.1.ports.1": OWN,
        "+spec.egress.3": 6,
    },
}
"""How our manifests differ from those that are printed, field by field (see `differences`); `*` stands for any end."""
