import { assign } from 'xstate';
import type { FaceEvidence, FaceTry } from '../../domain/index.ts';
import { type ChartContext, changed, chartSetup, WAITING } from './chart-setup.ts';

/** Leaves the face step with the reason why; the reason weighs nothing. */
function leftFace(context: ChartContext, ended: FaceEvidence['ended']): Partial<ChartContext> {
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
  return changed(context, { consents: [...context.visit.consents, asked] });
}

/** One try's evidence joined to what was known: the better score stays. */
function withTry(evidence: FaceEvidence, tried: FaceTry): FaceEvidence {
  const score = Math.round(tried.score * 1000) / 1000;
  const live = tried.result === 'matched' || tried.result === 'not-matched';
  return {
    tries: evidence.tries + 1,
    score: tried.result === 'no-face' ? evidence.score : Math.max(score, evidence.score ?? -1),
    threshold: tried.threshold,
    model: tried.model,
    liveness: live ? 'passed' : evidence.liveness === 'passed' ? 'passed' : 'not-passed',
    ended: tried.result,
  };
}

/** Separate consent for the face, with the other way of equal size beside it (PIPL Art. 29, X21). */
export const faceConsent = chartSetup.createStateConfig({
  meta: { screen: 'face-consent' },
  after: WAITING.after,
  on: {
    'card-removed': WAITING.cardRemoved,
    'act:face': {
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
          { guard: ({ event }) => event.output.ok, target: 'trying' },
          { target: '#staff', actions: assign(({ context }) => leftFace(context, 'no-card-photo')) },
        ],
        onError: { target: '#staff', actions: assign(({ context }) => leftFace(context, 'camera')) },
      },
      after: {
        workBound: { target: '#staff', actions: assign(({ context }) => leftFace(context, 'camera')) },
      },
    },
    trying: {
      meta: { screen: 'face' },
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
        onError: { target: '#staff', actions: assign(({ context }) => leftFace(context, 'camera')) },
      },
      after: {
        faceBound: { target: '#staff', actions: assign(({ context }) => leftFace(context, 'camera')) },
      },
      on: { 'face-hint': { actions: 'setHint' } },
    },
    judging: {
      meta: { screen: 'face' },
      always: [
        { guard: ({ context }) => context.visit?.face.ended === 'matched', target: '#contact' },
        { guard: 'faceTriesLeft', target: 'trying' },
        { target: '#staff' },
      ],
    },
  },
});
