# syntax=docker/dockerfile:1
# One program, four targets: api (also called production), worker, migrate, cli.
#     docker build --target worker --tag shiplog-worker .
# A digest for the base makes the build repeatable: --build-arg SWIFT_IMAGE=swift@sha256:…
ARG SWIFT_IMAGE=swift:6.3-bookworm

FROM ${SWIFT_IMAGE} AS builder
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
WORKDIR /src
# The libraries by the versions of Debian 12; the certificates are better new than pinned.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        ca-certificates=20* \
        libcurl4-openssl-dev=7.88.* \
        libhiredis-dev=0.14.* \
        libpq-dev=15.* \
        pkg-config=1.8.* \
    && rm -rf /var/lib/apt/lists/*
# The package does not resolve without the directories of its tests and measurements.
COPY Package.swift ./
COPY Benchmarks Benchmarks
COPY Tests Tests
COPY migrations migrations
COPY Sources Sources
COPY scripts/image-root scripts/image-root
RUN --mount=type=cache,target=/src/.build \
    swift build --configuration release --static-swift-stdlib --product shiplog \
    && scripts/image-root .build/release/shiplog /image

# Nothing but the program, its libraries and the certificates: no shell, no package manager. All
# of it belongs to root and is writable by nobody.
FROM scratch AS runtime
ARG CREATED=""
ARG REVISION=""
ARG VERSION=""
LABEL org.opencontainers.image.title="shiplog" \
      org.opencontainers.image.description="The append-only record of what you shipped" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.version="${VERSION}"
COPY --from=builder /image /
ENV LOG_FORMAT=json \
    PATH=/app
# By number: Kubernetes can prove that it is not root.
USER 10001:10001
WORKDIR /
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/shiplog"]

FROM runtime AS cli
CMD ["--help"]

FROM runtime AS migrate
CMD ["migrate", "up"]

# Listens nowhere, so there is nothing to ask; it ends when it cannot go on, and is started again.
FROM runtime AS worker
CMD ["worker"]

FROM runtime AS api
# Beyond loopback it starts only with a token: SHIPLOG_TOKEN_FILE.
ENV HOST=0.0.0.0 \
    PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["/app/shiplog", "healthcheck"]
CMD ["api"]

# What is built when no target is named.
FROM api AS production
