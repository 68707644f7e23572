import { type Carrier, everyForm, noBlocks, oneLine, type Writing } from './carrier.ts';
import type { Secret } from './corpus.ts';
import { filler } from './filler.ts';
import { inDouble, nameOf } from './scene.ts';

const encodedBase64 = (secret: Secret, writing: Writing) =>
  writing.as(secret, Buffer.from(secret.value).toString('base64'));

/** Files in which a text stands inside of another form: encoded, minified, or as a difference. */
export const wrappedCarriers: readonly Carrier[] = [
  {
    name: 'k8s-base64',
    labelled: false,
    forms: everyForm,
    write: (scene, writing) => {
      const lines = scene.kit.secrets.map(
        (secret) =>
          `  ${nameOf(scene, secret, scene.random.pick(['UPPER_SNAKE', 'kebab-case']))}: ${encodedBase64(secret, writing)}`,
      );
      return {
        path: scene.random.pick(['k8s/secret.yaml', 'manifests/bot.yml']),
        text: `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${scene.naming === 'none' ? 'bot' : scene.kit.id.replace(/\W/g, '')}\ntype: Opaque\ndata:\n${lines.join('\n')}\n`,
      };
    },
  },
  {
    name: 'base64-env-file',
    labelled: false,
    forms: noBlocks,
    write: (scene, writing) => {
      const whole = scene.kit.secrets
        .map((secret) => `${nameOf({ ...scene, naming: 'name' }, secret, 'UPPER_SNAKE')}=${secret.value}`)
        .join('\n');
      const encoded = Buffer.from(`${whole}\n`).toString('base64');
      // One blob holds them all, so one report of it speaks of each.
      for (const secret of scene.kit.secrets) writing.as(secret, encoded);
      return {
        path: scene.random.pick(['deploy/env.yml', 'ci/variables.json']),
        text: `{ "ENV_FILE": "${encoded}" }\n`,
      };
    },
  },
  {
    name: 'basic-auth',
    labelled: false,
    forms: ['line'],
    families: ['exchange', 'service'],
    write: ({ kit, random }, writing) => {
      const pair = kit.secrets.slice(0, 2);
      const encoded = Buffer.from(
        (pair.length < 2 ? ['bot', ...pair.map(({ value }) => value)] : pair.map(({ value }) => value)).join(':'),
      ).toString('base64');
      for (const secret of pair) writing.as(secret, encoded);
      return {
        path: random.pick(['src/http.ts', 'requests.http']),
        text: `GET https://${kit.host}/v1/balance\nAuthorization: Basic ${encoded}\n`,
      };
    },
  },
  {
    name: 'utf16',
    labelled: true,
    forms: noBlocks,
    write: (scene, writing) => {
      const { kit, random, naming } = scene;
      const mark = random.chance(0.7) ? '\ufeff' : '';
      const lines = kit.secrets.map((secret) => `${nameOf(scene, secret, 'UPPER_SNAKE')}=${writing.bare(secret)}`);
      const head = naming === 'none' || naming === 'name' ? [] : [`# ${kit.title}`];
      return {
        path: random.pick(['keys.txt', '.env', 'export.csv']),
        text: `${mark}${[...head, ...lines, 'LOG_LEVEL=info'].join('\r\n')}\r\n`,
        encoding: 'utf16le',
      };
    },
  },
  {
    name: 'patch',
    labelled: true,
    forms: everyForm,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const sign = random.pick(['+', '+', '-']);
      const lines = kit.secrets.map((secret) =>
        secret.value.includes('\n')
          ? `${sign}${writing.as(secret, secret.value.replaceAll('\n', `\n${sign}`))}`
          : `${sign}${nameOf(scene, secret, 'UPPER_SNAKE')}=${writing.word(secret)}`,
      );
      const context = scene.naming === 'none' || scene.naming === 'name' ? ' NODE_ENV=production' : ` # ${kit.title}`;
      return {
        path: random.pick(['fix.patch', 'patches/0001-config.patch', 'changes.diff']),
        text: `diff --git a/.env b/.env\nindex ${random.hex(7)}..${random.hex(7)} 100644\n--- a/.env\n+++ b/.env\n@@ -1,3 +1,5 @@\n${context}\n${lines.join('\n')}\n PORT=3000\n`,
      };
    },
  },
  {
    name: 'minified',
    labelled: true,
    forms: noBlocks,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const pairs = kit.secrets.map((secret) => `${nameOf(scene, secret, 'camelCase')}:${writing.double(secret)}`);
      const noise = () =>
        Array.from(
          { length: 40 + random.below(400) },
          () =>
            `function ${random.text('abcdefgh', 2)}(t,e){return t.${random.text('abcdefgh', 3)}(e)||"${random.alphanumeric(random.below(24))}"}`,
        ).join('');
      return {
        path: random.pick(['dist/bundle.min.js', 'public/static/js/main.js', 'build/app.js']),
        text: `!function(){"use strict";${noise()}var n={exchange:"${scene.naming === 'none' ? '' : kit.id}",${pairs.join(',')},timeout:3e4};${noise()}}();\n//# sourceMappingURL=bundle.min.js.map\n`,
      };
    },
  },
  {
    name: 'source-map',
    labelled: true,
    forms: noBlocks,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const lines = kit.secrets.map(
        (secret) =>
          `export const ${nameOf(scene, secret, 'camelCase')} = '${writing.as(secret, inDouble(secret.value.replaceAll('\n', '\\n')))}';`,
      );
      const source = [
        ...filler(random, 'ts').map(inDouble),
        ...(scene.naming === 'none' ? [] : [`// ${kit.title}`]),
        ...lines,
      ].join('\\n');
      return {
        path: random.pick(['dist/bundle.js.map', 'build/main.js.map']),
        text: `{"version":3,"file":"bundle.js","sources":["../src/keys.ts"],"sourcesContent":["${source}\\n"],"mappings":"${Array.from({ length: 300 }, () => random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 4)).join(',')}"}\n`,
      };
    },
  },
  {
    name: 'json-in-string',
    labelled: true,
    forms: oneLine,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const pairs = kit.secrets.map(
        (secret) =>
          `\\"${nameOf(scene, secret, 'camelCase')}\\":\\"${writing.as(secret, inDouble(inDouble(secret.value)))}\\"`,
      );
      return {
        path: random.pick(['lambda/event.json', 'tests/payload.json']),
        text: `{"statusCode":200,"body":"{\\"exchange\\":\\"${scene.naming === 'none' ? '' : kit.id}\\",${pairs.join(',')}}"}\n`,
      };
    },
  },
  {
    name: 'html',
    labelled: true,
    forms: ['line'],
    write: (scene, writing) => {
      const { kit, random } = scene;
      const fields = kit.secrets.map((secret) =>
        random.pick([
          `<input type="hidden" name="${nameOf(scene, secret, 'camelCase')}" value="${writing.bare(secret)}">`,
          `<div data-${nameOf(scene, secret, 'kebab-case')}="${writing.bare(secret)}"></div>`,
        ]),
      );
      return {
        path: random.pick(['public/index.html', 'templates/account.html']),
        text: `<!doctype html>\n<title>${scene.naming === 'none' ? 'Account' : kit.title}</title>\n${fields.join('\n')}\n<link rel="stylesheet" href="a.css" integrity="sha384-${random.base64(48)}">\n`,
      };
    },
  },
];
