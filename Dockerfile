# A kiosk in a container: simulated hardware by default, real devices by --device. See docs/container.md.
#
#   docker build -t youfu-kiosk .
#   docker run --rm --network host youfu-kiosk
#
# BASE must be Debian 12 with Node 20 or newer and npm.
ARG BASE=node:20-bookworm-slim

FROM ${BASE} AS build
WORKDIR /opt/kiosk
COPY package.json package-lock.json .npmrc ./
COPY setup/*.mjs setup/debian-packages.json ./setup/
RUN node setup/install-packages.mjs build run
COPY . .
# The same set-up as everywhere else: programs, screens, models, voice.
RUN node setup/prepare-image.mjs

FROM ${BASE} AS kiosk
WORKDIR /opt/kiosk
COPY setup/*.mjs setup/debian-packages.json ./setup/
RUN node setup/install-packages.mjs run && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10650 --create-home --home-dir /var/lib/kiosk kiosk \
  && install -d -o kiosk /run/pcscd
COPY --from=build /opt/kiosk/package.json ./package.json
COPY --from=build /opt/kiosk/node_modules ./node_modules
COPY --from=build /opt/kiosk/build ./build
COPY --from=build /opt/kiosk/models ./models
COPY --from=build /opt/kiosk/config ./config
COPY --from=build /opt/kiosk/county-desk/web/style ./county-desk/web/style
COPY --from=build /opt/kiosk/bin ./bin
USER kiosk
ENV KIOSK_DATA=/var/lib/kiosk/device COUNTY_DATA=/var/lib/kiosk/county NODE_ENV=production
# config/overwrite-freed.ts: memory is overwritten when it is freed.
ENV GLIBC_TUNABLES=glibc.malloc.perturb=165:glibc.malloc.tcache_count=0
VOLUME /var/lib/kiosk
EXPOSE 8650
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8650/healthz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "bin/kiosk.js"]
CMD ["run", "--simulated"]
