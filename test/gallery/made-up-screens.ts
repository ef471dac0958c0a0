import { createCanvas } from '@napi-rs/canvas';
import { CoachHint, type Screen } from '../../domain/index.ts';

/** Strings of the made-up person that must be nowhere on the page once the visit is over. */
export const PLANTED = {
  name: '欧阳建国',
  maskedName: '欧××国',
  maskedIdNumber: '9900**********5234',
  phone: '13900001234',
  address: '示例省示例市示范区和平镇团结村民委员会第三村民小组光荣院东路一百二十八号二单元五零二室',
} as const;

/** A long transliterated name, masked as the daemon masks it. */
const LONG_NAME = `阿${'×'.repeat(12)}提`;
const LONG_ADDRESS = `${PLANTED.address}（原和平公社团结大队第三生产队，村小学西侧巷内）`;
const NUMBER = '1042 7YD0-FF2H';

/** A drawn portrait: nobody's. */
function drawnPortrait(): string {
  const canvas = createCanvas(102, 126);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#dfe6ea';
  pen.fillRect(0, 0, 102, 126);
  pen.fillStyle = '#3d4a55';
  pen.beginPath();
  pen.ellipse(51, 128, 44, 42, 0, 0, 7);
  pen.fill();
  pen.fillStyle = '#d8b08c';
  pen.beginPath();
  pen.ellipse(51, 58, 25, 31, 0, 0, 7);
  pen.fill();
  pen.fillStyle = '#2b2622';
  pen.beginPath();
  pen.ellipse(51, 38, 27, 18, 0, Math.PI, 0);
  pen.fill();
  return canvas.toDataURL('image/png');
}

const face = (hint: CoachHint, progress: number, attempt = 1): Screen => ({
  screen: 'face',
  props: { attempt, hint, progress },
});

export const IDLE: Screen = { screen: 'idle', props: { station: '和平镇退役军人服务站', paper: 'ok' } };

