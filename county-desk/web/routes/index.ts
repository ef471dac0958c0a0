import type { Route } from '../route.ts';
import { ACCOUNT_ROUTES } from './account.tsx';
import { DEVICE_ROUTES } from './devices.tsx';
import { DRAW_ROUTES } from './draws.tsx';
import { OVERVIEW_ROUTES } from './overviews.tsx';
import { PAPER_ROUTES } from './papers.tsx';
import { PEOPLE_ROUTES } from './people.tsx';
import { PERSON_ACT_ROUTES } from './person-acts.tsx';
import { QUEUE_ROUTES } from './queues.tsx';
import { SIGN_IN_ROUTES } from './sign-in.tsx';
import { SUSPENSION_ROUTES } from './suspension.tsx';

/** Every way into the desk, with who may take it. */
export const ROUTES: readonly Route[] = [
  ...SIGN_IN_ROUTES,
  ...ACCOUNT_ROUTES,
  ...OVERVIEW_ROUTES,
  ...DEVICE_ROUTES,
  ...QUEUE_ROUTES,
  ...PEOPLE_ROUTES,
  ...PERSON_ACT_ROUTES,
  ...SUSPENSION_ROUTES,
  ...DRAW_ROUTES,
  ...PAPER_ROUTES,
];
