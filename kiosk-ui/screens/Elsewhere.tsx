import { Press, Question } from '../parts/index.ts';
import { text } from '../texts/index.ts';

/** Another page is the kiosk's screen now; this one can take over. */
export function Elsewhere({ takeOver }: { takeOver: () => void }) {
  return (
    <main class="screen" data-screen="elsewhere">
      <div class="stage-plain">
        <Question>{text('elsewhere.title')}</Question>
        <Press act="key-takeover" say="elsewhere.takeover" class="big big-plain" onPress={takeOver}>
          <span>{text('elsewhere.takeover')}</span>
        </Press>
      </div>
    </main>
  );
}
