import type {
  BoardCommand,
  BoardEvent,
  BoardKey,
  BoardLights,
  BoardState,
  Result,
} from '../../domain/index.ts';
import type { BridgeLinkEvent } from '../bridge-link/index.ts';
import type { Shown } from '../endpoint/index.ts';
import { BoardJournal, type BoardLedger } from './board-journal.ts';
import { Invitation } from './invitation.ts';
import { lightsOf } from './lights.ts';

/** What the control board needs of the rest of the device. */
export interface KioskBoardParts {
  readonly bridge: {
    board(command: BoardCommand): Promise<Result<BoardState>>;
    on(listener: (event: BridgeLinkEvent) => void): () => void;
  };
  readonly ledger: BoardLedger;
  /** Milliseconds without a kick after which the board cuts the power. */
  readonly watchdogMs: number;
  readonly buzzer: boolean;
  /** Seconds at the least between two invitations; 0 = none. */
  readonly inviteEvery: number;
  /** The mains power is gone, or back. */
  power(failing: boolean): void;
  key(key: BoardKey): void;
  invite(): void;
  /** Milliseconds of a clock that never jumps. */
  monotonic(): number;
  log(line: { readonly [fact: string]: string | number | boolean }): void;
}

/**
 * The daemon's side of the control board: lights and buzzer follow the screen, keys go to the screen, door and power
 * to the ledger, kicks to the watchdog. No visit waits for any of it, and a kiosk without a board lacks nothing else.
 */
export class KioskBoard {
  readonly #parts: KioskBoardParts;
  readonly #journal: BoardJournal;
  readonly #invitation: Invitation;
  readonly #unlisten: () => void;
  #shown: Shown;
  #ready = false;
  #near = false;
  #armed = false;
  #kicking = false;
  /** Commands that the board did not do, with why, since they were last done. */
  readonly #complaints = new Set<string>();
  #powerFailing = false;
  /** The lights that the board was last sent, as text; undefined when it may show others. */
  #sent: string | undefined;
  #sending = false;
  /** Settles when the entries so far are durable. */
  #noted: Promise<void> = Promise.resolve();

  /** `first`: what is on the screen now. */
  constructor(parts: KioskBoardParts, first: Shown) {
    this.#parts = parts;
    this.#shown = first;
    this.#journal = new BoardJournal(parts.ledger, parts.monotonic, parts.log);
    this.#invitation = new Invitation(parts.inviteEvery * 1000, () => {
      if (this.#shown.show.screen === 'idle') parts.invite();
    });
    this.#unlisten = parts.bridge.on((event) => this.#fromBridge(event));
    // It may have come up before anybody listened: the answer to any command tells how it is.
    void this.#ask(this.#lightsCommand()).then((state) => {
      if (state !== undefined && !this.#ready) this.#happened({ what: 'link', state });
    });
  }

  /** Lights and buzzer for what is shown from now on. */
  shown(shown: Shown): void {
    this.#shown = shown;
    void this.#light();
    if (this.#parts.buzzer && this.#ready && shown.chime !== 'none')
      void this.#ask({ command: 'buzz', pattern: shown.chime });
  }

  /**
   * The screen answers. A kick to a board that is not armed arms it: one whose kicks were left out, and that has cut
   * the power of a kiosk that runs on regardless, is not armed again before the screen answers.
   */
  kick(): void {
    if (this.#ready && !this.#kicking) void this.#kick();
  }

  async #kick(): Promise<void> {
    this.#kicking = true;
    const command: BoardCommand = this.#armed
      ? { command: 'kick' }
      : { command: 'watchdog', withinMs: this.#parts.watchdogMs };
    const state = await this.#ask(command);
    this.#kicking = false;
    if (state !== undefined) this.#armed = state.watchdogMs > 0;
  }

  /** The daemon ends because it was told to: the board is not to cut the power for it. */
  async stop(): Promise<void> {
    this.#unlisten();
    this.#invitation.stop();
    if (this.#ready) await this.#ask({ command: 'watchdog', withinMs: 0 });
    await this.#noted;
  }

  #fromBridge(event: BridgeLinkEvent): void {
    if (event.event === 'board') this.#happened(event.happened);
    else if (event.event === 'bridge-died') this.#lost();
  }

  #happened(happened: BoardEvent): void {
    this.#noted = this.#noted.then(() => this.#journal.note(happened));
    switch (happened.what) {
      case 'link':
        if (happened.state.link === 'ready') this.#found(happened.state);
        else this.#lost();
        break;
      case 'presence':
        this.#nearIs(happened.near);
        break;
      case 'power':
        this.#power(happened.failing);
        break;
      case 'key':
        this.#parts.key(happened.key);
        break;
      case 'door':
        this.#parts.log({ event: 'door', open: happened.open });
        break;
    }
  }

  #found(state: BoardState): void {
    this.#ready = true;
    this.#parts.log({ event: 'board', version: state.version, lastReset: state.lastReset });
    this.#armed = false;
    this.#sent = undefined;
    this.#near = state.near;
    this.#power(state.powerFailing);
    void this.#light();
  }

  /** Nobody knows of the power any more: the kiosk serves as one without a board does. */
  #lost(): void {
    this.#ready = false;
    this.#armed = false;
    this.#sent = undefined;
    this.#nearIs(false);
    this.#power(false);
  }

  #power(failing: boolean): void {
    if (failing === this.#powerFailing) return;
    this.#powerFailing = failing;
    this.#parts.log({ event: 'power', failing });
    this.#parts.power(failing);
  }

  #nearIs(near: boolean): void {
    this.#near = near;
    this.#invitation.near(near, this.#parts.monotonic());
    void this.#light();
  }

  #lightsCommand(): { command: 'lights'; lights: BoardLights } {
    return { command: 'lights', lights: lightsOf(this.#shown.show, this.#near) };
  }

  /** Sends the lights until the board has the latest; screens that follow each other quickly are passed over. */
  async #light(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (;;) {
        const command = this.#lightsCommand();
        const wanted = JSON.stringify(command.lights);
        if (!this.#ready || wanted === this.#sent) return;
        this.#sent = wanted;
        await this.#ask(command);
      }
    } finally {
      this.#sending = false;
    }
  }

  async #ask(command: BoardCommand): Promise<BoardState | undefined> {
    const answer = await this.#parts.bridge.board(command);
    const code = answer.ok ? '' : answer.error.code;
    // Kicks come every few seconds: what stays wrong is told once.
    const news = `${command.command} ${code}`;
    if (code !== '' && this.#ready && !this.#complaints.has(news))
      this.#parts.log({ event: 'board-refused', command: command.command, code });
    for (const told of this.#complaints)
      if (told.startsWith(`${command.command} `)) this.#complaints.delete(told);
    if (code !== '') this.#complaints.add(news);
    return answer.ok ? answer.value : undefined;
  }
}
