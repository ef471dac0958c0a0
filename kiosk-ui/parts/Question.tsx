import { useFocusOnQuestion } from '../a11y/index.ts';

/** The screen's one question or message; its parts are never broken inside. It holds the focus when the screen appears. */
export function Question({ children, huge }: { children: string; huge?: boolean }) {
  const question = useFocusOnQuestion();
  return (
    <h1 ref={question} tabIndex={-1} data-question class={huge ? 'question question-huge' : 'question'}>
      {children.split(/(?<=[。，])/).map((part) => (
        <span key={part} class="sentence">
          {part}
        </span>
      ))}
    </h1>
  );
}
