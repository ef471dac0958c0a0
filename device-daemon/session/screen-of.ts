import {
  maskIdNumber,
  maskName,
  newestAddress,
  receiptNumber,
  type Screen,
  type ScreenName,
} from '../../domain/index.ts';
import type { ChartContext } from './chart-setup.ts';
import { shownContact } from './shown.ts';
import type { Visit } from './visit.ts';

/** Where the UI fetches the card's photo for the staff check, straight from the buffer that the wipe overwrites. */
export const CARD_PHOTO_PATH = '/visit/card-photo.png';

/** The number on the screen, as it stands on the slip. */
function numberOf(visit: Visit | null): string {
  const place = visit?.place ?? visit?.earlier ?? null;
  return place === null ? '' : receiptNumber(place);
}

/** The screen of a state with what it shows. Pure: the same context gives the same screen. */
export function screenOf(name: ScreenName, context: ChartContext): Screen {
  const { visit, terms } = context;
  const maskedName = maskName(visit?.row?.name ?? visit?.card?.name ?? '');
  const year = terms.year;
  switch (name) {
    case 'idle':
      return { screen: name, props: { station: terms.station, paper: context.paper } };
    case 'unreadable':
      return { screen: name, props: { tries: visit?.readTries ?? 1 } };
    case 'greeting':
      return { screen: name, props: { maskedName, year, cardExpired: visit?.cardExpired ?? false } };
    case 'not-on-roster':
      return { screen: name, props: { maskedName } };
    case 'already-confirmed':
      return {
        screen: name,
        props: { maskedName, year, day: visit?.earlier?.day ?? '', slip: visit?.slip ?? 'none' },
      };
    case 'face-consent':
      return { screen: name, props: { textVersion: terms.consentTextVersion } };
    case 'face':
      return {
        screen: name,
        props: {
          attempt: (visit?.face.tries ?? 0) >= 1 ? 2 : 1,
          hint: visit?.hint ?? 'look-here',
          progress: visit?.progress ?? 0,
        },
      };
    case 'staff-call':
      return {
        screen: name,
        props: {
          state: visit?.loginState ?? 'ask',
          lockedSeconds: visit?.lockedSeconds ?? 0,
          logins: visit?.logins ?? 0,
        },
      };
    case 'staff-compare':
      return {
        screen: name,
        props: {
          maskedName,
          maskedIdNumber: maskIdNumber(visit?.card?.idNumber ?? ''),
          cardPhoto: visit?.hasPhoto ? CARD_PHOTO_PATH : null,
          liveView: !(visit?.cameraDeclined ?? true),
          operator: visit?.operator ?? '',
        },
      };
    case 'staff-attest':
      return {
        screen: name,
        props: { maskedName, judgement: visit?.judgement ?? 'unsure', operator: visit?.operator ?? '' },
      };
    case 'contact': {
      const changed = (field: 'phone' | 'address') =>
        visit?.changes.some((one) => one.field === field) ?? false;
      return {
        screen: name,
        props: {
          name: visit?.row?.name ?? '',
          maskedIdNumber: maskIdNumber(visit?.card?.idNumber ?? ''),
          ...(visit === null ? { phone: '', address: '' } : shownContact(visit)),
          changedPhone: changed('phone'),
          changedAddress: changed('address'),
        },
      };
    }
    case 'contact-choose':
      return { screen: name, props: visit === null ? { phone: '', address: '' } : shownContact(visit) };
    case 'change-phone':
      return { screen: name, props: { old: visit?.row?.phone ?? '' } };
    case 'change-address':
      return {
        screen: name,
        props: { old: visit?.row?.address ?? '', cardAddress: newestAddress(visit?.card ?? null) },
      };
    case 'sign':
      return {
        screen: name,
        props: {
          maskedName,
          year,
          ...(visit === null ? { phone: '', address: '' } : shownContact(visit)),
        },
      };
    case 'done':
      return {
        screen: name,
        props: {
          maskedName,
          year,
          slip: visit?.slip ?? 'none',
          number: numberOf(visit),
          cardExpired: visit?.cardExpired ?? false,
          cardOnReader: context.cardOnReader,
        },
      };
    case 'noted':
      return {
        screen: name,
        props: { slip: visit?.slip ?? 'none', number: numberOf(visit) },
      };
    case 'wait-for-staff':
      return { screen: name, props: { code: context.outage ?? '', mayGoOn: context.outage === null } };
    case 'power-out':
      return { screen: name, props: { visit: visit !== null } };
    case 'out-of-service':
      return { screen: name, props: { code: context.outage ?? '' } };
    case 'other-card':
      return { screen: name, props: { kind: visit?.otherCard ?? 'unknown' } };
    case 'reading':
    case 'saving':
    case 'declined':
    case 'take-card':
    case 'card-away':
    case 'still-there':
      return { screen: name, props: {} };
  }
}
