import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  packageFolder,
  ReaderProfile,
  readerProfileNames,
  readKioskDefaults,
  Settings,
} from '../../config/index.ts';
import { SettingsStore, writeFirstSettings } from '../../device-daemon/settings/index.ts';
import { CardFile } from '../../domain/index.ts';
import { must } from '../support/county-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const page = readFileSync(join(packageFolder(), 'docs', 'hardware.md'), 'utf8');

test('the profiles that the page shows are valid ones', () => {
  const blocks = [...page.matchAll(/```json reader-profile\n(.*?)```/gs)];
  assert.is(blocks.length, 2);
  for (const [, block = ''] of blocks) {
    const profile = ReaderProfile.safeParse(JSON.parse(block));
    assert.ok(profile.success, profile.success ? '' : profile.error.message);
  }
});

test('a name that is misspelt in a profile is told, not passed over', () => {
  const [, block = ''] = /```json reader-profile\n(.*?)```/s.exec(page) ?? [];
  const misspelt = ReaderProfile.safeParse({ ...JSON.parse(block), quirkz: {} });
  assert.not(misspelt.success);
});

test('the card that the page shows can be issued', () => {
  const [, block = ''] = /```json card-file\n(.*?)```/s.exec(page) ?? [];
  const card = CardFile.safeParse(JSON.parse(block));
  assert.ok(card.success, card.success ? '' : card.error.message);
});

test('the page names every profile, and no other', () => {
  const table = page.slice(page.indexOf('| Profile '), page.indexOf('### Add a profile'));
  const named = [...table.matchAll(/^\| `([a-z0-9-]+)`/gm)].map(([, name = '']) => name);
  assert.equal(named.sort(), readerProfileNames());
});

test('the settings that the page sets are taken, one after the other', async () => {
  const folder = temporaryFolder();
  assert.ok((await writeFirstSettings(folder, Settings.parse(readKioskDefaults()))).ok);
  const store = must(await SettingsStore.open(folder));
  const commands = [...page.matchAll(/^npx kiosk config set (\S+) (\S+)$/gm)];
  assert.ok(commands.length >= 6);
  for (const [line, path = '', value = ''] of commands) {
    const set = await store.set(path, value);
    assert.ok(set.ok, `${line}: ${set.ok ? '' : set.error.detail}`);
  }
});

test.run();
