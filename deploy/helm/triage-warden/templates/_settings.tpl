{{/* Settings that are no secrets, as a YAML mapping; what `config` says counts, but for what follows from other values. */}}
{{- define "tw.settings" -}}
{{- $election := .Values.orchestrator.leaderElection }}
{{- $settings := dict
  "TW_ENV" "production"
  "TW_BIND_ADDRESS" "0.0.0.0:8080"
  "TW_BASE_URL" (include "tw.baseUrl" .)
  "TW_MIGRATE" "false"
  "TW_LEADER_LEASE_SECONDS" (include "tw.seconds" $election.leaseDuration)
  "TW_LEADER_RENEW_SECONDS" (include "tw.seconds" $election.renewDeadline)
  "TW_LEADER_RETRY_SECONDS" (include "tw.seconds" $election.retryPeriod)
  "TW_SHUTDOWN_SECONDS" (.Values.shutdown.seconds | toString)
  "TW_DRAIN_SECONDS" (.Values.shutdown.drainSeconds | toString)
}}
{{- with .Values.trustedProxies }}
{{- $_ := set $settings "TW_TRUSTED_PROXIES" (join "," .) }}
{{- end }}
{{- if .Values.sources.files }}
{{- $_ := set $settings "TW_SOURCES_DIR" "/etc/triage-warden/sources" }}
{{- end }}
{{- $chosen := dict "TW_LOG_FORMAT" "json" }}
{{- range $variable, $value := .Values.config }}
{{- $_ := set $chosen $variable (include "tw.plain" $value) }}
{{- end }}
{{- merge $settings $chosen | toYaml }}
{{- end }}

{{/* A value as the environment has it: Helm reads whole numbers as floats, and would write 1e+06. */}}
{{- define "tw.plain" -}}
{{- if kindIs "float64" . }}{{ int64 . }}{{ else }}{{ . }}{{ end }}
{{- end }}

{{/* A variable out of a Secret: of (dict "variable" … "secret" … "key" … "optional" true). */}}
{{- define "tw.fromSecret" -}}
- name: {{ .variable }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key | default .variable }}
      {{- if .optional }}
      optional: true
      {{- end }}
{{- end }}

{{/* The environment of our own containers: of (dict "root" $ "role" "api"). */}}
{{- define "tw.environment" -}}
{{- $secret := .root.Values.secrets.existingSecret }}
{{- $listed := .root.Files.Get "files/settings.json" | fromJson -}}
- name: TW_ROLE
  value: {{ .role }}
- name: TW_INSTANCE_ID
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
{{- range $variable := $listed.required }}
{{ include "tw.fromSecret" (dict "variable" $variable "secret" $secret) }}
{{- end }}
{{- range $variable := $listed.optional }}
{{ include "tw.fromSecret" (dict "variable" $variable "secret" $secret "optional" true) }}
{{- end }}
{{- if eq .role "api" }}
{{ include "tw.fromSecret" (dict "variable" "TW_ADMIN_PASSWORD" "secret" $secret "optional" true) }}
{{- end }}
{{- if and (eq .role "api") .root.Values.syslog.enabled }}
- name: TW_SYSLOG_TLS
  value: 0.0.0.0:6514
- name: TW_SYSLOG_TLS_CERT
  value: /etc/triage-warden/syslog/tls.crt
- name: TW_SYSLOG_TLS_KEY
  value: /etc/triage-warden/syslog/tls.key
- name: TW_SYSLOG_TLS_CLIENT_CA
  value: /etc/triage-warden/syslog/ca.crt
{{- end }}
{{- include "tw.databaseEnvironment" .root }}
{{- include "tw.redisEnvironment" .root }}
{{- if and (eq .role "orchestrator") .root.Values.audit.anchor.enabled }}
- name: TW_AUDIT_ANCHOR
  value: /var/lib/triage-warden-anchors/heads.ndjson
{{- end }}
{{- end }}

