/** The part of pcsclite 1.0.1 that is used here; the package has no types of its own. */
declare module 'pcsclite' {
  import type { EventEmitter } from 'node:events';

  /** Answers of the native side are checked where they enter (transports/pcsc-port.ts). */
  export interface PcscStatus {
    readonly state: number;
    readonly atr?: Buffer;
  }

  export interface PcscReader extends EventEmitter {
    readonly name: string;
    readonly SCARD_STATE_PRESENT: number;
    readonly SCARD_SHARE_SHARED: number;
    readonly SCARD_SHARE_DIRECT: number;
    readonly SCARD_LEAVE_CARD: number;
    on(event: 'status', listener: (status: PcscStatus) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'end', listener: () => void): this;
    connect(
      options: { share_mode: number; protocol?: number },
      done: (error: unknown, protocol: unknown) => void,
    ): void;
    disconnect(disposition: number, done: (error: unknown) => void): void;
    transmit(
      command: Buffer,
      maxAnswer: number,
      protocol: number,
      done: (error: unknown, answer: unknown) => void,
    ): void;
    control(
      command: Buffer,
      code: number,
      maxAnswer: number,
      done: (error: unknown, answer: unknown) => void,
    ): void;
    SCARD_CTL_CODE(code: number): number;
    close(): void;
  }

  export interface Pcsc extends EventEmitter {
    on(event: 'reader', listener: (reader: PcscReader) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    close(): void;
  }

  export default function pcsclite(): Pcsc;
}