/** Every screen as it can come, the hardest contents among them. */
export const MADE_UP_SCREENS: readonly { readonly name: string; readonly show: Screen }[] = [
  { name: 'idle', show: IDLE },
  {
    name: 'idle-low-paper',
    show: { screen: 'idle', props: { station: '示范区和平镇退役军人服务站', paper: 'low' } },
  },
  {
    name: 'idle-no-paper',
    show: { screen: 'idle', props: { station: '示范区和平镇退役军人服务站', paper: 'out' } },
  },
  { name: 'reading', show: { screen: 'reading', props: {} } },
  { name: 'unreadable', show: { screen: 'unreadable', props: { tries: 2 } } },
  { name: 'other-card', show: { screen: 'other-card', props: { kind: 'unknown' } } },
  { name: 'other-card-bank', show: { screen: 'other-card', props: { kind: 'bank-card' } } },
  {
    name: 'other-card-social-security',
    show: { screen: 'other-card', props: { kind: 'social-security-card' } },
  },
  {
    name: 'other-card-preferential',
    show: { screen: 'other-card', props: { kind: 'preferential-card' } },
  },
  {
    name: 'greeting',
    show: { screen: 'greeting', props: { maskedName: PLANTED.maskedName, year: 2026, cardExpired: false } },
  },
  {
    name: 'greeting-long',
    show: { screen: 'greeting', props: { maskedName: LONG_NAME, year: 2026, cardExpired: true } },
  },
  { name: 'not-on-roster', show: { screen: 'not-on-roster', props: { maskedName: LONG_NAME } } },
  {
    name: 'already-confirmed',
    show: {
      screen: 'already-confirmed',
      props: { maskedName: LONG_NAME, year: 2026, day: '2026-10-20', slip: 'none' },
    },
  },
  {
    name: 'already-confirmed-not-printed',
    show: {
      screen: 'already-confirmed',
      props: { maskedName: PLANTED.maskedName, year: 2026, day: '2026-10-20', slip: 'not-printed' },
    },
  },
  { name: 'face-consent', show: { screen: 'face-consent', props: { textVersion: '2026-1' } } },
  ...CoachHint.options.map((hint, index) => ({
    name: `face-${hint}`,
    show: face(hint, index / (CoachHint.options.length - 1), index % 3 === 0 ? 2 : 1),
  })),
  {
    name: 'staff-call',
    show: { screen: 'staff-call', props: { state: 'ask', lockedSeconds: 0, logins: 0 } },
  },
  {
    name: 'staff-call-wrong',
    show: { screen: 'staff-call', props: { state: 'wrong', lockedSeconds: 0, logins: 0 } },
  },
  {
    name: 'staff-call-locked',
    show: { screen: 'staff-call', props: { state: 'locked', lockedSeconds: 45, logins: 0 } },
  },
  {
    name: 'staff-compare',
    show: {
      screen: 'staff-compare',
      props: {
        maskedName: PLANTED.maskedName,
        maskedIdNumber: PLANTED.maskedIdNumber,
        cardPhoto: drawnPortrait(),
        liveView: true,
        operator: '001',
      },
    },
  },
  {
    name: 'staff-compare-no-photo',
    show: {
      screen: 'staff-compare',
      props: {
        maskedName: LONG_NAME,
        maskedIdNumber: PLANTED.maskedIdNumber,
        cardPhoto: null,
        liveView: false,
        operator: '001',
      },
    },
  },
  {
    name: 'staff-attest',
    show: {
      screen: 'staff-attest',
      props: { maskedName: LONG_NAME, judgement: 'different', operator: '001' },
    },
  },
  {
    name: 'contact',
    show: {
      screen: 'contact',
      props: {
        name: PLANTED.name,
        maskedIdNumber: PLANTED.maskedIdNumber,
        phone: PLANTED.phone,
        address: '示例市示范区和平镇团结村三组',
        changedPhone: false,
        changedAddress: false,
      },
    },
  },
  {
    name: 'contact-long',
    show: {
      screen: 'contact',
      props: {
        name: '阿卜杜热合曼·买买提吐尔逊',
        maskedIdNumber: PLANTED.maskedIdNumber,
        phone: PLANTED.phone,
        address: LONG_ADDRESS,
        changedPhone: true,
        changedAddress: true,
      },
    },
  },
  {
    name: 'contact-choose',
    show: { screen: 'contact-choose', props: { phone: PLANTED.phone, address: LONG_ADDRESS } },
  },
  { name: 'change-phone', show: { screen: 'change-phone', props: { old: PLANTED.phone } } },
  {
    name: 'change-address',
    show: {
      screen: 'change-address',
      props: { old: LONG_ADDRESS, cardAddress: { text: PLANTED.address.slice(0, 35), appended: false } },
    },
  },
  {
    name: 'change-address-appended',
    show: {
      screen: 'change-address',
      props: { old: LONG_ADDRESS, cardAddress: { text: LONG_ADDRESS.slice(0, 35), appended: true } },
    },
  },
  {
    name: 'change-address-no-card',
    show: { screen: 'change-address', props: { old: LONG_ADDRESS, cardAddress: null } },
  },
  {
    name: 'sign',
    show: {
      screen: 'sign',
      props: { maskedName: LONG_NAME, year: 2026, phone: PLANTED.phone, address: LONG_ADDRESS },
    },
  },
  { name: 'saving', show: { screen: 'saving', props: {} } },
  {
    name: 'done',
    show: {
      screen: 'done',
      props: {
        maskedName: PLANTED.maskedName,
        year: 2026,
        slip: 'printed',
        number: NUMBER,
        cardExpired: false,
        cardOnReader: true,
      },
    },
  },
  {
    name: 'done-no-paper',
    show: {
      screen: 'done',
      props: {
        maskedName: LONG_NAME,
        year: 2026,
        slip: 'not-printed',
        number: NUMBER,
        cardExpired: true,
        cardOnReader: true,
      },
    },
  },
  {
    name: 'done-slip-unsure',
    show: {
      screen: 'done',
      props: {
        maskedName: PLANTED.maskedName,
        year: 2026,
        slip: 'unsure',
        number: NUMBER,
        cardExpired: false,
        cardOnReader: true,
      },
    },
  },
  { name: 'noted', show: { screen: 'noted', props: { slip: 'printed', number: NUMBER } } },
  { name: 'noted-no-paper', show: { screen: 'noted', props: { slip: 'not-printed', number: NUMBER } } },
  { name: 'declined', show: { screen: 'declined', props: {} } },
  { name: 'take-card', show: { screen: 'take-card', props: {} } },
  { name: 'card-away', show: { screen: 'card-away', props: {} } },
  { name: 'still-there', show: { screen: 'still-there', props: {} } },
  {
    name: 'wait-for-staff',
    show: { screen: 'wait-for-staff', props: { mayGoOn: false, code: 'E-LEDGER-003' } },
  },
  { name: 'power-out', show: { screen: 'power-out', props: { visit: false } } },
  { name: 'power-out-visit', show: { screen: 'power-out', props: { visit: true } } },
  { name: 'out-of-service', show: { screen: 'out-of-service', props: { code: 'E-SETTINGS-002' } } },
];
