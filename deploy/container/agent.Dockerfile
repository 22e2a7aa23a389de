# The agent's jar, to be copied into a volume that the application's container mounts: an init container.
#   docker build -f deploy/container/agent.Dockerfile -t nilometer-agent agent/dist/target
#   docker run -v agent:/agent nilometer-agent          copies it to /agent/nilometer-agent.jar
ARG BASE=docker.io/library/busybox:1.37
FROM ${BASE}
LABEL org.opencontainers.image.title="nilometer-agent" org.opencontainers.image.licenses="Apache-2.0"
COPY --chmod=0444 nilometer-agent.jar /opt/nilometer/nilometer-agent.jar
RUN mkdir /agent && chown 10001:10001 /agent
USER 10001:10001
ENTRYPOINT ["cp", "-f", "/opt/nilometer/nilometer-agent.jar"]
CMD ["/agent/nilometer-agent.jar"]
