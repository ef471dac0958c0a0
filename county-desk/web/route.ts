import type { VNode } from 'preact';
import type { Role, Session } from '../accounts/index.ts';
import type { Desk } from './desk.ts';
import type { PaperFile } from './papers/paper-file.ts';

/** What a page answers: a page, the way to another (after a form, so that reloading sends nothing twice), a file. */
export type Answer =
  | { readonly kind: 'page'; readonly status: number; readonly page: VNode }
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'signed-in'; readonly token: string; readonly to: string }
  | { readonly kind: 'signed-out'; readonly to: string }
  | { readonly kind: 'file'; readonly file: PaperFile };

/** One request that has passed the guard. */
export interface Visit {
  readonly desk: Desk;
  /** Values of the path's `:names`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Fields of the form; empty for GET. */
  readonly form: Readonly<Record<string, string>>;
  /** Network address that asks. */
  readonly address: string;
  /** Session token of the cookie, if any; not yet believed. */
  readonly token: string | undefined;
}

/** A request of somebody who is signed in. */
export interface OwnVisit extends Visit {
  readonly session: Session;
}

/** A way into the desk. Who may take it stands here, and nowhere else: the role matrix is this table. */
export type Route =
  | {
      readonly method: 'GET' | 'POST';
      readonly path: string;
      readonly who: 'anyone';
      readonly handle: (visit: Visit) => Promise<Answer>;
    }
  | {
      readonly method: 'GET' | 'POST';
      readonly path: string;
      readonly who: readonly Role[];
      readonly handle: (visit: OwnVisit) => Promise<Answer>;
    };

/** Everybody with an account. */
export const ALL: readonly Role[] = ['officer', 'approver', 'auditor'];
/** Those who work the queues. */
export const CLERKS: readonly Role[] = ['officer', 'approver'];
/** Those who decide. */
export const DECIDERS: readonly Role[] = ['approver'];

export function page(page: VNode, status = 200): Answer {
  return { kind: 'page', status, page };
}

/** After a form: back to a page, which says what was done. */
export function go(to: string, done?: string): Answer {
  if (done === undefined) return { kind: 'go', to };
  const [path = '', fragment] = to.split('#');
  const joined = `${path}${path.includes('?') ? '&' : '?'}done=${done}`;
  return { kind: 'go', to: fragment === undefined ? joined : `${joined}#${fragment}` };
}
