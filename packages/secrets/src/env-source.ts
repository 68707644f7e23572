import { resolve } from 'node:path';
import { readDotenv, type SourceWorld } from './dotenv-file.ts';
import { type CredentialField, variableFor } from './fields.ts';
import { unfoldedPem } from './pem.ts';
import type { Sourced } from './sourced.ts';

/**
 * `env:` looks in the environment and in `.env`. Both may hold a variable only if they agree: which of two keys a bot
 * trades with must not depend on a precedence somebody has to remember. An empty variable counts as absent.
 */
export async function fromEnvironment(
  exchange: string,
  fields: readonly CredentialField[],
  world: SourceWorld,
): Promise<Sourced> {
  const dotenv = await readDotenv(world);
  const found = fields.map((field) => {
    const name = variableFor(exchange, field);
    return { field, name, exported: lookUp(world.env, name), written: lookUp(dotenv ?? {}, name) };
  });
  const origins = new Set(
    found.flatMap(({ exported, written }) =>
      exported !== undefined ? ['the environment'] : written !== undefined ? ['.env'] : [],
    ),
  );
  const strangers = dotenv === undefined ? [world.env] : [world.env, dotenv];
  return {
    fields: found.map(({ field, name, exported, written }) => {
      const text = exported ?? written;
      return text === undefined ? { field, name } : { field, name, text };
    }),
    places: dotenv === undefined ? 'the environment, and there is no .env' : 'the environment or in .env',
    remedy: `Copy .env.example to .env, chmod 600 it and fill it in, or export the variables.${similar(
      exchange,
      found.map(({ name }) => name),
      strangers,
    )}`,
    origin: [...origins].join(' and '),
    exempt: dotenv === undefined ? [] : [resolve(world.dotenvPath)],
    problems: found
      .filter(({ exported, written }) => exported !== undefined && written !== undefined && exported !== written)
      .map(({ name }) => ({
        code: 'DOTENV_CONFLICT',
        says: `${name} has one value in the environment and another in .env: remove one of them.`,
      })),
  };
}

function lookUp(variables: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const text = Object.hasOwn(variables, name) ? variables[name] : undefined;
  return text === undefined || text === '' ? undefined : unfoldedPem(text);
}

/** Names the variables that look like a try at the right ones: BINANCE_SECRET_KEY is the classic. */
function similar(
  exchange: string,
  wanted: readonly string[],
  places: readonly Readonly<Record<string, string | undefined>>[],
): string {
  const prefix = `${exchange.toUpperCase()}_`;
  const tries = new Set(
    places
      .flatMap((variables) => Object.keys(variables))
      .filter((name) => name.toUpperCase().startsWith(prefix) && /^\w{1,64}$/.test(name) && !wanted.includes(name)),
  );
  if (tries.size === 0) return '';
  return ` Set but under another name: ${[...tries].slice(0, 5).join(', ')}.`;
}
