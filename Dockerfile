# The base image can be replaced: any Debian with Node LTS.
ARG BASE=node:24-bookworm-slim

FROM ${BASE} AS build
# Compiles better-sqlite3 where no prebuilt binary can be downloaded.
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY tsconfig.json ./
COPY scripts ./scripts
COPY src ./src
# What the bundle does not contain is native code, of which the image needs the result only.
RUN npm run build && node scripts/manifest.mjs && npm prune --omit=dev --no-audit --no-fund \
  && cd node_modules/better-sqlite3 && rm -rf deps src && find build -type f ! -name better_sqlite3.node -delete

FROM ${BASE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4010 DATABASE_URL=sqlite:/data/ketenlab.sqlite
# Temporary files of SQLite too, so that the rest of the file system can be read-only.
ENV SQLITE_TMPDIR=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY LICENSE ./
COPY bin ./bin
RUN mkdir /data && chown 1000:1000 /data
USER 1000:1000
VOLUME /data
EXPOSE 4010
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/ketenlab.mjs"]
CMD ["serve"]
