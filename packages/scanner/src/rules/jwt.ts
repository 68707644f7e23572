import { alphabets, type Draw } from '../judge/draw.ts';
import { isPublishedExample } from '../judge/place.ts';
import { isPublished } from '../judge/published.ts';
import { looksDrawn } from '../judge/randomness.ts';
import type { Hit, Judgement, KeywordRule, Samples } from '../judge/rule.ts';

/** A signed JSON web token: it opens what it was issued for until it expires, if it does. */
export const jwtRule: KeywordRule = {
  id: 'json-web-token',
  severity: 'block',
  finds: 'JSON web token',
  fix: 'end the session or revoke it where it was issued, and keep the new one out of files',
  keywords: ['eyj'],
  reach: 'at',
  pattern:
    /(?<![A-Za-z0-9_+/-])(?<value>eyJ[A-Za-z0-9_-]{10,400}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{20,700})(?![A-Za-z0-9_-])/g,
  judge,
  samples,
};

// The people of the examples, and the secret-less tokens that pages print.
const example =
  /1234567890|John ?Doe|jane ?doe|example\.(?:com|org)|"(?:iss|sub)":"(?:joe|test|user|foo|auth0?|me)"|"(?:foo|hello|some)":|"name":"(?:test|foo|bar)/i;

function judge({ value, path }: Hit): Judgement {
  const [header = '', payload = '', signature = ''] = value.split('.');
  const [head, body] = [textOf(header), textOf(payload)];
  if (!/"alg"\s*:\s*"(?!none)/i.test(head) || !body.startsWith('{')) return false;
  if (!looksDrawn(signature, 0.7)) return false;
  if (example.test(body) || isPublished(value)) return 'info';
  return isPublishedExample(path) ? 'warn' : true;
}

const textOf = (part: string) => Buffer.from(part, 'base64url').toString('latin1');

function samples(draw: Draw): Samples {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const signed = (payload: object, alg = 'HS256') =>
    `${part({ alg, typ: 'JWT' })}.${part(payload)}.${draw.text(`${alphabets.alphanumeric}-_`, 43)}`;
  const account = { sub: draw.text(alphabets.hex, 24), exp: 1_700_000_000 + draw.number(1_000_000) };
  return {
    match: [
      `Authorization: Bearer ${signed(account)}`,
      `"session": "${signed(account)}"`,
      `curl -b t=${signed(account)} x`,
    ],
    noMatch: [
      signed(account).slice(0, -30),
      signed(account, 'none'),
      `${part({ a: 1 })}.${part({ b: 2 })}.${draw.text(alphabets.hex, 43)}`,
    ],
  };
}
