import { addressServices } from './address-services.ts';
import type { BotConfig } from './bot-config.ts';
import type { Config } from './config.ts';
import { contradictions, isFields } from './contradictions.ts';
import { ConfigError } from './error.ts';
import { limitsFrom } from './limits.ts';
import { overlay } from './overlay.ts';
import { sentencesOf } from './problems.ts';
import type { Settings } from './settings.ts';

/** Modes that have a name and nothing behind it yet. */
const laterModes: readonly unknown[] = ['paper', 'testnet'];

/** The file after the schema has passed it, with what only the environment can say. */
type Checked = BotConfig & {
  readonly credentials?: string;
  readonly liveConfirm?: string;
  readonly exchangeUrl?: string;
};

/**
 * Turns the default export of bot.config.ts and the BOT_* settings into one frozen Config. Throws ConfigError
 * CONFIG_INVALID with every unknown, missing, malformed or contradictory field listed at once. `source` is the file's
 * name for the sentence that says it holds no configuration at all.
 */
export async function readConfig(input: {
  readonly file: unknown;
  readonly settings: Settings;
  readonly source?: string;
}): Promise<Config> {
  // Loaded here because settingsFrom is read by a process that runs nobody else's code.
  const [{ botConfig, knownFields }, { issuesOf }, { parseSource }] = await Promise.all([
    import('./schema.ts'),
    import('./shapes.ts'),
    import('@gatehouse/secrets'),
  ]);
  const { draft, names, problems: settingProblems } = overlay(isFields(input.file) ? input.file : {}, input.settings);
  const problems = new Set(settingProblems);
  const add = (sentence: string) => problems.add(sentence);
  const source = read(
    () => parseSource(typeof draft.credentials === 'string' ? draft.credentials : ''),
    (says) => add(`${names.get('credentials') ?? 'credentials'}: ${says}`),
  );
  if (isFields(input.file)) {
    for (const issue of issuesOf(botConfig, draft)) {
      const later = issue.path[0] === 'mode' && laterModes.includes(draft.mode);
      if (later)
        add(`${names.get('mode') ?? 'mode'} '${draft.mode}' comes later: use 'simulated' or 'live' until then.`);
      else for (const sentence of sentencesOf(issue, draft, knownFields, names)) add(sentence);
    }
    for (const sentence of contradictions(draft)) add(sentence);
  } else {
    add(
      `${input.source ?? 'bot.config.ts'} must \`export default { ... } satisfies BotConfig\`, and exports no object.`,
    );
  }
  if (problems.size > 0 || source === undefined) throw new ConfigError('CONFIG_INVALID', [...problems]);
  return frozen(completed(draft as unknown as Checked, source));
}

function completed(checked: Checked, credentials: Config['credentials']): Config {
  const { name, mode, exchange, market, symbols, strategy, liveConfirm, exchangeUrl } = checked;
  const needsEchoes = mode === 'live' && exchangeUrl === undefined;
  return {
    name,
    mode,
    exchange,
    market,
    account: checked.account ?? 'classic',
    symbols: [...symbols],
    strategy,
    limits: limitsFrom(checked.limits, symbols, market),
    rotation: { readOnlyDays: 90, tradingDays: 30, withdrawDays: 14, graceDays: 7, ...present(checked.rotation) },
    onStop: checked.onStop ?? 'cancel-entries',
    acceptUnknown: checked.acceptUnknown ?? {},
    reauditMinutes: checked.reauditMinutes ?? 60,
    simulated: {
      seed: 7,
      candleMs: 250,
      balances: Object.fromEntries(symbols.map((symbol) => [symbol.split(/[/:]/)[1] ?? '', '10000'])),
      ...present(checked.simulated),
    },
    credentials,
    expectedIps: checked.expectedIps ?? [],
    publicIpUrls: checked.publicIpUrls ?? (needsEchoes ? addressServices : []),
    ...(liveConfirm === undefined ? {} : { liveConfirm }),
    ...(exchangeUrl === undefined ? {} : { exchangeUrl: new URL(exchangeUrl).origin }),
  };
}

/** Drops what was written as undefined, which must not undo a default. */
function present<T extends object>(fields: T | undefined): T {
  return Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== undefined)) as T;
}

/** Returns a copy that nobody can change, at any depth; the file's own object stays as it was. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const copy = Array.isArray(value)
    ? value.map(frozen)
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, frozen(inner)]));
  return Object.freeze(copy) as T;
}

function read<T>(parse: () => T, refuse: (says: string) => void): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    refuse(error.message);
    return undefined;
  }
}
