export { visitChart } from './chart.ts';
export type { ActEvent, ChartContext, ChartEvent } from './chart-setup.ts';
export type { CardRead, LoginResult, LookUp, VisitEffects } from './effects.ts';
export { recordOf, type Stamp } from './record-of.ts';
export { CARD_PHOTO_PATH, screenOf } from './screen-of.ts';
export type { EarlierConfirmation, RecordPlace, Visit, VisitTerms } from './visit.ts';
