# syntax=docker/dockerfile:1

# Node 24: `node:sqlite` is stable in it, and CI runs the same version.
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

# One start, to fill Node's compile cache: every start of the image is then a sixth faster. Paths and user must be those
# of the image below, or Node would ignore the cache; modules that this start does not load itself are named.
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
# The service writes only below /data and /keys (KEYSTORE_URL=file:/keys): the rest of the file system may be read-only.
RUN install -d -o node -g node -m 0700 /data /keys
COPY --from=dependencies /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY package.json LICENSE ./
# Node executes the cache: like the code, it belongs to root, and the service cannot write it.
COPY --from=compiled /compiled ./.compiled
# By number, so that Kubernetes can verify that it is not root.
USER 1000:1000
VOLUME ["/data"]
EXPOSE 4001 9464
STOPSIGNAL SIGTERM
# Liveness, not readiness: a container without its database still keeps pushes and must not be replaced. In the shell: a
# second Node every ten seconds would cost more than the service at rest.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${PORT:-4001} && printf 'GET /healthz HTTP/1.0\\r\\nHost: 127.0.0.1\\r\\n\\r\\n' >&3 && read -r -t 2 answer <&3 && [[ $answer == *' 200 '* ]]"]
# Node is the first process and handles signals itself; it starts no children to wait for.
ENTRYPOINT ["node", "dist/main.js"]
CMD ["serve"]
