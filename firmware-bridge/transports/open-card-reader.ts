import { loadOtherCards, type ReaderProfile, readerNameMatches } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { CardReader, PhotoDecoder } from '../card/index.ts';
import { ladderAlone, type Recovery } from '../recovery/index.ts';
import { notClaimed } from './not-claimed.ts';
import { openPcscCardReader } from './pcsc-card-reader.ts';
import { connectControl } from './pcsc-control.ts';
import type { ControlCall } from './pcsc-port.ts';
import { PolledCardReader } from './polled-card-reader.ts';
import { serialConnector } from './serial-connection.ts';

export interface CardReaderOptions {
  readonly profile: ReaderProfile;
  /** Of the settings: a second expression that the PC/SC reader's name must match. */
  readonly nameMatch: string;
  /** Of the settings: the device file of a serial reader, '' to look for it. */
  readonly path: string;
  readonly decoder: PhotoDecoder;
  /** The reader's ladder; absent for a reader that is opened for one question. */
  readonly recovery?: Recovery;
  /** A native call hangs; the process has to end (see PcscPort). */
  readonly onStuck: (call: string) => void;
  /** In place of the binding's control call, for tests: the virtual reader knows none. */
  readonly control?: ControlCall;
}

/** The card reader that a profile describes. E-CARD-015 when the profile cannot be used. */
export function openCardReader(options: CardReaderOptions): Result<CardReader> {
  const { profile, nameMatch, decoder, onStuck, recovery = ladderAlone('reader') } = options;
  switch (profile.transport) {
    case 'pcsc-paged':
    case 'pcsc-transmit': {
      const nameMatches = readerNameMatches(profile.readerName, nameMatch);
      if (!nameMatches.ok) return nameMatches;
      const otherCards = loadOtherCards();
      if (!otherCards.ok) return otherCards;
      return ok(
        openPcscCardReader({
          profile,
          nameMatches: nameMatches.value,
          otherCards: otherCards.value,
          decoder,
          recovery,
          onStuck,
        }),
      );
    }
    case 'serial':
      return ok(
        new PolledCardReader({
          profile,
          connect: serialConnector({ profile, path: options.path, onStuck }),
          decoder,
          recovery,
        }),
      );
    case 'pcsc-control': {
      const nameMatches = readerNameMatches(profile.readerName, nameMatch);
      if (!nameMatches.ok) return nameMatches;
      const { control } = options;
      const how = {
        profile,
        nameMatches: nameMatches.value,
        onStuck,
        ...(control !== undefined && { control }),
      };
      return ok(new PolledCardReader({ profile, connect: () => connectControl(how), decoder, recovery }));
    }
    case 'usb-bulk':
    case 'hid':
      return fail('E-CARD-015', `${profile.name}: ${notClaimed(profile)}`);
  }
}
