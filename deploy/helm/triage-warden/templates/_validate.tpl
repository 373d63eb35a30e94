{{/* What a schema cannot say: values that contradict each other. */}}
{{- define "tw.validate" -}}
{{- $election := .Values.orchestrator.leaderElection }}
{{- $lease := include "tw.seconds" $election.leaseDuration | int }}
{{- $renew := include "tw.seconds" $election.renewDeadline | int }}
{{- $retry := include "tw.seconds" $election.retryPeriod | int }}
{{- if not (lt $renew $lease) }}
{{- fail (printf "\norchestrator.leaderElection.renewDeadline (%s) must be less than leaseDuration (%s): a leader must give up before its lease runs out." $election.renewDeadline $election.leaseDuration) }}
{{- end }}
{{- if not (lt $retry $renew) }}
{{- fail (printf "\norchestrator.leaderElection.retryPeriod (%s) must be less than renewDeadline (%s): a leader must try again before it gives up." $election.retryPeriod $election.renewDeadline) }}
{{- end }}
{{- if lt $lease 2 }}
{{- fail (printf "\norchestrator.leaderElection.leaseDuration (%s) must be 2s or more." $election.leaseDuration) }}
{{- end }}
{{- if and (not $election.enabled) (gt (int .Values.orchestrator.replicas) 1) }}
{{- fail (printf "\norchestrator.leaderElection.enabled is false, and orchestrator.replicas is %d: without election only one may run." (int .Values.orchestrator.replicas)) }}
{{- end }}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) }}
{{- fail (printf "\nautoscaling.minReplicas (%d) must not be more than autoscaling.maxReplicas (%d)." (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) }}
{{- end }}
{{- if and .Values.autoscaling.enabled (not .Values.autoscaling.targetCPUUtilizationPercentage) (not .Values.autoscaling.targetMemoryUtilizationPercentage) }}
{{- fail "\nautoscaling.enabled needs autoscaling.targetCPUUtilizationPercentage or autoscaling.targetMemoryUtilizationPercentage." }}
{{- end }}
{{- if not (lt (int .Values.shutdown.drainSeconds) (int .Values.shutdown.seconds)) }}
{{- fail (printf "\nshutdown.drainSeconds (%d) is part of shutdown.seconds (%d) and must be less." (int .Values.shutdown.drainSeconds) (int .Values.shutdown.seconds)) }}
{{- end }}
{{- if and .Values.postgresql.enabled .Values.postgresql.external.host }}
{{- fail (printf "\npostgresql.external.host is %s, and postgresql.enabled is true: set postgresql.enabled=false to use your own." .Values.postgresql.external.host) }}
{{- end }}
{{- if and .Values.redis.enabled .Values.redis.external.url }}
{{- fail "\nredis.external.url is set, and redis.enabled is true: set redis.enabled=false to use your own." }}
{{- end }}
{{- if and .Values.secrets.create (not .Values.postgresql.enabled) (not .Values.postgresql.external.host) }}
{{- fail "\nsecrets.create makes no DATABASE_URL: set postgresql.enabled=true or postgresql.external.host, or make the Secret yourself." }}
{{- end }}
{{- if and .Values.syslog.enabled (not .Values.syslog.existingSecret) }}
{{- fail "\nsyslog.enabled needs syslog.existingSecret: a Secret with tls.crt, tls.key and ca.crt." }}
{{- end }}
{{- if and .Values.ingress.enabled .Values.ingress.tls (not .Values.global.domain) }}
{{- fail "\ningress.tls is set, and global.domain is not: the Ingress needs the host name." }}
{{- end }}
{{- end }}
