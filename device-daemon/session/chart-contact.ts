import { assign } from 'xstate';
import { newestAddress, type ProposedChange } from '../../domain/index.ts';
import { type ChartContext, changed, chartSetup, WAITING } from './chart-setup.ts';
import { shownDigest } from './signed-page.ts';
import type { Visit } from './visit.ts';

/** A later word on the same field replaces the earlier one; the county decides on all of them (A40). */
function proposed(context: ChartContext, change: ProposedChange): Partial<ChartContext> {
  const kept = (context.visit?.changes ?? []).filter(({ field }) => field !== change.field);
  return changed(context, { changes: [...kept, change], contactRight: false });
}

/** Phone and address, right or not (A23). */
export const contact = chartSetup.createStateConfig({
  id: 'contact',
  meta: { screen: 'contact' },
  after: WAITING.after,
  on: {
    'card-removed': WAITING.cardRemoved,
    'act:contact-right': {
      target: 'sign',
      actions: assign(({ context }) =>
        changed(context, { contactRight: (context.visit?.changes.length ?? 0) === 0 }),
      ),
    },
    'act:contact-wrong': 'contactChoose',
    'act:staff': '#helpWanted',
    touched: { target: 'contact', reenter: true },
  },
});

export const contactChoose = chartSetup.createStateConfig({
  meta: { screen: 'contact-choose' },
  after: WAITING.after,
  on: {
    'card-removed': WAITING.cardRemoved,
    'act:choose-phone': 'changePhone',
    'act:choose-address': 'changeAddress',
    'act:back': 'contact',
    'act:staff': '#helpWanted',
    touched: { target: 'contactChoose', reenter: true },
  },
});

export const changePhone = chartSetup.createStateConfig({
  meta: { screen: 'change-phone' },
  after: WAITING.after,
  on: {
    'card-removed': WAITING.cardRemoved,
    'act:change-phone': {
      target: 'contact',
      actions: assign(({ context, event }) =>
        proposed(context, { field: 'phone', old: context.visit?.row?.phone ?? '', new: event.act.phone }),
      ),
    },
    'act:back': 'contactChoose',
    'act:staff': '#helpWanted',
    touched: { target: 'changePhone', reenter: true },
  },
});

/** The newest address that the card holds, and which one that is; null where it holds none. */
function fromCard({ visit }: ChartContext): Pick<ProposedChange, 'new' | 'from'> {
  const address = newestAddress(visit?.card ?? null);
  if (address === null) return { new: null };
  return { new: address.text, from: address.appended ? 'card-appended' : 'card' };
}

/** Nobody types an address on a kiosk: it is taken from the card, or staff ask for it. */
export const changeAddress = chartSetup.createStateConfig({
  meta: { screen: 'change-address' },
  after: WAITING.after,
  on: {
    'card-removed': WAITING.cardRemoved,
    'act:change-address': {
      target: 'contact',
      actions: assign(({ context, event }) =>
        proposed(context, {
          field: 'address',
          old: context.visit?.row?.address ?? '',
          ...(event.act.to === 'card' ? fromCard(context) : { new: null }),
        }),
      ),
    },
    'act:back': 'contactChoose',
    'act:staff': '#helpWanted',
    touched: { target: 'changeAddress', reenter: true },
  },
});

/** Signature or mark, bound by digest to what was shown (A37). It never blocks. */
export const sign = chartSetup.createStateConfig({
  meta: { screen: 'sign' },
  after: WAITING.after,
  on: {
    'card-removed': WAITING.cardRemoved,
    'act:sign': {
      target: 'committing',
      actions: assign(({ context, event }) =>
        context.visit === null
          ? {}
          : changed(context, {
              ...confirmedHow(context),
              signature: {
                kind: 'strokes',
                strokes: event.act.strokes,
                shownSha256: shownDigest(context),
              },
            }),
      ),
    },
    'act:mark': {
      target: 'committing',
      actions: assign(({ context }) =>
        context.visit === null
          ? {}
          : changed(context, {
              ...confirmedHow(context),
              signature: { kind: 'mark', shownSha256: shownDigest(context) },
            }),
      ),
    },
    'act:back': 'contact',
    'act:staff': '#helpWanted',
    touched: { target: 'sign', reenter: true },
  },
});

/** Staff's word counts where staff were asked, else a face that matched; anything else is nobody's proof. */
function confirmedHow(context: ChartContext): Partial<Visit> {
  if (context.visit?.staff?.judgement === 'same') return { outcome: 'CONFIRMED_STAFF' };
  if (context.visit?.face.ended === 'matched') return { outcome: 'CONFIRMED_FACE' };
  return { outcome: 'PENDING_COUNTY', countyReason: 'no-proof' };
}
