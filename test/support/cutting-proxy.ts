import { connect, createServer, type Socket } from 'node:net';

/** A wire between two programs that a test can cut: after so many bytes in either direction, or now. */
export interface CuttingProxy {
  readonly port: number;
  /** Cuts the connections that are open when so many more bytes have gone through. */
  cutAfter(bytes: number): void;
  /** Cuts everything now; `true` refuses what comes until it is called with `false`. */
  down(refuse: boolean): void;
  close(): Promise<void>;
}

export async function cuttingProxy(to: number): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  let left = Number.POSITIVE_INFINITY;
  let refusing = false;
  const cut = (): void => {
    for (const socket of open) socket.resetAndDestroy();
    left = Number.POSITIVE_INFINITY;
  };
  const server = createServer((near) => {
    if (refusing) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(to, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined).once('close', () => open.delete(socket));
    }
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
    const pass = (from: Socket, to: Socket): void => {
      from.on('data', (piece: Buffer) => {
        to.write(piece.subarray(0, left));
        if (piece.length >= left) setImmediate(cut);
        left -= Math.min(left, piece.length);
      });
    };
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return {
    port: address.port,
    cutAfter(bytes) {
      left = bytes;
    },
    down(refuse) {
      refusing = refuse;
      if (refuse) cut();
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
