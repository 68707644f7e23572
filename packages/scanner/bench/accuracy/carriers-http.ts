import { type Carrier, noBlocks } from './carrier.ts';
import type { Secret } from './corpus.ts';
import { inDouble, nameOf, type Scene } from './scene.ts';

/** `X-MBX-APIKEY: value`, or a header made of the name where the service has none of its own. */
export function headerOf(scene: Scene, secret: Secret): [name: string, lead: string] {
  const words = nameOf(scene, secret, 'kebab-case');
  const [name = words, lead] = secret.header?.split(': ') ?? [`X-${words}`];
  return [name, lead === undefined ? '' : `${lead} `];
}

export const ownerIn = ({ kit, naming }: Scene) =>
  naming === 'comment' || naming === 'import' || naming === 'path' ? kit.title : '';

/** Requests, as people keep them. */
export const httpCarriers: readonly Carrier[] = [
  {
    name: 'curl-header',
    labelled: true,
    forms: ['line'],
    families: ['exchange', 'service'],
    write: (scene, writing) => {
      const { kit, random } = scene;
      const options = kit.secrets.map((secret) => {
        const [name, lead] = headerOf(scene, secret);
        return random.pick([
          `-H '${name}: ${lead}${writing.bare(secret)}'`,
          `--header "${name}: ${lead}${writing.bare(secret)}"`,
        ]);
      });
      const signature = `-H 'X-SIGNATURE: ${random.hex(64)}'`;
      const text = `curl -s https://${kit.host}/api/v1/account \\\n  ${[...options, signature].join(' \\\n  ')}\n`;
      return { path: random.pick(['scripts/balance.sh', 'docs/api.md', 'notes/curl.txt']), text };
    },
  },
  {
    name: 'curl-user',
    labelled: false,
    forms: ['line'],
    families: ['exchange', 'service'],
    write: ({ kit, random }, writing) => {
      const words = kit.secrets.slice(0, 2).map((secret) => writing.bare(secret));
      return {
        path: random.pick(['scripts/auth.sh', 'deploy.sh']),
        text: `#!/bin/sh\nset -e\ncurl -u '${words.length < 2 ? `bot:${words[0]}` : words.join(':')}' https://${kit.host}/api/v2/auth\n`,
      };
    },
  },
  {
    name: 'url-query',
    labelled: true,
    forms: ['line'],
    families: ['exchange', 'service'],
    write: (scene, writing) => {
      const { kit, random } = scene;
      const words = kit.secrets.map(
        (secret) =>
          `${nameOf(scene, secret, random.pick(['camelCase', 'snake_case']))}=${writing.as(secret, encodeURIComponent(secret.value))}`,
      );
      const url = `https://${kit.host}/v1/account?symbol=${random.below(9)}&${words.join('&')}&timestamp=17${random.text('0123456789', 11)}&signature=${random.hex(64)}`;
      return {
        path: random.pick(['requests.http', 'docs/example.md', 'src/fetch.ts']),
        text: random.pick([`GET ${url}\nAccept: application/json\n`, `await fetch('${url}');\n`]),
      };
    },
  },
  {
    name: 'har',
    labelled: true,
    forms: ['line'],
    families: ['exchange', 'service'],
    write: (scene, writing) => {
      const { kit, random } = scene;
      const headers = kit.secrets.map((secret) => {
        const [name, lead] = headerOf(scene, secret);
        return { name, value: lead + writing.as(secret, inDouble(secret.value)) };
      });
      const entry = `{"startedDateTime":"2024-06-01T10:00:00.000Z","request":{"method":"GET","url":"https://${kit.host}/api/v1/orders","headers":[{"name":"etag","value":"W/\\"${random.hex(32)}\\""},${headers.map(({ name, value }) => `{"name":"${name}","value":"${value}"}`).join(',')}]}}`;
      return {
        path: random.pick(['debug/session.har', 'capture.har']),
        text: `{"log":{"version":"1.2","entries":[${entry}]}}\n`,
      };
    },
  },
  {
    name: 'postman',
    labelled: true,
    forms: noBlocks,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const values = kit.secrets.map(
        (secret) =>
          `    {\n      "key": "${nameOf(scene, secret, random.pick(['camelCase', 'snake_case']))}",\n      "value": ${writing.double(secret)},\n      "type": "${random.pick(['default', 'secret'])}",\n      "enabled": true\n    }`,
      );
      return {
        path: random.pick(['postman/live.postman_environment.json', 'api.postman_collection.json']),
        text: `{\n  "id": "${random.uuid()}",\n  "name": "${ownerIn(scene) || 'live'}",\n  "values": [\n    {\n      "key": "url",\n      "value": "https://${kit.host}",\n      "enabled": true\n    },\n${values.join(',\n')}\n  ]\n}\n`,
      };
    },
  },
  {
    name: 'recorded-request',
    labelled: true,
    forms: ['line'],
    families: ['exchange', 'service'],
    write: (scene, writing) => {
      const lines = scene.kit.secrets.map((secret) => {
        const [name, lead] = headerOf(scene, secret);
        return `      ${name}:\n      - ${lead}${writing.bare(secret)}`;
      });
      return {
        path: 'tests/cassettes/balance.yaml',
        text: `interactions:\n- request:\n    method: GET\n    uri: https://${scene.kit.host}/api/v1/account\n    headers:\n      Accept:\n      - '*/*'\n${lines.join('\n')}\n  response:\n    status: {code: 200}\n`,
      };
    },
  },
];
