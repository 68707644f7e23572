import { alphabets } from '../judge/draw.ts';

/** A token that says what it is by how it begins, or by the address it stands in. */
export interface TokenKind {
  readonly id: string;
  readonly finds: string;
  /** Where to go with it: completes "revoke it ...". */
  readonly revoke: string;
  /** Lower case; the token, or its address, begins with one of them. */
  readonly begins: readonly string[];
  /** What follows the beginning, up to the value; empty where the beginning is part of the value. */
  readonly lead?: string;
  /** The value. */
  readonly shape: string;
  readonly sample: readonly (readonly [alphabet: string, length: number] | string)[];
}

const { alphanumeric, hex } = alphabets;
const digits = '0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const url = `${alphanumeric}-_`;

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const restOfUuid = ['-', [hex, 4], '-4', [hex, 3], '-a', [hex, 3], '-', [hex, 12]] as const;

const escaped = (text: string) => text.replaceAll('.', '\\.');

/** One beginning, then letters of one alphabet: what most vendors agreed on. */
const token = (
  id: string,
  [finds, revoke]: readonly [finds: string, revoke: string],
  begins: readonly string[],
  [letters, least, most]: readonly [letters: string, least: number, most: number],
): TokenKind => ({
  id,
  finds,
  revoke,
  begins: begins.map((begin) => begin.toLowerCase()),
  shape: `(?:${begins.map(escaped).join('|')})[${letters}]{${least},${most}}`,
  sample: [begins[0] ?? '', [letters === '0-9a-f' ? hex : letters === 'A-Z0-9' ? upper : alphanumeric, least]],
});

const words = 'A-Za-z0-9';
const wordsAndMarks = 'A-Za-z0-9_-';

