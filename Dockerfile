# The database is built into the image: a container answers as soon as it starts, and
# writes nothing, so its file system may be read-only.
FROM python:3.13-slim AS build
WORKDIR /srv
COPY requirements.txt ./
RUN python -m venv --without-pip /opt/venv \
    && python -m pip --python /opt/venv/bin/python install --no-cache-dir --no-deps --require-hashes -r requirements.txt
COPY app app
COPY migrations migrations
COPY seed_data seed_data
RUN /opt/venv/bin/python -m app load \
    && /opt/venv/bin/python -m compileall -q app migrations

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Rendezvous" \
      org.opencontainers.image.description="An open database of human spaceflight missions with a REST API" \
      org.opencontainers.image.licenses="MIT AND CC-BY-4.0"
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /srv
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv /srv
# By number, so that a host can see that it is not root
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s \
    CMD ["/opt/venv/bin/python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["/opt/venv/bin/python", "-m", "app", "serve", "--host", "0.0.0.0", "--port", "8000"]
