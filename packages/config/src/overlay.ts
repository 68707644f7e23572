import { settingNames } from './environment.ts';
import { nearest } from './nearest.ts';
import type { Settings } from './settings.ts';

/** Which field of the configuration a setting is, and how its text becomes one. BOT_STATE is the edge's alone. */
const fields: Readonly<Record<string, { readonly field: string; readonly read: (text: string) => unknown }>> =
  Object.freeze({
    BOT_MODE: { field: 'mode', read: asIs },
    BOT_EXCHANGE: { field: 'exchange', read: asIs },
    BOT_CREDENTIALS: { field: 'credentials', read: asIs },
    BOT_LIVE_CONFIRM: { field: 'liveConfirm', read: asIs },
    BOT_EXPECTED_IPS: { field: 'expectedIps', read: asList },
    BOT_PUBLIC_IP_URLS: { field: 'publicIpUrls', read: asList },
    BOT_EXCHANGE_URL: { field: 'exchangeUrl', read: asIs },
  });

/**
 * What may only come from the environment: it belongs to one deployment, and a file is copied. Where the key lives is
 * known before the file is read: the process that fetches it is given the right to read that place and no other.
 */
const environmentOnly = ['liveConfirm', 'exchangeUrl', 'credentials'];

export interface Overlaid {
  readonly draft: Readonly<Record<string, unknown>>;
  /** The setting's name for each field that came from one, so that a sentence can name what a person wrote. */
  readonly names: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/** Lays the settings over the file. */
export function overlay(file: Readonly<Record<string, unknown>>, settings: Settings): Overlaid {
  const draft: Record<string, unknown> = { ...file };
  const names = new Map<string, string>();
  const problems: string[] = [];
  for (const [setting, { field }] of Object.entries(fields)) {
    if (!environmentOnly.includes(field) || !(field in draft)) continue;
    problems.push(`${field} does not belong in this file, which is copied: set ${setting} in the environment.`);
    delete draft[field];
  }
  for (const [name, value] of Object.entries(settings)) {
    const row = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (row !== undefined) {
      draft[row.field] = row.read(value);
      names.set(row.field, name);
    } else if (!settingNames.includes(name)) {
      problems.push(unknownSetting(name));
    } else if (name === 'BOT_STATE' && /^postgres(ql)?:/i.test(value)) {
      problems.push('BOT_STATE as a postgres:// URL comes later: name a folder until then.');
    }
  }
  return { draft, names, problems };
}

function unknownSetting(name: string): string {
  const meant = nearest(name, settingNames);
  const shown = /^\w{1,40}$/.test(name) ? name : 'A variable that begins with BOT_';
  return meant === undefined
    ? `${shown} is not a setting: unset it. .env.example lists them all.`
    : `${shown} is not a setting: did you mean ${meant}?`;
}

function asIs(text: string): string {
  return text.trim();
}

function asList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