const others: readonly { readonly begins: readonly string[]; readonly letters: string }[] = [
  { begins: ['sk-or-v1-'], letters: '[0-9a-f]{64}' },
  { begins: ['gsk_'], letters: '[A-Za-z0-9]{48,60}' },
  { begins: ['xai-'], letters: '[A-Za-z0-9]{70,90}' },
  { begins: ['api_org_'], letters: '[A-Za-z]{34,40}' },
  { begins: ['pypi-'], letters: '[A-Za-z0-9_-]{85,400}' },
  { begins: ['dckr_pat_', 'dckr_oat_'], letters: '[A-Za-z0-9_-]{27,40}' },
  { begins: ['dop_v1_', 'doo_v1_', 'dor_v1_'], letters: '[0-9a-f]{64}' },
  { begins: ['glsa_'], letters: '[A-Za-z0-9_+/=]{32,400}' },
  { begins: ['sntrys_', 'sntryu_'], letters: '[A-Za-z0-9_+/=-]{60,400}' },
  { begins: ['shpat_', 'shpca_', 'shppa_', 'shpss_'], letters: '[0-9a-f]{32}' },
  { begins: ['lin_api_'], letters: '[A-Za-z0-9]{40}' },
  { begins: ['NRAK-'], letters: '[A-Z0-9]{27}' },
  { begins: ['ATATT3x', 'ATCTT3x'], letters: '[A-Za-z0-9_=-]{100,260}' },
  { begins: ['dp.pt.', 'dp.sa.'], letters: '[A-Za-z0-9.]{40,60}' },
  { begins: ['sbp_', 'sb_secret_'], letters: '[A-Za-z0-9_-]{28,64}' },
  { begins: ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'], letters: '[A-Za-z0-9_.-]{32,64}' },
  { begins: ['tskey-'], letters: '[A-Za-z0-9-]{30,90}' },
  { begins: ['ops_eyJ'], letters: '[A-Za-z0-9_=-]{200,2000}' },
  { begins: ['PMAK-'], letters: '[a-f0-9-]{50,64}' },
  { begins: ['GOCSPX-'], letters: '[A-Za-z0-9_-]{28}' },
  { begins: ['rh-api-'], letters: '[a-f0-9-]{36}' },
  { begins: ['AGE-SECRET-KEY-1'], letters: '[A-Z0-9]{58}' },
];

/** The services that a trading bot and its deployment touch. */
export const tokenKinds: readonly TokenKind[] = [
  token('vault-token', ['HashiCorp Vault token', 'in Vault'], ['hvs.', 'hvb.', 'hvr.'], [wordsAndMarks, 24, 300]),
  token('github-token', ['GitHub token', 'at GitHub'], ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], [words, 36, 255]),
  token('github-fine-token', ['GitHub token', 'at GitHub'], ['github_pat_'], ['A-Za-z0-9_', 60, 255]),
  token(
    'gitlab-token',
    ['GitLab token', 'at GitLab'],
    ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-', 'glft-', 'glsoat-'],
    [wordsAndMarks, 20, 100],
  ),
  token(
    'slack-token',
    ['Slack token', 'at Slack'],
    ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxe-', 'xoxs-', 'xoxe.', 'xapp-'],
    [wordsAndMarks, 20, 255],
  ),
  {
    id: 'coinbase-key-name',
    finds: 'Coinbase CDP key name',
    revoke: 'at Coinbase',
    begins: ['organizations/'],
    shape: `organizations/${uuid}/apiKeys/${uuid}`,
    sample: ['organizations/', [hex, 8], ...restOfUuid, '/apiKeys/', [hex, 8], ...restOfUuid],
  },
  {
    id: 'slack-webhook',
    finds: 'Slack webhook',
    revoke: 'at Slack',
    begins: ['hooks.slack.com/'],
    shape:
      'hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9]{6,16}/[A-Za-z0-9]{6,20}/[A-Za-z0-9/]{16,80}',
    sample: ['hooks.slack.com/services/T', [upper, 9], '/B', [upper, 9], '/', [alphanumeric, 24]],
  },
  {
    id: 'discord-webhook',
    finds: 'Discord webhook',
    revoke: 'in the channel, at Discord',
    begins: ['discord.com/api/', 'discordapp.com/api/'],
    shape: 'discord(?:app)?\\.com/api/(?:v\\d{1,2}/)?webhooks/\\d{15,21}/[A-Za-z0-9_-]{50,90}',
    sample: ['discord.com/api/webhooks/', [digits, 18], '/', [url, 68]],
  },
  {
    id: 'infura-key',
    finds: 'Infura key',
    revoke: 'at Infura',
    begins: ['infura.io/'],
    lead: 'infura\\.io/(?:ws/)?v3/',
    shape: '[0-9a-f]{32}',
    sample: ['infura.io/v3/', [hex, 32]],
  },
  {
    id: 'alchemy-key',
    finds: 'Alchemy key',
    revoke: 'at Alchemy',
    begins: ['alchemy.com/', 'alchemyapi.io/', 'alchemy.com:'],
    lead: 'alchemy(?:api)?\\.(?:com|io)(?::443)?/(?:nft/)?(?:v[23]|ws/v2)/',
    shape: '[A-Za-z0-9_-]{21,40}',
    sample: ['alchemy.com/v2/', [alphanumeric, 32]],
  },
  {
    id: 'quicknode-key',
    finds: 'QuickNode key',
    revoke: 'at QuickNode',
    begins: ['quiknode.pro/', 'quicknode.pro/', 'quicknode.com/'],
    lead: 'qui(?:c)?knode\\.(?:pro|com)/',
    shape: '[0-9a-f]{32,48}',
    sample: ['quiknode.pro/', [hex, 40]],
  },
  {
    id: 'node-provider-key',
    finds: 'key of a node provider',
    revoke: 'where it was issued',
    begins: [
      'rpc.ankr.com/',
      'p2pify.com/',
      'blastapi.io/',
      'getblock.io/',
      'nodereal.io/',
      'chainstack.com/',
      'tenderly.co/',
      'pokt.network/',
      'helius-rpc.com/',
      'helius.xyz/',
      'syndica.io/',
      'moralis-nodes.com/',
      'drpc.org/',
      'lavanet.xyz',
    ],
    lead: '[a-z0-9.-]{4,24}/[A-Za-z0-9/?=&_.-]{0,40}?(?<![A-Za-z0-9_-])',
    shape: '(?:[0-9a-f]{32,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9_-]{32,64})',
    sample: ['rpc.ankr.com/eth/', [hex, 64]],
  },
  token(
    'openai-key',
    ['OpenAI key', 'at OpenAI'],
    ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'],
    [wordsAndMarks, 40, 220],
  ),
  token('anthropic-key', ['Anthropic key', 'at Anthropic'], ['sk-ant-'], [wordsAndMarks, 40, 140]),
  token('npm-token', ['npm token', 'at npm'], ['npm_'], [words, 36, 36]),
  token('stripe-key', ['Stripe live key', 'at Stripe'], ['sk_live_', 'rk_live_', 'whsec_'], [words, 24, 120]),
  {
    // Rarer ones share a rule: what to do is the same for all of them.
    id: 'service-token',
    finds: 'token of a service',
    revoke: 'where it was issued',
    begins: others.flatMap(({ begins }) => begins.map((begin) => begin.toLowerCase())),
    shape: others.map(({ begins, letters }) => `(?:${begins.map(escaped).join('|')})${letters}`).join('|'),
    sample: ['glsa_', [alphanumeric, 40]],
  },
];
