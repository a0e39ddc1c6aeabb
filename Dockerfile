# Whence as a container: the sources as they are and the packages they need. Nothing is compiled, so nothing is left behind.
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /whence
COPY package.json package-lock.json .npmrc ./
# The Node of the image runs the sources, not the one that comes as a package.
RUN npm ci --omit=dev && rm -rf node_modules/node-linux-*

FROM node:24.21.0-bookworm-slim
WORKDIR /whence
COPY --from=packages /whence/node_modules ./node_modules
COPY package.json package-lock.json LICENSE ./
COPY bin ./bin
COPY tools ./tools
COPY graph ./graph
COPY ingest ./ingest
COPY trace ./trace
COPY queries ./queries
COPY src ./src
COPY examples ./examples
RUN mkdir /data && chown node:node /data
# Everything that changes lies in /data; the rest may be read-only.
USER 1000
VOLUME /data
EXPOSE 4040
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:4040/livez').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "tools/run-sources.ts"]
CMD ["start", "--data", "/data"]
