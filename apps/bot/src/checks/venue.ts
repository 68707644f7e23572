import type { Config } from '@gatehouse/config';
import { allowEgress, checkConnection, hostsOf, openVenue, type Venue } from '@gatehouse/exchange-guard';
import type { Verdict } from '../checklist.ts';
import type { KeyInHand, World } from '../world.ts';

/** Check 5. From here on this process can reach the exchange's own hosts and the address services, and nothing else. */
export async function checkVenue(world: World, config: Config, key: KeyInHand): Promise<Verdict<Venue>> {
  const url = config.mode === 'simulated' ? await world.simulator(config).url() : config.exchangeUrl;
  const services = echoesOf(config, url).map(hostAndPort);
  allowEgress([...(await hostsOf(config.exchange, url)), ...services]);
  const venue = await openVenue({
    exchange: config.exchange,
    market: config.market,
    account: config.account,
    credentials: key.credentials,
    ...(url === undefined ? {} : { exchangeUrl: url }),
    clock: world.clock,
    bot: config.name,
    symbols: config.symbols,
  });
  const verdict = await checkConnection(venue, { clock: world.clock });
  // The simulated exchange is not a stand-in that somebody has to be warned of: it is what the mode says.
  if (config.mode === 'simulated' && verdict.result === 'warn') {
    const { fix: _, ...rest } = verdict;
    return { ...rest, result: 'pass', proof: venue };
  }
  return verdict.result === 'fail' ? verdict : { ...verdict, proof: venue };
}

/** `host:port` of an address, the port written out: a name without one would open every port of the host. */
export function hostAndPort(service: string): string {
  const { hostname, port, protocol } = new URL(service);
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

/** Where to ask for our own address: the configuration's services, or the simulated exchange's two echoes. */
export function echoesOf(config: Config, url: string | undefined): readonly string[] {
  if (config.mode !== 'simulated' || url === undefined) return config.publicIpUrls;
  const other = new URL(url);
  other.hostname = 'localhost';
  return [new URL('/ip', url).href, new URL('/ip.json', other).href];
}
