import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderDurably, syncFolder, writeFileDurably } from '../../config/index.ts';
import { CertificateText, COUNTY_URI } from '../../domain/county/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { parseVerifierKey } from '../../domain/tlog/index.ts';
import { authorityCertificate, lineCertificate, newLineKey, publicKeyOf } from './certificate.ts';
import type { CountyKeys } from './county-keys.ts';

/** How long certificates hold, in years. docs/county-line.md states them. */
const AUTHORITY_YEARS = 20;
const DEVICE_YEARS = 2;
const COUNTY_YEARS = 1;
/** A certificate begins a day before it is made: a device's clock may be behind. */
const BEGINS_BEFORE_MS = 86_400_000;

/** The county's end of the lines to its kiosks. */
export interface CountyLine {
  /** Certificate of the county's own authority, PEM. */
  readonly authority: string;
  readonly authorityKey: KeyObject;
  /** The certificate with which the county pulls and listens, PEM, and its private key. */
  readonly certificate: string;
  readonly key: KeyObject;
}

const AUTHORITY_FILE = 'authority.pem';
const COUNTY_FILE = 'county.pem';

/** Whether the county has an authority for lines. */
export function hasCountyLine(folder: string): boolean {
  return existsSync(lineFolder(folder));
}

/**
 * The authority and the county's own certificate in `<folder>/keys/line`, made when they are not there: counties from
 * before there were lines get theirs at the next use. `now` is an ISO time. Error: E-COUNTY-028 (unreadable).
 */
export async function loadOrMakeCountyLine(
  folder: string,
  keys: CountyKeys,
  now: string,
): Promise<Result<CountyLine>> {
  if (!hasCountyLine(folder)) await makeCountyLine(folder, keys, now);
  return readCountyLine(folder);
}

/** The county's end of the lines. Error: E-COUNTY-028 (missing or unreadable). */
export function readCountyLine(folder: string): Result<CountyLine> {
  try {
    const authority = readPair(join(lineFolder(folder), AUTHORITY_FILE));
    const county = readPair(join(lineFolder(folder), COUNTY_FILE));
    return ok({
      authority: authority.certificate,
      authorityKey: authority.key,
      certificate: county.certificate,
      key: county.key,
    });
  } catch {
    // The parser's own message could quote the file, and the file is secret.
    return fail('E-COUNTY-028', lineFolder(folder));
  }
}

/** Gives the county's end a new key and certificate; the old one goes on until it ends or is revoked. */
export async function renewCountyLine(
  folder: string,
  keys: CountyKeys,
  now: string,
): Promise<Result<CountyLine>> {
  const line = await loadOrMakeCountyLine(folder, keys, now);
  if (!line.ok) return line;
  const { authority, authorityKey } = line.value;
  const issuer = { name: nameOf(keys), key: authorityKey };
  writeFileDurably(join(lineFolder(folder), COUNTY_FILE), await countyPair(issuer, authority, now));
  return readCountyLine(folder);
}

/** A certificate for a device's line key (base64 SubjectPublicKeyInfo): subject and one DNS name are the device's id. */
export function deviceCertificate(
  device: string,
  lineKey: string,
  line: CountyLine,
  now: string,
): Promise<string> {
  const issuer = { name: commonName(line.authority), key: line.authorityKey };
  const facts = {
    name: device,
    publicKey: Buffer.from(lineKey, 'base64'),
    ...life(now, DEVICE_YEARS, line.authority),
  };
  return lineCertificate(facts, { type: 'dns', value: device }, issuer);
}

async function makeCountyLine(folder: string, keys: CountyKeys, now: string): Promise<void> {
  const key = newLineKey();
  const name = nameOf(keys);
  const facts = { name, publicKey: publicKeyOf(key), ...life(now, AUTHORITY_YEARS) };
  const authority = await authorityCertificate(facts, key);
  // Both files appear at once, with the name of their folder: after a crash there are all or none.
  const unfinished = join(folder, 'keys', `line.unfinished-${process.pid}`);
  rmSync(unfinished, { recursive: true, force: true });
  makeFolderDurably(unfinished);
  writeFileDurably(join(unfinished, AUTHORITY_FILE), pairText(authority, key));
  writeFileDurably(join(unfinished, COUNTY_FILE), await countyPair({ name, key }, authority, now));
  try {
    renameSync(unfinished, lineFolder(folder));
  } catch (error) {
    // Another program of the county was quicker; its authority is the one that counts.
    rmSync(unfinished, { recursive: true, force: true });
    if (!hasCountyLine(folder)) throw error;
  }
  syncFolder(join(folder, 'keys'));
}

async function countyPair(
  issuer: { readonly name: string; readonly key: KeyObject },
  authority: string,
  now: string,
): Promise<string> {
  const key = newLineKey();
  const facts = { name: issuer.name, publicKey: publicKeyOf(key), ...life(now, COUNTY_YEARS, authority) };
  return pairText(await lineCertificate(facts, { type: 'url', value: COUNTY_URI }, issuer), key);
}

/** From a day before `now` until so many years after it, but never longer than the authority itself. */
function life(now: string, years: number, authority?: string): { from: Date; until: Date } {
  const from = new Date(Date.parse(now) - BEGINS_BEFORE_MS);
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  const last = authority === undefined ? until : new Date(new X509Certificate(authority).validTo);
  return { from, until: until < last ? until : last };
}

function nameOf(keys: CountyKeys): string {
  const verifier = parseVerifierKey(keys.verifierKey);
  if (verifier === undefined) throw new Error("the county's own verifier key must parse");
  return verifier.name;
}

function commonName(pem: string): string {
  return new X509Certificate(pem).subject.replace(/^CN=/, '');
}

function pairText(certificate: string, key: KeyObject): string {
  return `${certificate}${key.export({ format: 'pem', type: 'pkcs8' })}`;
}

function readPair(path: string): { certificate: string; key: KeyObject } {
  const text = readFileSync(path, 'utf8');
  const end = text.indexOf('-----BEGIN PRIVATE KEY-----');
  const certificate = CertificateText.parse(text.slice(0, Math.max(0, end)));
  return { certificate, key: createPrivateKey(text.slice(end)) };
}

function lineFolder(folder: string): string {
  return join(folder, 'keys', 'line');
}
