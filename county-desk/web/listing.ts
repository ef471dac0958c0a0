/** Rows of one page of a list. */
export const ROWS_OF_PAGE = 50;

/** Where in a list a page is. */
export interface Pages {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** One page of a list. */
export interface Listing<T> extends Pages {
  readonly rows: readonly T[];
}

/** The page that was asked for among `total` rows; the nearest one when there is none of that number. */
export function pagesOf(total: number, asked: string | null | undefined): Pages {
  const pages = Math.max(1, Math.ceil(total / ROWS_OF_PAGE));
  const wanted = typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Number(asked) : 1;
  return { page: Math.min(Math.max(wanted, 1), pages), pages, total };
}

/** The rows of the page that was asked for. */
export function listing<T>(all: readonly T[], asked: string | null | undefined): Listing<T> {
  const pages = pagesOf(all.length, asked);
  return { ...pages, rows: all.slice((pages.page - 1) * ROWS_OF_PAGE, pages.page * ROWS_OF_PAGE) };
}
