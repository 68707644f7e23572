import { afterValue } from '../judge/after-value.ts';
import { hasHeadings } from '../judge/column.ts';
import { alphabets, type Draw } from '../judge/draw.ts';
import { calleeOf } from '../judge/pair.ts';
import { isPieceOfMore } from '../judge/piece.ts';
import { isPlaceholder } from '../judge/placeholder.ts';
import { isPublished } from '../judge/published.ts';
import { isVaried, looksDrawn, uuid } from '../judge/randomness.ts';
import type { Alphabet, Judgement, Look, RunRule } from '../judge/rule.ts';
import { sightOf } from '../judge/sight.ts';
import { mentionedAround } from './mentions.ts';

interface NearKind {
  readonly id: string;
  readonly finds: string;
  readonly revoke: string;
  readonly runs: RunRule['runs'];
  readonly shape: RegExp;
  /** What the text right before the run ends with; the rest of the token, or of the address that it stands in. */
  readonly after?: RegExp;
  /** What the text right behind it begins with. */
  readonly before?: RegExp;
  /** What stands somewhere around it. */
  readonly near?: RegExp;
  /** The words that all of that holds, where they are rare enough to be looked for. */
  readonly nearWords?: readonly string[];
  /** Its shape is shared with ids: a name must say that it is a key. */
  readonly isNamed?: boolean;
  readonly sample: (draw: Draw) => string;
}

const { alphanumeric, hex } = alphabets;
const url = `${alphanumeric}-_`;
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const runs = (alphabet: Alphabet, least: number, most: number, begins?: string): RunRule['runs'] =>
  begins === undefined ? { alphabet, lengths: [least, most] } : { alphabet, lengths: [least, most], begins };
const runsBehind = (behind: string, alphabet: Alphabet, least: number, most: number): RunRule['runs'] => ({
  ...runs(alphabet, least, most),
  behind,
});

/** Tokens whose beginning is too short to look for: the run is found first, and then what is around it. */
const kinds: readonly NearKind[] = [
  {
    id: 'aws-access-key-id',
    finds: 'AWS access key id',
    revoke: 'in AWS IAM',
    runs: runs('alphanumeric', 20, 20, 'A'),
    shape: /^A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}$/,
    sample: (draw) => `AKIA${draw.text(upper, 16)}`,
  },
  {
    id: 'aws-secret-key',
    finds: 'AWS secret access key',
    revoke: 'in AWS IAM',
    runs: runs('base64', 40, 40),
    shape: /^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])[A-Za-z0-9+/]{40}$/,
    near: /A(?:KIA|SIA)[A-Z0-9]{16}|\baws|amazon/i,
    nearWords: ['akia', 'asia', 'aws', 'amazon'],
    sample: (draw) => `AKIA${draw.text(upper, 16)}, ${draw.text(alphabets.base64, 40)}`,
  },
  {
    id: 'google-api-key',
    finds: 'Google API key',
    revoke: 'in the Google Cloud console',
    runs: runs('base64url', 39, 39, 'A'),
    shape: /^AIza[A-Za-z0-9_-]{35}$/,
    sample: (draw) => `AIza${draw.text(url, 35)}`,
  },
  {
    id: 'sendgrid-key',
    finds: 'SendGrid key',
    revoke: 'at SendGrid',
    runs: runsBehind('.', 'base64url', 43, 43),
    shape: /^[A-Za-z0-9_-]{43}$/,
    after: /SG\.[A-Za-z0-9_-]{22}\.$/,
    sample: (draw) => `SG.${draw.text(url, 22)}.${draw.text(url, 43)}`,
  },
  {
    id: 'twilio-key',
    finds: 'Twilio key',
    revoke: 'at Twilio',
    runs: runs('alphanumeric', 34, 34, 'S'),
    shape: /^SK[0-9a-f]{32}$/,
    sample: (draw) => `SK${draw.text(hex, 32)}`,
  },
  {
    id: 'telegram-token',
    finds: 'Telegram bot token',
    revoke: 'with BotFather, at Telegram',
    // `:`, or the end of `%3A`.
    runs: runsBehind(':Aa', 'base64url', 33, 37),
    shape: /^[A-Za-z0-9_-]{33,37}$/,
    after: /(?:^|[^0-9A-Za-z]|bot|\\[nrt])[0-9]{8,10}(?::|%3A)$/i,
    sample: (draw) => `${1 + draw.number(9)}${draw.text('0123456789', 9)}:AA${draw.text(url, 33)}`,
  },
  {
    id: 'discord-token',
    finds: 'Discord bot token',
    revoke: 'in the Discord developer portal',
    runs: runsBehind('.', 'base64url', 27, 42),
    shape: /^[A-Za-z0-9_-]{27,42}$/,
    after: /(?<![A-Za-z0-9])[MNO][A-Za-z0-9]{22,27}\.[A-Za-z0-9_-]{6}\.$/,
    sample: (draw) => `M${draw.text(alphanumeric, 25)}.${draw.text(url, 6)}.${draw.text(url, 38)}`,
  },
  {
    id: 'vault-legacy-token',
    finds: 'HashiCorp Vault token',
    revoke: 'in Vault',
    runs: runsBehind('.', 'alphanumeric', 24, 24),
    shape: /^[A-Za-z0-9]{24}$/,
    after: /(?:^|[^A-Za-z0-9_.])s\.$/,
    near: /vault/i,
    sample: (draw) => `vault "s.${draw.text(alphanumeric, 24)}"`,
  },
  {
    id: 'openai-legacy-key',
    finds: 'key of an AI service',
    revoke: 'where it was issued',
    runs: runs('base64url', 35, 67, 's'),
    shape: /^sk-(?:[A-Za-z0-9]{32}|[A-Za-z0-9]{48}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})$/,
    sample: (draw) => `sk-${draw.text(alphanumeric, 20)}T3BlbkFJ${draw.text(alphanumeric, 20)}`,
  },
  {
    id: 'chain-explorer-key',
    finds: 'key of a chain explorer',
    revoke: 'at the explorer',
    runs: runs('alphanumeric', 34, 34),
    shape: /^[0-9A-Z]{34}$/,
    near: /(?:ether|bsc|polygon|ar?bi|base|ftm|snow|optimistic|celo|gnosis|moonbeam|cronos)_?(?:scan|trace)/i,
    sample: (draw) => `etherscan ${draw.text(upper, 34)}`,
  },
  {
    id: 'market-data-key',
    finds: 'key of a market data service',
    revoke: 'at that service',
    runs: runs('uuid', 36, 36),
    shape: uuid,
    near: /coin_?market_?cap|\bcmc[_-]|x-cmc|coin_?api|crypto_?compare|coin_?gecko|messari|nomics|glassnode|kaiko|helius|tatum|moralis|polygon\.io|finnhub|twelve_?data|tiingo/i,
    isNamed: true,
    sample: (draw) => `x', { coinmarketcap: 1, key: '${draw.uuid()}`,
  },
];

