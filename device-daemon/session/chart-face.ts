import { assign } from 'xstate';
import type { FaceEvidence, FaceTry } from '../../domain/index.ts';
import { type ChartContext, changed, chartSetup, WAITING } from './chart-setup.ts';

/** Tries of the face step in one visit (X8). */
const MOST_TRIES = 2;
const triesLeft = (context: ChartContext): boolean => (context.visit?.face.tries ?? MOST_TRIES) < MOST_TRIES;

/** The worker died, or has no networks. */
const DEVICE_CODES: ReadonlySet<string> = new Set(['E-FACE-002', 'E-FACE-003']);
/** A camera that is too slow, in the dark, on its side, or an infrared one that gives nothing. */
const CAMERA_CODES: ReadonlySet<string> = new Set(['E-FACE-006', 'E-FACE-007', 'E-FACE-008', 'E-FACE-012']);
const unsure = ({ visit }: ChartContext): boolean =>
  visit?.face.ended === 'not-matched' && visit.face.band === 'unsure';

/** Leaves the face step, or passes it by, with the reason why; the reason weighs nothing. */
export function leftFace(context: ChartContext, ended: FaceEvidence['ended']): Partial<ChartContext> {
  return context.visit === null ? {} : changed(context, { face: { ...context.visit.face, ended } });
}

function consent(context: ChartContext, given: boolean, at: string): Partial<ChartContext> {
  if (context.visit === null) return {};
  const asked = {
    to: 'face' as const,
    given,
    textVersion: context.terms.consentTextVersion,
    language: context.terms.language,
    at,
  };
  const { consents } = context.visit;
  // The same answer given twice is one answer: going to and fro makes no longer record.
  return consents.at(-1)?.given === given ? {} : changed(context, { consents: [...consents, asked] });
}

/** The evidence is the last try's, whole: score and liveness of different tries say nothing together. */
function withTry(evidence: FaceEvidence, tried: FaceTry): FaceEvidence {
  return {
    tries: evidence.tries,
    score: tried.band === null ? null : Math.round(tried.score * 1000) / 1000,
    band: tried.result === 'no-face' ? null : tried.band,
    threshold: tried.threshold,
    model: tried.model,
    liveness: tried.result === 'matched' || tried.result === 'not-matched' ? 'passed' : 'not-passed',
    ended: tried.code !== null && CAMERA_CODES.has(tried.code) ? 'camera' : tried.result,
  };
}

/** Separate consent for the face, with the other way of equal size beside it (PIPL Art. 29, X21). */
export const faceConsent = chartSetup.createStateConfig({
  meta: { screen: 'face-consent' },
  after: WAITING.after,
  on: {
    'card-removed': WAITING.cardRemoved,
    'act:face': {
      guard: ({ context }) => triesLeft(context),
      target: 'face',
      actions: assign(({ context, event }) => consent(context, true, event.at)),
    },
    'act:staff': {
      target: 'staff',
      actions: [
        assign(({ context, event }) => consent(context, false, event.at)),
        assign(({ context }) => leftFace(context, 'declined')),
        assign(({ context }) => changed(context, { cameraDeclined: true })),
      ],
    },
    'act:decline': 'declining',
    'act:back': 'greeting',
    touched: { target: 'faceConsent', reenter: true },
  },
});

/** At most two tries; whatever comes of them, the next step is a person, never a refusal (X8, X9, X10). */
export const face = chartSetup.createStateConfig({
  initial: 'opening',
  meta: { screen: 'face' },
  on: {
    'card-removed': WAITING.cardRemoved,
    'act:staff': { target: 'staff', actions: assign(({ context }) => leftFace(context, 'left')) },
    'act:camera-failed': { target: 'staff', actions: assign(({ context }) => leftFace(context, 'camera')) },
    'act:back': 'faceConsent',
  },
  states: {
    /** The screen opens the camera; a camera that stays shut leads to staff. */
    opening: {
      meta: { screen: 'face' },
      after: {
        cameraOpens: { target: '#staff', actions: assign(({ context }) => leftFace(context, 'camera')) },
      },
      on: { 'act:camera-ready': 'preparing' },
    },
    preparing: {
      meta: { screen: 'face' },
      invoke: {
        src: 'prepareFace',
        onDone: [
          // Two in a visit, however often the card was lifted or the step left in between.
          { guard: ({ context, event }) => event.output.ok && triesLeft(context), target: 'trying' },
          { guard: ({ event }) => event.output.ok, target: '#staff' },
          {
            guard: ({ event }) => !event.output.ok && DEVICE_CODES.has(event.output.error.code),
            target: '#staff',
            actions: assign(({ context }) => leftFace(context, 'device')),
          },
          { target: '#staff', actions: assign(({ context }) => leftFace(context, 'no-card-photo')) },
        ],
        onError: { target: '#staff', actions: assign(({ context }) => leftFace(context, 'device')) },
      },
      after: {
        workBound: { target: '#staff', actions: assign(({ context }) => leftFace(context, 'device')) },
      },
    },
    trying: {
      meta: { screen: 'face' },
      // A try counts from its start: going back and coming again gives no third one.
      entry: assign(({ context }) =>
        context.visit === null
          ? {}
          : changed(context, { face: { ...context.visit.face, tries: context.visit.face.tries + 1 } }),
      ),
      invoke: {
        src: 'faceTry',
        input: ({ self }) => ({
          hint: (hint, progress) => self.send({ type: 'face-hint', hint, progress }),
        }),
        onDone: {
          target: 'judging',
          actions: assign(({ context, event }) =>
            context.visit === null
              ? {}
              : changed(context, {
                  face: withTry(context.visit.face, event.output),
                  hint: 'look-here',
                  progress: 0,
                }),
          ),
        },
        onError: { target: '#staff', actions: assign(({ context }) => leftFace(context, 'device')) },
      },
      after: {
        faceBound: { target: '#staff', actions: assign(({ context }) => leftFace(context, 'device')) },
      },
      on: { 'face-hint': { actions: 'setHint' } },
    },
    judging: {
      meta: { screen: 'face' },
      always: [
        { guard: ({ context }) => context.visit?.face.ended === 'matched', target: '#contact' },
        // The camera or its light, not the person: the same again would come to the same (X10).
        { guard: ({ context }) => context.visit?.face.ended === 'camera', target: '#staff' },
        // An old photo: more frames were looked at already. People decide; no second try, never a lower threshold (X9).
        { guard: ({ context }) => unsure(context), target: '#staff' },
        { guard: ({ context }) => triesLeft(context), target: 'trying' },
        { target: '#staff' },
      ],
    },
  },
});
