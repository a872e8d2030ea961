# docker build -t qualm . && docker run --rm -v "$PWD:/work:ro" qualm check
FROM rust:1.90-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo install --locked --path . --root /opt/qualm

FROM debian:12.12-slim
# git, since `--since` and `--config-from` read older revisions; the mounted repository belongs to another user.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory /work \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin qualm
COPY --from=build /opt/qualm/bin/qualm /usr/local/bin/qualm
COPY LICENSE-MIT LICENSE-APACHE /usr/share/doc/qualm/
USER 10001
WORKDIR /work
ENTRYPOINT ["qualm"]
CMD ["check"]
