import { type Carrier, everyForm, oneLine } from './carrier.ts';
import { filler, stamp } from './filler.ts';
import { nameOf } from './scene.ts';

/** Files of members: JSON and what looks like it. */
const members: readonly Carrier[] = [
  member('json', ['config.json', 'config/default.json', 'secrets.json', 'keys.json'], 'camelCase', 'snake_case'),
  member('appsettings', ['appsettings.json', 'appsettings.Production.json'], 'PascalCase'),
  member('pm2', ['ecosystem.config.json', 'process.json'], 'UPPER_SNAKE'),
];

function member(
  name: string,
  paths: readonly string[],
  ...styles: readonly ('camelCase' | 'snake_case' | 'PascalCase' | 'UPPER_SNAKE')[]
): Carrier {
  return {
    name,
    labelled: true,
    forms: everyForm,
    write: (scene, writing) => {
      const { random, kit, naming, folder } = scene;
      const style = random.pick(styles);
      const owner = naming === 'comment' ? [`"exchange": ${JSON.stringify(random.pick([kit.title, kit.id]))}`] : [];
      const host = naming === 'import' ? [`"baseUrl": "https://${kit.host}"`] : [];
      const values = kit.secrets.map((secret) => `"${nameOf(scene, secret, style)}": ${writing.literal(secret)}`);
      const all = [...filler(random, 'json', 3), ...owner, ...host, ...values];
      const inner = random.chance(0.3);
      const [gap, open, close] = inner ? ['\n    ', '{\n  "account": {', '\n  }\n}\n'] : ['\n  ', '{', '\n}\n'];
      const text = random.chance(0.15) ? `{${all.join(',')}}\n` : `${open}${gap}${all.join(`,${gap}`)}${close}`;
      return { path: folder + random.pick(paths), text };
    },
  };
}

/** Configuration that bots ship with a place for keys in it. */
const bots: readonly Carrier[] = [
  {
    name: 'freqtrade',
    labelled: true,
    forms: ['line'],
    families: ['exchange'],
    write: ({ random, kit }, writing) => {
      const names = {
        key: 'key',
        secret: random.chance(0.2) && kit.id === 'hyperliquid' ? 'privateKey' : 'secret',
        passphrase: 'password',
      };
      const values = kit.secrets.map(
        (secret) => `        "${names[secret.part as keyof typeof names]}": ${writing.double(secret)},`,
      );
      const text = `{\n    "max_open_trades": 3,\n    "stake_currency": "USDT",\n    "exchange": {\n        "name": "${kit.id}",\n${values.join('\n')}\n        "ccxt_config": {"enableRateLimit": true},\n        "pair_whitelist": ["BTC/USDT"]\n    },\n    "api_server": {"enabled": false}\n}\n`;
      return { path: random.pick(['user_data/config.json', 'config.json', 'user_data/config-private.json']), text };
    },
  },
  {
    name: 'ccxt-keys',
    labelled: true,
    forms: ['line'],
    families: ['exchange'],
    write: ({ random, kit }, writing) => {
      const names = { key: 'apiKey', secret: 'secret', passphrase: 'password' };
      const values = kit.secrets.map(
        (secret) => `"${names[secret.part as keyof typeof names]}": ${writing.double(secret)}`,
      );
      const text = `{\n  "kraken2": { "apiKey": "", "secret": "" },\n  "${kit.id}": {\n    ${values.join(',\n    ')}\n  },\n  "timeout": 30000\n}\n`;
      return { path: random.pick(['keys.local.json', 'keys.json', '.ccxt/keys.json']), text };
    },
  },
  {
    name: 'hummingbot',
    labelled: true,
    forms: ['line'],
    families: ['exchange'],
    write: ({ random, kit }, writing) => {
      const names = { key: 'api_key', secret: 'secret_key', passphrase: 'passphrase' };
      const values = kit.secrets.map(
        (secret) => `${kit.id}_${names[secret.part as keyof typeof names]}: ${writing.bare(secret)}`,
      );
      const text = `template_version: 3\nconnector: ${kit.id}\nkill_switch_enabled: false\n${values.map((one) => one.replace(/\n+$/, '')).join('\n')}\nlog_level: INFO\n`;
      return { path: random.pick([`conf/connectors/${kit.id}.yml`, 'conf/conf_global.yml']), text };
    },
  },
  {
    name: 'npmrc',
    labelled: true,
    forms: ['line'],
    families: ['service'],
    write: ({ kit }, writing) => {
      const lines = kit.secrets.map((secret) => `//${kit.host}/:_authToken=${writing.bare(secret)}`);
      return { path: '.npmrc', text: `registry=https://npm.internal/\n${lines.join('\n')}\nalways-auth=true\n` };
    },
  },
  {
    name: 'netrc',
    labelled: true,
    forms: ['line'],
    families: ['service'],
    write: ({ kit, random }, writing) => {
      const lines = kit.secrets.map(
        (secret) =>
          `machine ${kit.host} login ${random.pick(['bot', 'deploy', 'me'])} password ${writing.bare(secret)}`,
      );
      return { path: random.pick(['.netrc', '_netrc']), text: `${lines.join('\n')}\n` };
    },
  },
  {
    name: 'nested-yaml',
    labelled: true,
    forms: oneLine,
    write: (scene, writing) => {
      const { random, kit, folder } = scene;
      const lines = kit.secrets.map(
        (secret) =>
          `          - name: ${nameOf(scene, secret, 'UPPER_SNAKE')}\n            value: ${random.pick([writing.double, writing.word])(secret)}`,
      );
      const owner = scene.naming === 'comment' || scene.naming === 'import' ? `      # ${kit.title}\n` : '';
      const text = `apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - image: registry.local/bot@sha256:${random.hex(64)}\n${owner}        env:\n${lines.join('\n')}\n# rendered ${stamp(random)}\n`;
      return { path: `${folder}${random.pick(['k8s/deployment.yaml', 'helm/templates/bot.yaml'])}`, text };
    },
  },
];

export const botCarriers: readonly Carrier[] = [...members, ...bots];
