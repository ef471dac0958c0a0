import type { PageContext } from '../parts/Frame.tsx';
import type { OwnVisit } from '../route.ts';

/** What the page of a visit stands in. `asOf` is the instant of the facts that it shows. */
export function contextOf(visit: OwnVisit, asOf?: string): PageContext {
  const context = {
    session: visit.session,
    county: visit.desk.parts.county,
    done: visit.query.get('done'),
  };
  return asOf === undefined ? context : { ...context, asOf };
}
