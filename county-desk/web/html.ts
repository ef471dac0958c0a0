import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** The bytes of a page. */
export function toHtml(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}
