import type { Table } from './sql.ts';

/** The tables into which rows are put in bulk. */
export const ENTRY: Table = {
  name: 'entry',
  columns: [
    ['kiosk', 'text'],
    ['month', 'integer'],
    ['seq', 'integer'],
    ['at', 'text'],
    ['leaf', 'text'],
    ['body', 'text'],
  ],
};

export const VISIT: Table = {
  name: 'visit',
  columns: [
    ['kiosk', 'text'],
    ['seq', 'integer'],
    ['year', 'integer'],
    ['person', 'text'],
    ['at', 'text'],
    ['clock', 'text'],
    ['visit', 'text'],
    ['event', 'text'],
    ['outcome', 'text'],
    ['method', 'text'],
    ['means', 'text'],
  ],
};

export const JUDGEMENT: Table = {
  name: 'judgement',
  columns: [
    ['kiosk', 'text'],
    ['visit', 'text'],
    ['seq', 'integer'],
    ['at', 'text'],
    ['operator', 'text'],
  ],
};

export const ROSTER: Table = {
  name: 'roster',
  columns: [
    ['version', 'integer'],
    ['person', 'text'],
    ['born', 'text'],
    ['township', 'text'],
    ['village', 'text'],
    ['benefit_type', 'text'],
    ['status', 'text'],
  ],
};

export const SEALED_ROW: Table = {
  name: 'sealed_row',
  columns: [
    ['person', 'text'],
    ['sealed', 'text'],
  ],
};

export const ACT: Table = {
  name: 'act',
  columns: [
    ['seq', 'integer'],
    ['at', 'text'],
    ['person', 'text'],
    ['body', 'text'],
  ],
};
