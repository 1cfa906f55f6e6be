# syntax=docker/dockerfile:1

# Node 24: `node:sqlite` is stable there, and CI runs the same.
FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

FROM node:24-slim AS dependencies
WORKDIR /build
COPY package.json package-lock.json ./
# No package that runs in production has an install script.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

# One start, to keep what Node compiles of the code: every start of the image then has a sixth less to do. Paths and user
# are those of the image below, or Node would not take it; what this start does not load by itself is named.
FROM node:24-slim AS compiled
WORKDIR /app
COPY --from=dependencies /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY package.json ./
RUN install -d -o node -g node /compiled
USER 1000:1000
RUN NODE_COMPILE_CACHE=/compiled NODE_ENV=production DATABASE_URL=sqlite::memory: SANDBOX=off \
      timeout --preserve-status --signal=TERM 5 \
      node --require jose --require graphql-jit --require ./dist/storage/postgres/database.js dist/main.js \
  && chmod -R a+rX /compiled

FROM node:24-slim
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/app/.compiled \
    HOST=0.0.0.0 \
    METRICS_HOST=0.0.0.0 \
    DATABASE_URL=sqlite:/data/realname.db \
    INBOX_PATH=/data/realname.inbox
WORKDIR /app
# All that is ever written is below /data: the rest of the file system may be read-only.
RUN install -d -o node -g node -m 0700 /data
COPY --from=dependencies /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY package.json LICENSE ./
# It is executed: as the code itself, it belongs to root, and the service cannot write it.
COPY --from=compiled /compiled ./.compiled
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
VOLUME ["/data"]
EXPOSE 4001 9464
STOPSIGNAL SIGTERM
# Alive, not ready: a container whose database is away still keeps what providers push, and must not be replaced.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4001}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node is the first process and handles signals itself; it starts no children to wait for.
ENTRYPOINT ["node", "dist/main.js"]
CMD ["serve"]
