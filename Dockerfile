# The database is built into the image: a container answers as soon as it starts.
FROM python:3.13-slim AS build
WORKDIR /srv
COPY requirements.txt ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt
COPY app app
COPY migrations migrations
COPY seed_data seed_data
RUN /opt/venv/bin/python -m app load

FROM python:3.13-slim
RUN useradd --system --no-create-home rendezvous
WORKDIR /srv
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv /srv
USER rendezvous
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s \
    CMD ["/opt/venv/bin/python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["/opt/venv/bin/python", "-m", "app", "serve", "--host", "0.0.0.0", "--port", "8000"]
