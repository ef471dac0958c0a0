import { type LadderDevice, readErrorBook, readRecoveryLadder } from '../../config/index.ts';
import type { BridgeEvent, ErrorCode, LadderCounts } from '../../domain/index.ts';
import { type Recovery, RecoveryLadder } from './recovery-ladder.ts';

export interface DeviceLadders {
  readonly reader: Recovery;
  readonly printer: Recovery;
  readonly board: Recovery;
  counts(): LadderCounts[];
}

/**
 * The ladders of this bridge after config/recovery-ladder.json. `tell` gets the events `wants-respawn`, once a climb,
 * and `well-again` when the device of such a climb works again.
 */
export function deviceLadders(tell: (event: BridgeEvent) => void = () => undefined): DeviceLadders {
  const data = readRecoveryLadder();
  const book = readErrorBook();
  const climbing = new Set<string>(data.climbs);
  const climbs = (code: ErrorCode): boolean => climbing.has(book.get(code)?.recovery ?? 'technician');
  const ladderOf = (device: LadderDevice): RecoveryLadder =>
    new RecoveryLadder({
      device,
      ladder: data.devices[device],
      wellAfterMs: data.wellAfterMs,
      climbs,
      now: () => performance.now(),
    });
  const ladders = { reader: ladderOf('reader'), printer: ladderOf('printer'), board: ladderOf('board') };
  return {
    reader: told('reader', ladders.reader, tell),
    printer: told('printer', ladders.printer, tell),
    board: told('board', ladders.board, tell),
    counts: () => Object.values(ladders).map((ladder) => ladder.counts()),
  };
}

/** For a driver that is used outside of a bridge: the steps are counted, nobody is told. */
export function ladderAlone(device: LadderDevice): Recovery {
  return deviceLadders()[device];
}

function told(device: LadderDevice, ladder: RecoveryLadder, tell: (event: BridgeEvent) => void): Recovery {
  return {
    failed(code) {
      const advice = ladder.failed(code);
      if (advice.step === 'respawn') tell({ kind: 'event', event: 'wants-respawn', device, code });
      return advice;
    },
    succeeded() {
      const { standing } = ladder;
      ladder.succeeded();
      if (standing === 'respawn' || standing === 'out-of-service')
        tell({ kind: 'event', event: 'well-again', device });
    },
  };
}
