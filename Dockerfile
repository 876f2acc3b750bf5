# The frontend by Node, the application by Maven, run with a JRE as a user without rights.
FROM node:20.19.2-bookworm-slim AS frontend
WORKDIR /build/src/main/frontend
COPY src/main/frontend/package.json src/main/frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY src/main/frontend ./
COPY processes /build/processes
RUN npm run build

FROM maven:3.9.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY processes processes
COPY reports reports
COPY src src
COPY --from=frontend /build/target/frontend target/frontend
RUN mvn -B -ntp -DskipTests -DskipFrontend -Dspotless.check.skip package && mv target/fairlead-*.jar /fairlead.jar

FROM eclipse-temurin:17.0.15_6-jre-jammy
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --home /fairlead --create-home fairlead
USER fairlead
WORKDIR /fairlead
COPY --from=build /fairlead.jar fairlead.jar
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=180s --retries=5 \
  CMD curl -fs http://localhost:8080/actuator/health/liveness || exit 1
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=70", "-jar", "fairlead.jar"]
