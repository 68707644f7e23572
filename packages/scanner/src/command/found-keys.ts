import { type CredentialField, Secret } from '@gatehouse/secrets';
import type { Finding, HeldFinding } from '../report/finding.ts';
import { credentialsIn } from '../report/pairs.ts';

/** A key of an exchange with what was found to belong to it: enough to ask the exchange about it. */
export interface FoundKey {
  /** The ccxt id, and the name as people write it. */
  readonly exchange: string;
  readonly title: string;
  /** Where the key itself stands, first of its places. */
  readonly finding: Finding;
  /** Everywhere that a part of it stands. */
  readonly places: readonly Finding[];
  readonly fields: ReadonlyMap<CredentialField, Secret>;
}

/** What is shorter is no secret. */
const shortest = 8;

/** Returns every key that was found, each once, with its values. The secrets are the caller's to wipe. */
export function foundKeys(found: readonly HeldFinding[]): readonly FoundKey[] {
  const values = new Map(found.map(({ finding, value }) => [finding, value]));
  return credentialsIn([...values.keys()]).flatMap(({ exchange, title, key, secret, passphrase }) => {
    const [finding] = key;
    if (!finding) return [];
    const fields = new Map<CredentialField, Secret>();
    for (const [field, [place]] of [
      ['apiKey', key],
      ['secret', secret],
      ['password', passphrase],
    ] as const) {
      const value = place && values.get(place);
      if (value !== undefined && value.length >= shortest) fields.set(field, Secret.of(value));
    }
    return [{ exchange, title, finding, places: [...key, ...secret, ...passphrase], fields }];
  });
}
