# The worker: one jar on a Java runtime, 17 or newer. Needs no shell, no writable file system but /tmp, no home, no root.
#   docker build -f deploy/container/worker.Dockerfile -t nilometer-worker rollup-worker/target
# Signals reach the JVM (exec form): SIGTERM ends a serving worker with 0. JAVA_TOOL_OPTIONS is the JVM's own. There is no
# HEALTHCHECK: /health on port 9470 is for whoever orchestrates, and rollup or purge end with an exit code.
ARG BASE=docker.io/library/eclipse-temurin:21-jre
FROM ${BASE}
LABEL org.opencontainers.image.title="nilometer-worker" org.opencontainers.image.licenses="Apache-2.0"
COPY --chmod=0444 nilometer-worker.jar /opt/nilometer/nilometer-worker.jar
USER 10001:10001
WORKDIR /tmp
VOLUME /tmp
EXPOSE 9470
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/nilometer/nilometer-worker.jar"]
CMD ["serve", "--host", "0.0.0.0"]
