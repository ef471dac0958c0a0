import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DeviceReport, ErrorCodeText, fail, isErrorCode, ok, type Result } from '../../domain/index.ts';

const Serving = z.object({ url: z.url(), pid: z.number().int().positive() });

/** The daemon that serves a data folder. */
export type RunningKiosk = z.infer<typeof Serving>;

/** What doctor needs of /healthz. A kiosk that could not open its parts holds no device and tells of none. */
const HealthPage = z.object({
  showing: z.string(),
  devices: z
    .object({
      busy: z.boolean(),
      ageMs: z.number().nullable(),
      report: DeviceReport.nullable(),
      code: ErrorCodeText.nullable(),
    })
    .optional(),
  line: z
    .object({
      port: z.number().int().nullable(),
      code: ErrorCodeText.transform((code) => (isErrorCode(code) ? code : 'E-LINE-006')).nullable(),
      dial: z.string(),
    })
    .nullish(),
});
export type HealthPage = z.infer<typeof HealthPage>;

const ANSWER_MS = 3000;
const MOST_BYTES = 1_000_000;

/** The daemon of this data folder. One that has ended leaves its id, which another program may have by now. */
export function runningKiosk(dataFolder: string): RunningKiosk | undefined {
  try {
    const told = Serving.parse(JSON.parse(readFileSync(join(dataFolder, 'run', 'endpoint.json'), 'utf8')));
    return readFileSync(`/proc/${told.pid}/cmdline`, 'utf8').includes('kiosk') ? told : undefined;
  } catch {
    return undefined;
  }
}

/** Asks the kiosk's health page, within 3 s. E-HEALTH-015 when it does not answer or says what nobody understands. */
export async function askHealthPage(kiosk: RunningKiosk): Promise<Result<HealthPage>> {
  try {
    const answer = await fetch(new URL('/healthz', kiosk.url), { signal: AbortSignal.timeout(ANSWER_MS) });
    const text = await answer.text();
    const page = HealthPage.safeParse(text.length > MOST_BYTES ? undefined : JSON.parse(text));
    return page.success ? ok(page.data) : fail('E-HEALTH-015', `process ${kiosk.pid}: another version`);
  } catch {
    return fail('E-HEALTH-015', `process ${kiosk.pid} does not answer`);
  }
}