const around = 200;

/** What follows another value is called nothing, unless a row of names stands above. */
const mayBeNamed = (look: Look, at: number) => afterValue(look, at) === undefined || hasHeadings(look.text);

export const nearTokens: readonly RunRule[] = kinds.map((kind) => ({
  id: kind.id,
  severity: 'block',
  finds: kind.finds,
  fix: `revoke it ${kind.revoke}, and let the bot read the new one from its environment`,
  runs: kind.near ? { ...kind.runs, drawn: true } : kind.runs,
  ...(kind.isNamed && { where: mayBeNamed }),
  ...(kind.nearWords && { mentions: kind.nearWords, where: mentionedAround(kind.nearWords, around) }),
  judge: ({ text, at, value, path }): Judgement => {
    if (!kind.shape.test(value)) return false;
    if (kind.after && !kind.after.test(text.slice(Math.max(0, at - 48), at))) return false;
    if (!(kind.near ? looksDrawn(value, 0.7) : isVaried(value.replace(/^(?:AKIA|AIza|SK|sk-)/, '')))) return false;
    if (
      kind.near &&
      !(
        kind.near.test(text.slice(Math.max(0, at - around), at + value.length + around)) ||
        (kind.isNamed && kind.near.test(path))
      )
    )
      return false;
    if (kind.near) {
      const { reading, isQuoted, sign } = sightOf({ text, at });
      if (reading === 'never') return false;
      // `new CoinMarketCapClient("V")`: the name of the call names the service.
      const isGiven = isQuoted && sign === '(' && kind.near.test(calleeOf(text, at));
      if (kind.isNamed && !isGiven && (typeof reading !== 'object' || reading.strength === 'id')) return false;
    }
    if (isPlaceholder(value) || (kind.near && isPieceOfMore(text, at, value.length))) return false;
    return isPublished(value) ? 'info' : true;
  },
  samples: (draw) => {
    const value = kind.sample(draw);
    const [last = ''] = value.match(/(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{1,80}"?$/) ?? [];
    return {
      match: [`TOKEN=${value}\n`, `start(${value.startsWith('"') ? value : `"${value}"`});`, `# ${kind.sample(draw)}`],
      noMatch: [
        `TOKEN=${value.replace(last, last.charAt(0).repeat(last.length))}`,
        `${kind.id} ${last.slice(0, 12)}`,
        value.slice(0, -18),
      ],
    };
  },
}));
