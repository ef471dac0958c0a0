/** Who is connected to the simulated printer, at whatever line. */
export interface Peer {
  write(bytes: Uint8Array): void;
  /** Breaks the connection, as a reset or a pulled cable does. */
  drop(): void;
  /** Whether the connection ends when the printer loses its power: a network's does, a serial line's does not. */
  readonly endsWithPower: boolean;
}

/** What the printer does with a peer. */
export interface PrinterPort {
  /** Takes a peer; gives the function that takes its bytes, undefined when the printer takes nobody now. */
  connected(peer: Peer): ((bytes: Buffer) => void) | undefined;
  disconnected(peer: Peer): void;
}
