import type { ComponentChildren } from 'preact';
import { text } from '../text.ts';

/** The document around every page. */
export function Html({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${text('frame.desk')}`}</title>
        <link rel="icon" href="/desk.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/desk.css" />
      </head>
      <body>{children}</body>
    </html>
  );
}
