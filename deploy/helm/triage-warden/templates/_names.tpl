{{- define "tw.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{/* The release's name where it says what it is; pods of a StatefulSet have ten signs more, and names end at 63. */}}
{{- define "tw.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else if contains (include "tw.name" .) .Release.Name }}
{{- .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "tw.name" .) | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "tw.serviceAccount" -}}
{{- default (ternary (include "tw.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name }}
{{- end }}

{{/* An image's reference: of a dictionary with repository, tag and digest. */}}
{{- define "tw.imageOf" -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag }}{{ end }}
{{- end }}

{{- define "tw.image" -}}
{{- $image := .Values.image }}
{{- include "tw.imageOf" (dict "repository" $image.repository "digest" $image.digest "tag" (default .Chart.AppVersion $image.tag)) }}
{{- end }}

{{/* Labels that never change, by which pods are found: of (dict "root" $ "component" "api"). */}}
{{- define "tw.selector" -}}
app.kubernetes.io/name: {{ get (dict "postgresql" "postgresql" "redis" "redis") .component | default (include "tw.name" .root) }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "tw.labels" -}}
{{ include "tw.selector" . }}
app.kubernetes.io/part-of: triage-warden
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- if not (has .component (list "postgresql" "redis")) }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
{{- end }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Labels of pods: without the chart's version, with which every upgrade would restart the database. */}}
{{- define "tw.podLabels" -}}
{{ include "tw.selector" . }}
app.kubernetes.io/part-of: triage-warden
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The metadata of an object: of (dict "root" $ "component" "api" "name" "…" "annotations" (dict …) "labels" (dict …)). */}}
{{- define "tw.metadata" -}}
name: {{ .name }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "tw.labels" . | nindent 2 }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with merge (dict) (.annotations | default dict) .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Seconds of a duration: 15s, 1m, 1h. */}}
{{- define "tw.seconds" -}}
{{- $number := regexFind "^[0-9]+" . | int }}
{{- mul $number (get (dict "s" 1 "m" 60 "h" 3600) (regexFind "[smh]$" .)) }}
{{- end }}

{{/* Whether the cluster knows the Prometheus Operator's kinds. */}}
{{- define "tw.knowsPrometheus" -}}
{{- if .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}yes{{ end }}
{{- end }}

{{/* The certificates of the Ingress. */}}
{{- define "tw.tls" -}}
{{- if .Values.ingress.tls }}
{{- toYaml .Values.ingress.tls }}
{{- else }}
- secretName: {{ include "tw.fullname" . }}-tls
  hosts:
    - {{ .Values.global.domain }}
{{- end }}
{{- end }}

{{- define "tw.baseUrl" -}}
{{- if .Values.global.baseUrl }}{{ .Values.global.baseUrl }}
{{- else if .Values.global.domain }}https://{{ .Values.global.domain }}
{{- else }}http://localhost:8080
{{- end }}
{{- end }}
