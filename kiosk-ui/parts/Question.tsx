import type { ComponentChildren } from 'preact';
import { useFocusOnQuestion } from '../a11y/index.ts';

/** The screen's one question or message. It holds the focus when the screen appears. */
export function Question({ children, huge }: { children: ComponentChildren; huge?: boolean }) {
  const question = useFocusOnQuestion();
  return (
    <h1 ref={question} tabIndex={-1} data-question class={huge ? 'question question-huge' : 'question'}>
      {children}
    </h1>
  );
}
