import { Question } from '../parts/index.ts';
import { text } from '../texts/index.ts';

/** The daemon is away: quiet, nothing of the last visit, nothing to press. */
export function Connecting() {
  return (
    <main class="screen" data-screen="connecting">
      <div class="stage-plain">
        <Question>{text('connecting.title')}</Question>
      </div>
    </main>
  );
}
