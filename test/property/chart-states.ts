import { type VisitEffects, visitChart } from '../../device-daemon/session/index.ts';

/** One leaf state of the chart, from its definition. */
export interface ChartState {
  readonly id: string;
  /** Names from the root down. */
  readonly steps: readonly string[];
  readonly screen: string | undefined;
  /** A time-out of its own or of a state around it. */
  readonly timed: boolean;
  /** Left in the moment it is entered. */
  readonly transient: boolean;
}

const never = (): Promise<never> => new Promise(() => undefined);
const NO_EFFECTS: VisitEffects = {
  readCard: never,
  lookUp: never,
  prepareFace: never,
  faceTry: never,
  checkOperator: never,
  commit: never,
  printSlip: never,
  logAbandoned: never,
  logRepeat: () => undefined,
  logCallback: () => undefined,
  restart: () => undefined,
  wipe: never,
  outage: never,
};

/** Every leaf state of the chart's definition, read from the machine itself. */
export function chartStates(): ChartState[] {
  const chart = visitChart(NO_EFFECTS);
  const found: ChartState[] = [];
  const visit = (node: (typeof chart)['root'], timedAbove: boolean): void => {
    if (node.type === 'history') return;
    const timed = timedAbove || node.after.length > 0;
    const children = Object.values(node.states);
    for (const child of children) visit(child, timed);
    if (children.length > 0) return;
    const transient = (node.always?.length ?? 0) > 0;
    // A transient state is never seen from outside, so it counts as reached with its neighbours.
    const meta = node.meta;
    found.push({ id: node.id, steps: transient ? [] : node.path, screen: meta?.screen, timed, transient });
  };
  visit(chart.root, false);
  return found;
}
