import { type Carrier, noBlocks, oneLine } from './carrier.ts';
import { headerOf, ownerIn } from './carriers-http.ts';
import { filler, stamp, symbol } from './filler.ts';
import { looksLikeAnId, nameOf } from './scene.ts';

const shell: readonly Carrier[] = [
  {
    name: 'shell-history',
    labelled: true,
    forms: noBlocks,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const lines = kit.secrets.map(
        (secret) => `export ${nameOf(scene, secret, 'UPPER_SNAKE')}=${writing.word(secret)}`,
      );
      const head = ownerIn(scene) ? [`cd ~/src/${kit.id}-bot`] : [];
      const text = ['ls -la', 'git status', ...head, ...lines, 'npm start', `git checkout ${random.hex(40)}`, 'exit'];
      return { path: random.pick(['.bash_history', '.zsh_history', 'history.txt']), text: `${text.join('\n')}\n` };
    },
  },
  {
    name: 'command-option',
    labelled: true,
    forms: oneLine,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const [lead, gap] = random.pick([
        ['--', ' '],
        ['--', '='],
        ['-e ', '='],
      ] as const);
      const style = lead === '-e ' ? 'UPPER_SNAKE' : 'kebab-case';
      const options = kit.secrets.map(
        (secret) => `${lead}${nameOf(scene, secret, style)}${gap}${writing.word(secret)}`,
      );
      const command = lead === '-e ' ? 'docker run --rm' : `./bot trade --exchange ${kit.id}`;
      return {
        path: random.pick(['run.sh', 'README.md', 'package.scripts.txt', 'crontab']),
        text: `#!/bin/sh\n${command} ${options.join(' ')}${lead === '-e ' ? ' bot:latest' : ''}\n`,
      };
    },
  },
];

const logs: readonly Carrier[] = [
  {
    name: 'log',
    labelled: false,
    forms: noBlocks,
    write: (scene, writing) => {
      const { kit, random } = scene;
      const name = kit.title;
      const lines = kit.secrets.map((secret) => {
        const value = writing.bare(secret);
        const told = [`INFO  loaded ${name} ${secret.part} ${value}`, `DEBUG ${secret.part} for ${name}: ${value}`];
        const bare = [
          `INFO  ${name} client ready, using ${value}`,
          `DEBUG ${name} auth ${value}`,
          `ERROR ${name} rejected ${value}: signature mismatch`,
        ];
        return `${stamp(random)} ${random.pick(looksLikeAnId(secret.value) ? told : [...told, ...bare])}`;
      });
      return {
        path: random.pick(['logs/bot.log', 'bot-2024-06-01.log', 'output.txt']),
        text: `${[...filler(random, 'log'), ...lines, ...filler(random, 'log')].join('\n')}\n`,
      };
    },
  },
  {
    name: 'log-labelled',
    labelled: true,
    forms: noBlocks,
    write: (scene, writing) => {
      const { random } = scene;
      const pairs = scene.kit.secrets.map(
        (secret) =>
          `${nameOf(scene, secret, random.pick(['camelCase', 'snake_case']))}${random.pick(['=', ': '])}${writing.bare(secret)}`,
      );
      const lead = `${stamp(random)} DEBUG ${ownerIn(scene) ? `[${ownerIn(scene)}] ` : ''}`;
      return {
        path: random.pick(['logs/debug.log', 'nohup.out']),
        text: `${[...filler(random, 'log'), `${lead}config ${pairs.join(random.pick([' ', ', ']))}`, ...filler(random, 'log')].join('\n')}\n`,
      };
    },
  },
  {
    name: 'json-log',
    labelled: true,
    forms: noBlocks,
    write: (scene, writing) => {
      const { random } = scene;
      const pairs = scene.kit.secrets.map(
        (secret) => `"${nameOf(scene, secret, 'camelCase')}":${writing.double(secret)}`,
      );
      const plain = (level: string) =>
        `{"level":"${level}","time":17${random.text('0123456789', 11)},"reqId":"${random.uuid()}","msg":"tick ${symbol(random)}"}`;
      return {
        path: 'logs/app.jsonl',
        text: `${[plain('info'), `{"level":"debug","msg":"options","exchange":"${ownerIn(scene)}","options":{${pairs.join(',')}}}`, plain('warn')].join('\n')}\n`,
      };
    },
  },
  {
    name: 'stack-trace',
    labelled: true,
    forms: ['line'],
    families: ['exchange', 'service'],
    write: (scene, writing) => {
      const lines = scene.kit.secrets.map(
        (secret) => `      '${headerOf(scene, secret)[0]}': '${headerOf(scene, secret)[1]}${writing.bare(secret)}',`,
      );
      return {
        path: 'error.log',
        text: `AxiosError: Request failed with status code 401\n    at settle (/app/node_modules/axios/dist/node/axios.cjs:2019:12)\n  config: {\n    url: 'https://${scene.kit.host}/api/v1/order',\n    headers: {\n      'User-Agent': 'axios/1.7.2',\n${lines.join('\n')}\n    }\n  },\n  code: 'ERR_BAD_REQUEST'\n`,
      };
    },
  },
  {
    name: 'notebook-output',
    labelled: false,
    forms: ['line'],
    write: (scene, writing) => {
      const values = scene.kit.secrets.map(
        (secret) => `'${writing.as(secret, JSON.stringify(secret.value.replaceAll('\n', '\\n')).slice(1, -1))}'`,
      );
      return {
        path: 'research/keys.ipynb',
        text: `{\n "cells": [\n  {\n   "cell_type": "code",\n   "source": ["client = ${scene.kit.title.replace(/\W/g, '')}(); vars(client)"],\n   "outputs": [\n    {\n     "data": {\n      "text/plain": [\n       "(${values.join(', ')})"\n      ]\n     }\n    }\n   ]\n  }\n ]\n}\n`,
      };
    },
  },
];

/** What machines wrote down by themselves: histories of shells, logs, outputs. */
export const logCarriers: readonly Carrier[] = [...shell, ...logs];
