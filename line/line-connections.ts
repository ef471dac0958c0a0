import { TLSSocket } from 'node:tls';
import { type AllowedPeer, judgePeer, type PeerRule } from './peer-check.ts';

/** A connection whose other end was judged. */
export interface Admitted {
  readonly peer: AllowedPeer;
  readonly socket: TLSSocket;
}

/** The connections that are open, so that whoever may not be there any more is put out of them. */
export class LineConnections {
  readonly #rule: PeerRule;
  readonly #open = new Map<TLSSocket, AllowedPeer>();

  constructor(rule: PeerRule) {
    this.#rule = rule;
  }

  /** Judges the other end and keeps the connection until it closes. Errors: those of `judgePeer`. */
  admit(socket: TLSSocket): ReturnType<typeof judgePeer> {
    const judged = judgePeer(socket, this.#rule);
    if (judged.ok) this.keep(socket, judged.value);
    return judged;
  }

  /** Keeps a connection whose other end was judged already. */
  keep(socket: TLSSocket, peer: AllowedPeer): void {
    this.#open.set(socket, peer);
    socket.once('close', () => this.#open.delete(socket));
  }

  /** Who is at the other end, if this connection was admitted. */
  peer(socket: unknown): AllowedPeer | undefined {
    return socket instanceof TLSSocket ? this.#open.get(socket) : undefined;
  }

  get count(): number {
    return this.#open.size;
  }

  /** Closes connections whose certificate was revoked or has ended since; gives how many. `now` in ms since 1970. */
  recheck(now: number): number {
    const over = [...this.#open].filter(([, peer]) => peer.until <= now || this.#rule.isRevoked(peer.serial));
    for (const [socket] of over) socket.destroy();
    return over.length;
  }

  closeAll(): void {
    for (const socket of this.#open.keys()) socket.destroy();
  }
}
