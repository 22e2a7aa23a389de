# The sample application, without the agent: that comes through a volume, as it would to an image of yours.
#   docker build -f deploy/container/sample.Dockerfile -t nilometer-sample sample-app/target
ARG BASE=docker.io/library/eclipse-temurin:21-jre
FROM ${BASE}
LABEL org.opencontainers.image.title="nilometer-sample" org.opencontainers.image.licenses="Apache-2.0"
COPY --chmod=0444 sample-app.jar /opt/sample/sample-app.jar
RUN mkdir /spool && chown 10001:10001 /spool
USER 10001:10001
WORKDIR /tmp
VOLUME /tmp /spool
EXPOSE 9469
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-jar", "/opt/sample/sample-app.jar"]
CMD ["--rate", "20", "--loop", "0"]
