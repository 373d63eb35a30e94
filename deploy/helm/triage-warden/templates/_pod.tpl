{{/* What every pod has that the standard "restricted" demands: of a user id. */}}
{{- define "tw.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "tw.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop:
    - ALL
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* Where a pod runs: of (dict "root" $ "component" … "values" …). */}}
{{- define "tw.placement" -}}
{{- $selector := include "tw.selector" . }}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .values.affinity }}
affinity:
  {{- toYaml .values.affinity | nindent 2 }}
{{- else if (.values.podAntiAffinity | default dict).enabled }}
affinity:
  podAntiAffinity:
    {{- if eq .values.podAntiAffinity.type "required" }}
    requiredDuringSchedulingIgnoredDuringExecution:
      - topologyKey: {{ .values.podAntiAffinity.topologyKey }}
        labelSelector:
          matchLabels:
            {{- $selector | nindent 12 }}
    {{- else }}
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: {{ .values.podAntiAffinity.topologyKey }}
          labelSelector:
            matchLabels:
              {{- $selector | nindent 14 }}
    {{- end }}
{{- end }}
{{- with .values.topologySpreadConstraints }}
{{- if .enabled }}
topologySpreadConstraints:
  - maxSkew: {{ .maxSkew }}
    topologyKey: {{ .topologyKey }}
    whenUnsatisfiable: {{ .whenUnsatisfiable }}
    labelSelector:
      matchLabels:
        {{- $selector | nindent 8 }}
{{- end }}
{{- end }}
{{- end }}

{{/* A pod of the program: of (dict "root" $ "component" "api" "values" .Values.api). */}}
{{- define "tw.pod" -}}
{{- $root := .root }}
{{- $isApi := eq .component "api" }}
{{- $preStop := ternary (int $root.Values.shutdown.preStopSeconds) 0 $isApi }}
{{- $environment := include "tw.environment" (dict "root" $root "role" .component) }}
metadata:
  labels:
    {{- include "tw.podLabels" . | nindent 4 }}
    {{- with .values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    kubectl.kubernetes.io/default-container: triage-warden
    checksum/config: {{ include "tw.settings" $root | sha256sum }}
    {{- with $root.Values.sources.files }}
    checksum/sources: {{ toYaml . | sha256sum }}
    {{- end }}
    {{- with .values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "tw.serviceAccount" $root }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    {{- include "tw.podSecurity" 1000 | nindent 4 }}
  terminationGracePeriodSeconds: {{ add $preStop (int $root.Values.shutdown.seconds) 5 }}
  {{- include "tw.placement" . | nindent 2 }}
  {{- if $root.Values.migrations.enabled }}
  initContainers:
    - name: migrate
      image: {{ include "tw.image" $root }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args: ["migrate", "--wait", "{{ $root.Values.migrations.waitSeconds }}"]
      {{- include "tw.containerEnvironment" (dict "root" $root "values" .values "component" .component "environment" $environment) | nindent 6 }}
      resources:
        {{- toYaml .values.resources | nindent 8 }}
      securityContext:
        {{- include "tw.containerSecurity" $root | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        {{- with .values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  {{- end }}
  containers:
    - name: triage-warden
      image: {{ include "tw.image" $root }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args: ["serve"]
      ports:
        - name: http
          containerPort: 8080
          protocol: TCP
        {{- if and $isApi $root.Values.syslog.enabled }}
        - name: syslog-tls
          containerPort: 6514
          protocol: TCP
        {{- end }}
      {{- include "tw.containerEnvironment" (dict "root" $root "values" .values "component" .component "environment" $environment) | nindent 6 }}
      resources:
        {{- toYaml .values.resources | nindent 8 }}
      startupProbe:
        httpGet:
          path: /live
          port: http
        periodSeconds: 2
        timeoutSeconds: 5
        failureThreshold: 60
      livenessProbe:
        httpGet:
          path: /live
          port: http
        initialDelaySeconds: 30
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 3
      readinessProbe:
        httpGet:
          path: /ready
          port: http
        initialDelaySeconds: 5
        periodSeconds: 5
        timeoutSeconds: 3
        failureThreshold: 3
      {{- if $preStop }}
      lifecycle:
        preStop:
          exec:
            command: ["sleep", "{{ $preStop }}"]
      {{- end }}
      securityContext:
        {{- include "tw.containerSecurity" $root | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        {{- if $root.Values.sources.files }}
        - name: sources
          mountPath: /etc/triage-warden/sources
          readOnly: true
        {{- end }}
        {{- if and $isApi $root.Values.syslog.enabled }}
        - name: syslog
          mountPath: /etc/triage-warden/syslog
          readOnly: true
        {{- end }}
        {{- if and (not $isApi) $root.Values.audit.anchor.enabled }}
        - name: anchors
          mountPath: /var/lib/triage-warden-anchors
        {{- end }}
        {{- with .values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: {}
    {{- if $root.Values.sources.files }}
    - name: sources
      configMap:
        name: {{ include "tw.fullname" $root }}-sources
    {{- end }}
    {{- if and $isApi $root.Values.syslog.enabled }}
    - name: syslog
      secret:
        secretName: {{ $root.Values.syslog.existingSecret }}
        defaultMode: 0440
        items:
          {{- range list "tls.crt" "tls.key" "ca.crt" }}
          - key: {{ . }}
            path: {{ . }}
          {{- end }}
    {{- end }}
    {{- if and (not $isApi) $root.Values.audit.anchor.enabled $root.Values.audit.anchor.existingClaim }}
    - name: anchors
      persistentVolumeClaim:
        claimName: {{ $root.Values.audit.anchor.existingClaim }}
    {{- end }}
    {{- with .values.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}

{{- define "tw.containerEnvironment" -}}
envFrom:
  - configMapRef:
      name: {{ include "tw.fullname" .root }}-config
  {{- if and (eq .component "api") .root.Values.admin.create }}
  - secretRef:
      name: {{ include "tw.fullname" .root }}-admin
  {{- end }}
  {{- with .values.extraEnvFrom }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
env:
  {{- .environment | nindent 2 }}
  {{- with .values.extraEnv }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
