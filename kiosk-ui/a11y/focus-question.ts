import { useLayoutEffect, useRef } from 'preact/hooks';

/** Puts the focus on the question when a screen appears, so that the keys and a screen reader start there. */
export function useFocusOnQuestion() {
  const question = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => question.current?.focus({ preventScroll: true }), []);
  return question;
}
