import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import { isIP, isIPv4, SocketAddress } from 'node:net';

/** What one address-echo service said: an address, or why there is none. */
export interface EchoAnswer {
  readonly host: string;
  readonly address?: string;
  readonly problem?: string;
}

/** Where our requests come from, as others see it. */
export interface AddressObservation {
  readonly answers: readonly EchoAnswer[];
  /** The distinct addresses, IPv4 before IPv6, in their one canonical spelling. */
  readonly addresses: readonly string[];
  /** True when two services named different addresses of the same family. */
  readonly disagree: boolean;
  /** How many different hosts answered with an address: two paths of one host are one witness. */
  readonly witnesses: number;
}

/** Fetches one text. The default speaks plain http(s), follows no redirect and reads no more than an address needs. */
export type FetchText = (
  url: string,
  signal: AbortSignal,
) => Promise<{ readonly status: number; readonly text: string }>;

/** Asks every service at once and waits no longer than the time limit. It never throws: a silent service is an answer. */
export async function observeAddress(
  urls: readonly string[],
  options: { readonly timeoutMs: number; readonly fetch?: FetchText },
): Promise<AddressObservation> {
  const ask = options.fetch ?? fetchText;
  const answers = await Promise.all(urls.map((url) => answerFrom(url, ask, options.timeoutMs)));
  const told = answers.filter(({ address }) => address !== undefined);
  const addresses = [...new Set(told.map(({ address }) => address ?? ''))].sort(
    (a, b) => Number(isIPv4(b)) - Number(isIPv4(a)) || (a < b ? -1 : 1),
  );
  const v4 = addresses.filter((address) => isIPv4(address)).length;
  return {
    answers,
    addresses,
    disagree: v4 > 1 || addresses.length - v4 > 1,
    witnesses: new Set(told.map(({ host }) => host)).size,
  };
}

async function answerFrom(url: string, ask: FetchText, timeoutMs: number): Promise<EchoAnswer> {
  const host = URL.canParse(url) ? new URL(url).host : 'an address that is not a URL';
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeoutMs);
  const late = new Promise<never>((_, refuse) => {
    deadline.signal.addEventListener('abort', () => refuse(new Error('late')), { once: true });
  });
  try {
    const { status, text } = await Promise.race([ask(url, deadline.signal), late]);
    if (status !== 200) return { host, problem: `answered ${status}` };
    const address = addressIn(text);
    return address === undefined
      ? { host, problem: 'answered with something that is not an address' }
      : { host, address };
  } catch {
    return {
      host,
      problem: deadline.signal.aborted ? `did not answer within ${timeoutMs} ms` : 'could not be reached',
    };
  } finally {
    clearTimeout(timer);
  }
}

/** Understands `203.0.113.7`, `2001:db8::7` and `{"ip": "..."}`. */
function addressIn(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 4096) return undefined;
  if (!trimmed.startsWith('{')) return canonical(trimmed);
  try {
    const parsed: unknown = JSON.parse(trimmed);
    if (typeof parsed !== 'object' || parsed === null || !Object.hasOwn(parsed, 'ip')) return undefined;
    const { ip } = parsed as { readonly ip: unknown };
    return typeof ip === 'string' ? canonical(ip.trim()) : undefined;
  } catch {
    return undefined;
  }
}

/** One spelling per address, and an IPv4 address that came wrapped in IPv6 is the IPv4 address; undefined for no address. */
export function canonical(text: string): string | undefined {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1];
  if (mapped !== undefined) return isIPv4(mapped) ? mapped : undefined;
  if (isIP(text) === 0 || text.includes('%')) return undefined;
  return isIPv4(text) ? text : new SocketAddress({ address: text, family: 'ipv6' }).address;
}

const fetchText: FetchText = (url, signal) =>
  new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? getHttps : getHttp)(
      url,
      { signal, agent: false, headers: { accept: 'text/plain, application/json' } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > 4096) request.destroy(new Error('too long'));
        });
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    request.on('error', reject);
  });
