import { alphabets, type Draw } from '../judge/draw.ts';
import { isManual, isTestPath } from '../judge/place.ts';
import { isPlaceholder } from '../judge/placeholder.ts';
import { kindsOf, looksChosen, looksDrawn, randomnessOf } from '../judge/randomness.ts';
import type { KeywordRule, Samples } from '../judge/rule.ts';

/** A password inside an address: `postgres://user:V@host/db`. */
export const basicAuthRule: KeywordRule = {
  id: 'password-in-url',
  severity: 'block',
  finds: 'password in an address',
  fix: 'change it where it is set, and keep the address without it',
  keywords: ['://'],
  followedBy: 'password',
  reach: 'at',
  pattern: /:\/\/[^\s:@/"'`<>{}$|\\,;()]{0,64}:(?<value>[^\s:@/"'`<>|\\,;()]{3,128})@[A-Za-z0-9_[$.-]/g,
  judge: ({ value, path }) => {
    if (isPlaceholder(value) || ordinary.test(value)) return false;
    if (looksDrawn(value)) return true;
    if (value.length < 8 || !(looksChosen(value, 3) || (kindsOf(value) > 1 && randomnessOf(value).wordiness < 0)))
      return false;
    return isTestPath(path) || isManual(path) ? 'warn' : true;
  },
  samples,
};

// What examples, tests and containers on a developer's machine use.
const ordinary =
  /^(?:pass(?:word|wd|phrase)?|pwd|p4ss\w*|p@ss\w*|secret|user(?:name)?|admin|root|postgres(?:ql)?|mysql|mongo|redis|guest|token|test(?:ing)?|dev|demo|key|foo|bar|baz|(?:some|my|the)[_-]?(?:pass|secret|user|db|pw|token|key)\w*|hunter2|letmein|qwerty|abc123|12345\w*|[a-z]|\d+|[a-z]{1,12}\d{0,3}|:?[a-z_]+:?)$/i;

function samples(draw: Draw): Samples {
  const value = () => `Q7${draw.text(alphabets.alphanumeric, 18)}`;
  return {
    match: [
      `DATABASE_URL=postgres://bot:${value()}@db.internal:5432/trades`,
      `redis://:${value()}@cache:6379/0`,
      `"mongodb+srv://trader:${value()}@cluster0.mongodb.net"`,
      `curl https://bot:${value()}@hooks.internal/deploy`,
    ],
    noMatch: [
      'postgres://user:password@localhost:5432/db',
      `postgres://user:\${DB_PASSWORD}@host/db`,
      'http://localhost:8080/path@2x.png',
      `https://cdn.example.com/${value()}@1.0.0`,
      'amqp://guest:guest@rabbit',
      'https://user:<password>@host',
    ],
  };
}
