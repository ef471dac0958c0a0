/** How a call with a callback ended; `late` means that it has not come back and may never do. */
export type CallOutcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'late' };

/** Settles within `timeoutMs` milliseconds whatever the native side does. A later answer is thrown away. */
export function withinMs(
  timeoutMs: number,
  start: (done: (error: unknown, value: unknown) => void) => void,
): Promise<CallOutcome> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'late' }), timeoutMs);
    const settle = (outcome: CallOutcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    try {
      start((error, value) =>
        settle(error === null || error === undefined ? { kind: 'value', value } : { kind: 'error', error }),
      );
    } catch (error) {
      settle({ kind: 'error', error });
    }
  });
}
