# Kamerton in one image: server, pages and analyzer. Debian, because the embedded store and the recogniser need glibc.
FROM node:20-bookworm-slim AS build
WORKDIR /app
# Packages first: they change less often than the sources.
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --include=dev --include=optional --no-audit --no-fund
COPY . .
# The same steps as `npm start`, into a folder that is no volume. The recogniser is built for the processor of the machine that
# builds (with AVX2, if it has it): an image for other machines is built on the oldest of them.
RUN KAMERTON_DATA_DIR=/opt/kamerton REDIS_URL=redis://none node scripts/prepare.mjs start \
  && test -x /opt/kamerton/engines/whisper/main \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20-bookworm-slim
RUN apt-get update \
  && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ffmpeg sox redis-server \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node /data
WORKDIR /app
COPY --from=build /opt/kamerton/engines/whisper /opt/whisper
COPY --from=build /app /app
ENV NODE_ENV=production \
    KAMERTON_DATA_DIR=/data \
    KAMERTON_HOST=0.0.0.0 \
    KAMERTON_PORT=8420 \
    WHISPER_BIN=/opt/whisper/main
USER node
VOLUME /data
EXPOSE 8420
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.KAMERTON_PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/kamerton.mjs", "serve"]
