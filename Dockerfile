# A kiosk in a container: simulated hardware by default, real devices by --device.
#
#   docker build -t youfu-kiosk .
#   docker run --rm -p 127.0.0.1:8650:8650 --cap-add SYS_ADMIN youfu-kiosk
#   docker run --rm -p 127.0.0.1:8650:8650 -v kiosk:/var/lib/kiosk \
#     --device /dev/ttyUSB0 --device /dev/bus/usb youfu-kiosk run
#
# BASE must be Debian 12 with Node 20 or newer. Without a registry it can be any local image, such as one made
# from a debootstrap tree with `FROM scratch` and `ADD rootfs.tar /` (docs/container.md).
ARG BASE=node:20-bookworm-slim

FROM ${BASE} AS build
WORKDIR /opt/kiosk
COPY package.json package-lock.json .npmrc ./
COPY setup ./setup
COPY . .
# The same set-up as everywhere else: Debian packages, npm packages, programs, screens, models, voice.
RUN node setup/prepare-image.mjs

FROM ${BASE} AS kiosk
WORKDIR /opt/kiosk
COPY setup/debian-packages.json setup/debian-packages.mjs setup/step.mjs setup/install-run-packages.mjs ./setup/
RUN node setup/install-run-packages.mjs && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10650 --create-home --home-dir /var/lib/kiosk kiosk
COPY --from=build /opt/kiosk/package.json ./package.json
COPY --from=build /opt/kiosk/node_modules ./node_modules
COPY --from=build /opt/kiosk/build ./build
COPY --from=build /opt/kiosk/models ./models
COPY --from=build /opt/kiosk/config ./config
COPY --from=build /opt/kiosk/bin ./bin
USER kiosk
ENV KIOSK_DATA=/var/lib/kiosk/device COUNTY_DATA=/var/lib/kiosk/county NODE_ENV=production
VOLUME /var/lib/kiosk
EXPOSE 8650
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8650/healthz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "bin/kiosk.js"]
CMD ["run", "--simulated"]
