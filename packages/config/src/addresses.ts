import { isIP } from 'node:net';

/** Says whether a text is an IP address or a CIDR range of either family. */
export function isAddressOrRange(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const family = address.includes('%') ? 0 : isIP(address);
  if (family === 0 || more.length > 0) return false;
  return prefix === undefined || (/^(0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

/** Says whether a URL may be asked for our address: https, or http to this machine. Nothing secret may be in it. */
export function isEchoUrl(text: string): boolean {
  const url = parsed(text);
  if (url === undefined || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/** Returns the origin of a stand-in exchange, or none unless it is http or https on this machine and nothing more. */
export function loopbackOrigin(text: string): string | undefined {
  const url = parsed(text);
  if (url === undefined || !isLoopback(url)) return undefined;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  const bare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return bare ? url.origin : undefined;
}

/** A URL writes every spelling of an IPv4 address in one way, so 127.1 and 0x7f000001 are seen for what they are. */
function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}

function parsed(text: string): URL | undefined {
  return URL.parse(text) ?? undefined;
}
