import { ok, type Result } from '../../domain/index.ts';
import {
  type Checkpoint,
  openNote,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
} from '../../domain/tlog/index.ts';
import type { Device } from '../enrolment/index.ts';
import { type DeviceLog, logsOf } from '../mirror/index.ts';
import { lie, type Trouble, textEvidence } from './finding.ts';

/** A head that is signed by a key of the device; whether it fits what is kept is another question. */
export interface ClaimedHead {
  readonly log: DeviceLog;
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

/**
 * Reads a checkpoint that came from a device: signed by its present key, or by a former one for a log that it wrote
 * before it was set up anew. Lies: E-COUNTY-041 (signature), E-COUNTY-042 (log of another device), E-COUNTY-050 (a
 * signed text that is no checkpoint, such as a size beyond all numbers).
 */
export function claimedHead(device: Device, note: string): Result<ClaimedHead, Trouble> {
  const evidence = [textEvidence('got.checkpoint', note)];
  for (const log of logsOf(device)) {
    const verifier = parseVerifierKey(log.ledgerKey);
    const text = verifier === undefined ? undefined : openNote(note, verifier);
    if (text === undefined) continue;
    const [origin] = text.split('\n');
    if (origin !== device.device)
      return lie('E-COUNTY-042', null, 'the device signs the log of another origin', evidence);
    const checkpoint = parseCheckpoint(text);
    if (checkpoint === undefined)
      return lie(
        'E-COUNTY-050',
        null,
        'the signed text is no checkpoint: its size or root is none',
        evidence,
      );
    return ok({ log, note, checkpoint });
  }
  const [origin] = (parseNote(note)?.text ?? note).split('\n');
  return origin === device.device
    ? lie('E-COUNTY-041', null, 'the checkpoint is not signed by a key of this device', evidence)
    : lie('E-COUNTY-042', null, 'the checkpoint is of another log than this device has', evidence);
}
