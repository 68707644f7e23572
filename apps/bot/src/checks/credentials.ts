import type { Config } from '@gatehouse/config';
import { credentialFieldsOf } from '@gatehouse/exchange-guard';
import { type CredentialField, type Credentials, fingerprintOf, Secret } from '@gatehouse/secrets';
import type { Verdict } from '../checklist.ts';
import type { KeyInHand, Stand, World } from '../world.ts';

/** Check 3. The key comes whole from the source that the configuration names, and from the first moment it is never text. */
export async function checkCredentials(world: World, config: Config, stand: Stand): Promise<Verdict<KeyInHand>> {
  const { credentials, exported, minted } =
    config.mode === 'simulated' ? await mintedKey(world, config) : await fetchedKey(world, config);
  for (const secret of credentials.fields.values()) world.redactor.add(secret);

  const identity = credentials.fields.get('apiKey') ?? credentials.fields.get('walletAddress');
  if (identity === undefined) throw new Error('a credential without an identity');
  const fingerprint = fingerprintOf(stand.journal.installationKey, config.exchange, identity);
  const firstSeen = await stand.journal.firstSeen(fingerprint);

  const proof: KeyInHand = { credentials, fingerprint, ...(minted === undefined ? {} : { minted }) };
  const fields = [...credentials.fields.keys()];
  const evidence = {
    origin: credentials.origin,
    fields,
    fingerprint,
    exported,
    firstSeen: firstSeen?.toISOString() ?? null,
  };

  if (config.mode === 'live' && config.liveConfirm !== fingerprint) {
    const says = `${fields.length} fields from ${credentials.origin}; live trading with this key (${fingerprint}) is not confirmed`;
    const fix = `Set BOT_LIVE_CONFIRM=${fingerprint} once you have looked at this list: it says that you mean this key on this machine.`;
    // A list that is only looked at may say so and go on; a start may not.
    return {
      result: world.errand.verb === 'start' ? 'fail' : 'warn',
      says,
      evidence: { ...evidence, unconfirmed: true },
      fix,
      proof,
    };
  }
  if (exported.length > 0) {
    return {
      result: 'warn',
      says: `${fields.length} fields from ${credentials.origin}, fingerprint ${fingerprint}; exported variables can be read in /proc by every process of this user`,
      evidence,
      fix: 'Keep the key in a .env of mode 0600, or in files with BOT_CREDENTIALS=file:DIR.',
      proof,
    };
  }
  return {
    result: 'pass',
    says: `${fields.length} fields from ${credentials.origin}, fingerprint ${fingerprint}`,
    evidence,
    proof,
  };
}

interface Fetched {
  readonly credentials: Credentials;
  readonly exported: readonly string[];
  readonly minted?: Readonly<Record<string, string>>;
}

async function fetchedKey(world: World, config: Config): Promise<Fetched> {
  const wanted = await credentialFieldsOf(config.exchange);
  const handed = await world.courier.credentials({
    exchange: config.exchange,
    fields: wanted,
    source: config.credentials,
  });
  const fields = new Map<CredentialField, Secret>();
  for (const [name, text] of Object.entries(handed.fields))
    fields.set(name as CredentialField, Secret.of(Buffer.from(text, 'base64')));
  return {
    credentials: { exchange: config.exchange, fields, origin: handed.origin, exempt: [] },
    exported: handed.exported,
  };
}

async function mintedKey(world: World, config: Config): Promise<Fetched> {
  const { apiKey, secret } = await world.simulator(config).mint();
  const fields = new Map<CredentialField, Secret>([
    ['apiKey', Secret.of(apiKey)],
    ['secret', Secret.of(secret)],
  ]);
  const minted = { apiKey: Buffer.from(apiKey).toString('base64'), secret: Buffer.from(secret).toString('base64') };
  return {
    credentials: {
      exchange: config.exchange,
      fields,
      origin: 'the simulated exchange, minted for this run',
      exempt: [],
    },
    exported: [],
    minted,
  };
}
