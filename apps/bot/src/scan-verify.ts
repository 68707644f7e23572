import {
  allowEgress,
  auditPermissions,
  GuardError,
  openVenue,
  type PermissionVerdict,
  readers,
  type Scope,
  scopes,
} from '@gatehouse/exchange-guard';
import type { FoundKey, LiveVerdict, VerifyKey } from '@gatehouse/scanner';

// What `pnpm scan --verify` asks an exchange with: loaded by the scanner, which may not import an exchange itself. Until
// a person has said yes to a key, this process reaches no address at all, and then that exchange's alone.
allowEgress([]);

/** Asks the exchange what a found key may do: the same audit that the bot's own key has to pass. */
export const verifyKey: VerifyKey = async (key, { env, now }) => {
  const { exchange, title, fields } = key;
  if (readers[exchange] === undefined) {
    return unknown(`There is no reader for ${title} here: look on its API page whether the key is there.`);
  }
  try {
    const venue = await openVenue({
      exchange,
      credentials: { exchange, fields, origin: 'a finding', exempt: [] },
      ...(env.BOT_EXCHANGE_URL ? { exchangeUrl: env.BOT_EXCHANGE_URL } : {}),
      clock: now,
      bot: 'scan-verify',
    });
    allowEgress(venue.hosts);
    try {
      const verdict = await auditPermissions(venue, { need: 'spot', acceptUnknown: {}, clock: now });
      return verdictOf(key, verdict, venue.standIn ? 'A stand-in answered, not the exchange. ' : '');
    } finally {
      venue.close();
    }
  } catch (error) {
    return unknown(error instanceof GuardError ? error.message : `${title} could not be asked.`);
  } finally {
    allowEgress([]);
  }
};

const unknown = (says: string): LiveVerdict => ({ state: 'unknown', can: [], unclear: [], says });

/** Answers by which an exchange says that there is no such key. Any other refusal may have another cause. */
const gone: Readonly<Record<string, readonly string[]>> = Object.freeze({
  __proto__: null as never,
  binance: ['-2008'],
});

function verdictOf({ exchange, title }: FoundKey, verdict: PermissionVerdict, before: string): LiveVerdict {
  const { permissions, evidence, says } = verdict;
  if (permissions === undefined) {
    const isGone = gone[exchange]?.includes(String(evidence.venueCode)) ?? false;
    const caveat = isGone
      ? ` (A key of a test network, or of ${title} in another region, would be unknown there too.)`
      : '';
    return { state: isGone ? 'dead' : 'unknown', can: [], unclear: [], says: before + says + caveat };
  }
  const named = (fact: true | 'unknown') =>
    (Object.keys(scopes) as Scope[])
      .filter((scope) => permissions.scopes[scope] === fact)
      .map((scope) => scopes[scope]);
  const bound = { true: 'only from listed addresses', false: 'from any address', unknown: 'perhaps from any address' };
  return {
    // What is public about a wallet, for one, proves nothing of the key.
    state: permissions.signedCallAnswered ? 'live' : 'unknown',
    can: named(true),
    unclear: named('unknown'),
    says: `${before}${title} answers to it ${bound[String(permissions.ipBinding) as keyof typeof bound]}.`,
  };
}
