import type { CodedError } from '../../../domain/index.ts';
import { refusalPage } from '../pages/Refusal.tsx';
import { type Answer, type OwnVisit, page } from '../route.ts';

/** The answer to a form that was refused: 409 where the state has moved on, 403 where others must do it, else 422. */
export function refused(visit: OwnVisit, error: CodedError): Answer {
  return page(refusalPage(error, visit.session), statusOf(error));
}

function statusOf({ code }: CodedError): number {
  if (code === 'E-COUNTY-132') return 404;
  if (code === 'E-COUNTY-128' || code === 'E-COUNTY-094') return 403;
  return code === 'E-COUNTY-096' || code === 'E-COUNTY-095' ? 409 : 422;
}