{{/* Passwords are variables of their own, which the program puts into the URLs: any signs may be in them. */}}
{{- define "tw.databaseEnvironment" -}}
{{- $external := .Values.postgresql.external }}
{{- if .Values.postgresql.enabled }}
{{- $auth := .Values.postgresql.auth }}
- name: DATABASE_URL
  value: postgresql://{{ $auth.username }}@{{ include "tw.fullname" . }}-postgresql:5432/{{ $auth.database }}?sslmode=disable
{{ include "tw.fromSecret" (dict "variable" "DATABASE_PASSWORD" "secret" (include "tw.postgresqlSecret" .) "key" "password") }}
{{- else if $external.host }}
- name: DATABASE_URL
  value: {{ include "tw.externalDatabase" $external | quote }}
{{ include "tw.fromSecret" (dict "variable" "DATABASE_PASSWORD" "secret" (default .Values.secrets.existingSecret $external.existingSecret) "key" $external.existingSecretPasswordKey) }}
{{- else }}
{{ include "tw.fromSecret" (dict "variable" "DATABASE_URL" "secret" .Values.secrets.existingSecret) }}
{{ include "tw.fromSecret" (dict "variable" "DATABASE_PASSWORD" "secret" .Values.secrets.existingSecret "optional" true) }}
{{- end }}
{{- end }}

{{- define "tw.externalDatabase" -}}
{{- $host := .host }}
{{- if contains ":" $host }}{{ $host = printf "[%s]" $host }}{{ end }}
{{- printf "postgresql://%s@%s:%d/%s?sslmode=%s" (include "tw.encoded" .username) $host (int .port) (include "tw.encoded" .database) .sslmode }}
{{- with .parameters }}&{{ . }}{{ end }}
{{- end }}

{{- define "tw.encoded" -}}
{{- . | urlquery | replace "+" "%20" }}
{{- end }}

{{- define "tw.redisEnvironment" -}}
{{- $redis := .Values.redis }}
{{- if $redis.enabled }}
{{- $secret := include "tw.redisSecret" . }}
{{- $key := $redis.auth.existingSecretPasswordKey }}
- name: REDIS_URL
  value: {{ include "tw.redisUrl" . | quote }}
{{- if $redis.auth.enabled }}
{{ include "tw.fromSecret" (dict "variable" "REDIS_PASSWORD" "secret" $secret "key" $key) }}
{{- if eq $redis.architecture "replication" }}
{{ include "tw.fromSecret" (dict "variable" "REDIS_SENTINEL_PASSWORD" "secret" $secret "key" $key) }}
{{- end }}
{{- end }}
{{- else if $redis.external.url }}
- name: REDIS_URL
  value: {{ $redis.external.url | quote }}
{{ include "tw.fromSecret" (dict "variable" "REDIS_PASSWORD" "secret" (default .Values.secrets.existingSecret $redis.external.existingSecret) "key" $redis.external.existingSecretPasswordKey "optional" true) }}
{{ include "tw.fromSecret" (dict "variable" "REDIS_SENTINEL_PASSWORD" "secret" .Values.secrets.existingSecret "optional" true) }}
{{- else }}
{{ include "tw.fromSecret" (dict "variable" "REDIS_URL" "secret" .Values.secrets.existingSecret "optional" true) }}
{{ include "tw.fromSecret" (dict "variable" "REDIS_PASSWORD" "secret" .Values.secrets.existingSecret "optional" true) }}
{{ include "tw.fromSecret" (dict "variable" "REDIS_SENTINEL_PASSWORD" "secret" .Values.secrets.existingSecret "optional" true) }}
{{- end }}
{{- end }}

{{- define "tw.redisUrl" -}}
{{- $name := printf "%s-redis" (include "tw.fullname" .) }}
{{- if eq .Values.redis.architecture "standalone" -}}
redis://{{ $name }}:6379/0
{{- else -}}
{{- $hosts := list }}
{{- range $number := until (int .Values.redis.replication.replicas) }}
{{- $hosts = append $hosts (printf "%s-%d:26379" $name $number) }}
{{- end -}}
redis+sentinel://{{ join "," $hosts }}/mymaster/0
{{- end -}}
{{- end }}

{{- define "tw.postgresqlSecret" -}}
{{- default (printf "%s-postgresql" (include "tw.fullname" .)) .Values.postgresql.auth.existingSecret }}
{{- end }}

{{- define "tw.redisSecret" -}}
{{- default (printf "%s-redis" (include "tw.fullname" .)) .Values.redis.auth.existingSecret }}
{{- end }}
