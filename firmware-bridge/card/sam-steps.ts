import type { CodedError, Result } from '../../domain/index.ts';
import { type CommandTimeouts, commandLimitMs, type PhotoForm, type SamCommand } from './sam-commands.ts';
import { encodeCommand, type SamReply } from './sam-frame.ts';
import { statusError, statusWord } from './status-words.ts';

/** Carries one command frame to the SAM and its one reply back; flushes late bytes before each command. */
export interface FrameTransport {
  /** Bits a second of the line; absent where the wire's own time does not count. */
  readonly baud?: number;
  /** Fails with E-CARD-009 for a broken reply, E-CARD-010 when none comes in `timeoutMs`, E-CARD-012 without reader. */
  exchange(frame: Uint8Array, timeoutMs: number): Promise<Result<SamReply>>;
}

/** What a step came to when it did not succeed; a failed `Result` too. */
export interface StepFailure {
  readonly ok: false;
  readonly recovery: 'restart' | 'without' | 'stop';
  readonly error: CodedError;
  /** SW3; absent when no whole reply came. */
  readonly status?: number;
}
/** One command with its outcome; `data` is what follows SW3. */
export type Step = { readonly ok: true; readonly data: Uint8Array } | StepFailure;

/** What of a profile single commands go by. */
export interface StepOptions {
  readonly commandTimeouts?: CommandTimeouts;
  readonly photo?: PhotoForm;
}

const MAX_SENDS = 2;

/** Single commands of the SAM with their time limits. Not exclusive: the client sees to that. */
export class SamSteps {
  readonly #transport: FrameTransport;
  readonly #options: StepOptions;

  constructor(transport: FrameTransport, options: StepOptions) {
    this.#transport = transport;
    this.#options = options;
  }

  /** The reply as it is, whatever its status; asked for once more when it came broken. */
  async reply(command: SamCommand): Promise<Result<SamReply>> {
    const { commandTimeouts, photo } = this.#options;
    const { baud } = this.#transport;
    const limit = commandLimitMs(command, {
      ...(commandTimeouts !== undefined && { timeouts: commandTimeouts }),
      ...(photo !== undefined && { photo }),
      ...(baud !== undefined && { baud }),
    });
    const frame = encodeCommand(command.command, command.parameter);
    let reply = await this.#transport.exchange(frame, limit);
    for (let sent = 1; sent < MAX_SENDS && asksForResend(reply); sent++)
      reply = await this.#transport.exchange(frame, limit);
    return reply;
  }

  /** One command that is to answer `success`. */
  async step(command: SamCommand, success: number): Promise<Step> {
    const reply = await this.reply(command);
    if (!reply.ok) return { ok: false, recovery: 'stop', error: reply.error };
    const { status, data } = reply.value;
    if (status === success) return { ok: true, data };
    const { recovery } = statusWord(status);
    // A success of another command's, and a broken frame seen twice, are answers out of turn: begin again.
    const after = recovery === 'go-on' || recovery === 'resend' ? 'restart' : recovery;
    return { ok: false, recovery: after, error: statusError(command.name, status), status };
  }
}

/** Either side saw a broken frame. */
function asksForResend(reply: Result<SamReply>): boolean {
  if (!reply.ok) return reply.error.code === 'E-CARD-009';
  return statusWord(reply.value.status).recovery === 'resend';
}
