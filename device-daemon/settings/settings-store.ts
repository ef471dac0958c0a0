import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { bandsAllowed, Settings } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { hasDeviceKeys, loadKeysOf } from '../identity/index.ts';
import { DurableJsonFile } from './durable-adapter.ts';
import { keepInHistory, type PastSettings, readHistory } from './history.ts';
import { profilesThere } from './profiles-there.ts';
import { holds, valueAt, withValueAt } from './setting-path.ts';

/**
 * The settings of one device: `<folder>/settings.json` and the last ten before it.
 * Nothing is ever filled in: settings that were not chosen are worse than none.
 */
export class SettingsStore {
  readonly #file: Low<unknown>;
  readonly #folder: string;
  #settings: Settings;

  private constructor(file: Low<unknown>, folder: string, settings: Settings) {
    this.#file = file;
    this.#folder = folder;
    this.#settings = settings;
  }

  /**
   * Reads the settings. Errors: E-SETTINGS-001 (no file), E-SETTINGS-002 (no JSON), E-SETTINGS-003 (not valid),
   * E-FACE-005 (faces would pass too easily).
   */
  static async open(folder: string): Promise<Result<SettingsStore>> {
    const file = fileIn(folder);
    const settings = await readSettings(folder, file);
    return settings.ok ? ok(new SettingsStore(file, folder, settings.value)) : settings;
  }

  /** The settings as they were read or last set. */
  get(): Settings {
    return this.#settings;
  }

  /**
   * Sets one value, such as `face.trySeconds`; the whole must be valid after it. Durable when it returns.
   * Errors: E-SETTINGS-003 (value not allowed), E-SETTINGS-004 (no such setting), E-CARD-015 and E-PRINT-011 (no such
   * profile), E-FACE-005 (faces would pass too easily), those of another device id.
   */
  async set(path: string, value: unknown): Promise<Result<Settings>> {
    const changed = withValueAt(this.#settings, path, value);
    if (changed === undefined) return fail('E-SETTINGS-004', path);
    const parsed = Settings.safeParse(changed);
    if (!parsed.success) return fail('E-SETTINGS-003', faultsOf(parsed.error.issues));
    // Unknown names inside a value fall away in parsing; then it was not what was asked for.
    if (!holds(valueAt(parsed.data, path), value)) return fail('E-SETTINGS-004', path);
    // A profile that is not there would only be found when nobody can be served.
    const profiles = /^(reader|printer)\b/.test(path) ? profilesThere(parsed.data) : ok(undefined);
    if (!profiles.ok) return profiles;
    const bands = bandsAllowed(parsed.data);
    if (!bands.ok) return bands;
    return this.#replace(parsed.data);
  }

  /** Past settings, the latest first, at most ten. */
  history(): PastSettings[] {
    return readHistory(historyIn(this.#folder));
  }

  /**
   * Puts past settings in force again: 1 is the latest of the history. Errors: E-SETTINGS-005 (no such past), those
   * of another device id.
   */
  async rollback(n: number): Promise<Result<Settings>> {
    const past = this.history()[n - 1];
    return past === undefined ? fail('E-SETTINGS-005', String(n)) : this.#replace(past.settings);
  }

  /**
   * The past is kept before the new is written: a crash between leaves one entry of history too many, no loss.
   * Another device id is taken only while it is that of the keys, or while there are none: log, roster and trust
   * hang on it. Errors: E-IDENTITY-001, E-IDENTITY-002.
   */
  async #replace(settings: Settings): Promise<Result<Settings>> {
    const { id } = settings.device;
    if (id !== this.#settings.device.id && hasDeviceKeys(this.#folder)) {
      const keys = await loadKeysOf(this.#folder, id);
      if (!keys.ok) return keys;
    }
    keepInHistory(historyIn(this.#folder), { until: new Date().toISOString(), settings: this.#settings });
    this.#file.data = settings;
    await this.#file.write();
    this.#settings = settings;
    return ok(settings);
  }
}

/** Writes the first settings of a device. Error: E-SETTINGS-006 (there are some), E-SETTINGS-003 (not valid). */
export async function writeFirstSettings(folder: string, settings: Settings): Promise<Result<Settings>> {
  if (existsSync(pathIn(folder))) return fail('E-SETTINGS-006', pathIn(folder));
  const parsed = Settings.safeParse(settings);
  if (!parsed.success) return fail('E-SETTINGS-003', faultsOf(parsed.error.issues));
  const file = fileIn(folder);
  file.data = parsed.data;
  await file.write();
  return ok(parsed.data);
}

async function readSettings(folder: string, file: Low<unknown>): Promise<Result<Settings>> {
  if (!existsSync(pathIn(folder))) return fail('E-SETTINGS-001', pathIn(folder));
  try {
    await file.read();
  } catch {
    return fail('E-SETTINGS-002', pathIn(folder));
  }
  const parsed = Settings.safeParse(file.data);
  if (!parsed.success) return fail('E-SETTINGS-003', faultsOf(parsed.error.issues));
  const bands = bandsAllowed(parsed.data);
  return bands.ok ? ok(parsed.data) : bands;
}

function faultsOf(issues: ReadonlyArray<{ path: PropertyKey[]; message: string }>): string {
  return issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`).join('; ');
}

function pathIn(folder: string): string {
  return join(folder, 'settings.json');
}

function historyIn(folder: string): string {
  return join(folder, 'settings.history');
}

function fileIn(folder: string): Low<unknown> {
  return new Low<unknown>(new DurableJsonFile(pathIn(folder)), null);
}
