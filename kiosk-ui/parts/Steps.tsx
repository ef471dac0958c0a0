import { text } from '../texts/index.ts';

/** Card, question, face, data, signature: what a visit without surprises passes. */
const STEPS = 5;

/** Where in the visit the person is: written, and as bars of which the passed ones are filled. */
export function Steps({ step }: { step: number }) {
  return (
    <div class="steps">
      <span>{text('common.step', { step, steps: STEPS })}</span>
      <div class="step-bars" aria-hidden="true">
        {Array.from({ length: STEPS }, (_, index) => (
          <i key={index} class={index < step ? 'passed' : ''} />
        ))}
      </div>
    </div>
  );
}
