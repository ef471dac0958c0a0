import type { VisitEffects } from '../session/index.ts';
import type { VisitParts } from './parts.ts';

/**
 * The effects, with every failure told to the technician: the chart only needs to know that one failed. The log gets
 * the effect's name, the code or the kind of error; messages may hold what must not be logged.
 */
export function watched(effects: VisitEffects, log: VisitParts['log']): VisitEffects {
  const watch = async <T>(effect: string, work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      log({
        event: 'effect-failed',
        effect,
        kind: error instanceof Error ? error.constructor.name : 'unknown',
      });
      throw error;
    }
  };
  return {
    ...effects,
    readCard: () => watch('readCard', effects.readCard()),
    lookUp: (idNumber) => watch('lookUp', effects.lookUp(idNumber)),
    prepareFace: () => watch('prepareFace', effects.prepareFace()),
    faceTry: (onHint, signal) => watch('faceTry', effects.faceTry(onHint, signal)),
    checkOperator: (operator, pin) => watch('checkOperator', effects.checkOperator(operator, pin)),
    async commit(visit) {
      const committed = await watch('commit', effects.commit(visit));
      if (!committed.ok) log({ event: 'not-committed', code: committed.error.code });
      return committed;
    },
    printSlip: (visit) => watch('printSlip', effects.printSlip(visit)),
    logAbandoned: (visit, step) => watch('logAbandoned', effects.logAbandoned(visit, step)),
    wipe: () => watch('wipe', effects.wipe()),
    outage: () => watch('outage', effects.outage()),
  };
}
