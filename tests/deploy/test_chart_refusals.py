"""Values that are wrong are refused with their name, by both Helms."""

import pytest

from kit.deploy.helm import MAJORS, template

pytestmark = pytest.mark.deploy

REFUSED = [
    ("replicas: 3", "replicas"),
    ("api: {replica: 3}", "/api"),
    ("global: {domian: triage.example.com}", "domian"),
    ("global: {domain: 'https://triage.example.com'}", "/global/domain"),
    ("global: {domain: Triage_Warden}", "/global/domain"),
    ("global: {baseUrl: triage.example.com}", "/global/baseUrl"),
    ("api: {replicas: two}", "/api/replicas"),
    ("api: {replicas: 0}", "/api/replicas"),
    ("api: {replicas: 2.5}", "/api/replicas"),
    ("api: {resources: {limit: {cpu: 1}}}", "/api/resources"),
    ("api: {resources: {limits: {memory: 1 GB}}}", "/api/resources/limits/memory"),
    ("api: {podAntiAffinity: {type: hard}}", "/api/podAntiAffinity/type"),
    ("api: {topologySpreadConstraints: {maxSkew: 0}}", "/api/topologySpreadConstraints/maxSkew"),
    ("api: {extraEnv: {A: b}}", "/api/extraEnv"),
    ("api: {extraEnv: [{value: b}]}", "/api/extraEnv/0"),
    ("image: {tag: 1.0}", "/image/tag"),
    ("image: {digest: latest}", "/image/digest"),
    ("image: {pullPolicy: Sometimes}", "/image/pullPolicy"),
    ("orchestrator: {leaderElection: {leaseDuration: 15}}", "/orchestrator/leaderElection/leaseDuration"),
    ("orchestrator: {leaderElection: {leaseDuration: 15sec}}", "/orchestrator/leaderElection/leaseDuration"),
    ("orchestrator: {leaderElection: {renewDeadline: 15s}}", "orchestrator.leaderElection.renewDeadline"),
    ("orchestrator: {leaderElection: {retryPeriod: 10s}}", "orchestrator.leaderElection.retryPeriod"),
    ("orchestrator: {leaderElection: {enabled: false}}", "orchestrator.leaderElection.enabled"),
    ("secrets: {existingSecret: ''}", "/secrets/existingSecret"),
    ("secrets: {existingSecret: My_Secret}", "/secrets/existingSecret"),
    ("secrets: {create: 'yes'}", "/secrets/create"),
    ("{secrets: {create: true}, postgresql: {enabled: false}}", "secrets.create makes no DATABASE_URL"),
    ("config: {TW_LOG_LEVELS: info}", "TW_LOG_LEVELS"),
    ("config: {TW_JWT_SECRET: abc}", "TW_JWT_SECRET"),
    ("config: {TW_ROLE: combined}", "TW_ROLE"),
    ("config: {TW_RETENTION_ALERTS_DAYS: -1}", "/config/TW_RETENTION_ALERTS_DAYS"),
    ("config: {TW_RETENTION_ALERTS_DAYS: many}", "/config/TW_RETENTION_ALERTS_DAYS"),
    ("config: {TW_LOG_FORMAT: xml}", "/config/TW_LOG_FORMAT"),
    ("sources: {files: {acme.yaml: ''}}", "/sources/files"),
    ("shutdown: {drainSeconds: 25}", "shutdown.drainSeconds"),
    ("service: {type: ExternalName}", "/service/type"),
    ("ingress: {tls: [{secret: x}]}", "/ingress/tls/0"),
    ("ingress: {tls: [{secretName: x, hosts: [a.example.com]}]}", "global.domain"),
    ("ingress: {paths: []}", "/ingress/paths"),
    ("syslog: {enabled: true}", "syslog.existingSecret"),
    ("syslog: {udp: true}", "/syslog"),
    ("syslog: {service: {port: 0}}", "/syslog/service/port"),
    ("config: {TW_SYSLOG_TLS: '0.0.0.0:6514'}", "TW_SYSLOG_TLS"),
    ("autoscaling: {enabled: true, minReplicas: 11}", "autoscaling.minReplicas"),
    (
        "autoscaling: {enabled: true, targetCPUUtilizationPercentage: 0, targetMemoryUtilizationPercentage: 0}",
        "autoscaling.targetCPUUtilizationPercentage",
    ),
    ("podDisruptionBudget: {minAvailable: half}", "/podDisruptionBudget/minAvailable"),
    ("networkPolicy: {redisPorts: ['6379']}", "/networkPolicy/redisPorts/0"),
    ("postgresql: {external: {host: postgres.example.com}}", "postgresql.enabled is true"),
    ("postgresql: {enabled: false, external: {sslmode: on}}", "/postgresql/external/sslmode"),
    ("postgresql: {enabled: false, external: {port: '5432'}}", "/postgresql/external/port"),
    ("postgresql: {auth: {username: 'Robert; DROP'}}", "/postgresql/auth/username"),
    ("postgresql: {persistence: {size: big}}", "/postgresql/persistence/size"),
    ("redis: {architecture: cluster}", "/redis/architecture"),
    ("redis: {architecture: replication, replication: {replicas: 2}}", "/redis/replication/replicas"),
    ("redis: {external: {url: 'redis://redis.example.com'}}", "redis.enabled is true"),
    ("redis: {enabled: false, external: {url: redis.example.com}}", "/redis/external/url"),
    ("monitoring: {serviceMonitor: {interval: 30}}", "/monitoring/serviceMonitor/interval"),
    ("monitoring: {grafana: {enabled: true}}", "grafana"),
]


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize(("values", "words"), REFUSED, ids=lambda text: str(text)[:60])
def test_a_wrong_value_is_refused_by_name(values: str, words: str, major: int) -> None:
    """Whoever mistyped it reads where."""
    done = template(values, major=major)
    assert done.returncode != 0
    assert words in done.stderr, done.stderr


@pytest.mark.parametrize("major", MAJORS)
def test_an_older_kubernetes_is_refused(major: int) -> None:
    """1.25 is the first with every kind that the chart makes."""
    done = template("", major=major, kubernetes="1.24.9")
    assert done.returncode != 0
    assert ">=1.25.0-0" in done.stderr
