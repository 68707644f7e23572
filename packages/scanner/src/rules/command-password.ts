import { alphabets, type Draw } from '../judge/draw.ts';
import { isPlaceholder } from '../judge/placeholder.ts';
import { looksChosen, looksDrawn } from '../judge/randomness.ts';
import type { KeywordRule, Samples } from '../judge/rule.ts';

const words = ' (?:[^ \\n|;]{1,100} ){0,12}?';
const commands = [
  'sshpass[ \\t]{1,4}-p[ \\t]{0,4}',
  `(?:mysql|mysqldump|mysqladmin)${words}(?:-p|--password=)`,
  `redis-cli${words}-a `,
  `docker login${words}(?:-p |--password[ =])`,
  `curl${words}(?:-u|--user)[ =]{0,2}["']?[^\\s:"'\`]{0,100}:`,
];

/** Commands that take a password behind one letter: `mysql -pV`, `sshpass -p V`, `redis-cli -a V`, `docker login -p V`, `curl -u name:V`. */
export const commandPasswordRule: KeywordRule = {
  id: 'password-on-command-line',
  severity: 'block',
  finds: 'password on a command line',
  fix: 'change it, and let the command read the new one from its environment or a file',
  keywords: ['mysql', 'sshpass', 'redis-cli', 'docker login', 'curl '],
  reach: 'at',
  pattern: new RegExp(`(?:${commands.join('|')})["']?(?<value>[^\\s"'\`|;&:]{6,100})(?=["'\\s|;&]|$)`, 'gi'),
  judge: ({ value }) => !isPlaceholder(value) && !/^-/.test(value) && (looksDrawn(value) || looksChosen(value)),
  samples,
};

function samples(draw: Draw): Samples {
  const value = `Q7${draw.text(alphabets.alphanumeric, 14)}`;
  return {
    match: [
      `mysql -h db.internal -u bot -p${value} trades < dump.sql`,
      `sshpass -p '${value}' ssh bot@host`,
      `redis-cli -h cache -a ${value} ping`,
      `docker login -u bot -p ${value} registry.internal`,
      `curl -s -u 'bot:${value}' https://deploy.internal/start`,
    ],
    noMatch: [
      'mysql -u bot -p trades',
      `mysql -u bot -p"$DB_PASSWORD" trades`,
      'sshpass -p <password> ssh bot@host',
      'redis-cli -a $REDIS_PASSWORD ping',
      'curl -u user:password https://example.com',
      'curl -H "Accept: application/json" https://example.com:8443/path',
    ],
  };
}
