import { GuardError } from './error.ts';
import type { Door, VenueRow } from './venues/row.ts';

/** The allow-list of one exchange, asked twice: before a request is signed, and again before it leaves. */
export interface Walls {
  /** The door for what ccxt is about to sign. Throws DOOR_CLOSED when there is none. */
  toSign(api: unknown, method: unknown, path: unknown): Door;
  /** Checks that what ccxt signed goes to the address of that very door. Throws DOOR_CLOSED when it does not. */
  toSend(door: Door, method: unknown, url: unknown): void;
  /** What is thrown for something that has no door. */
  closed(what: string): GuardError;
}

/** Builds the walls from the doors of a row and the base addresses that this client really has. */
export function wallsOf(row: VenueRow, baseOf: (api: string) => string): Walls {
  const signable = new Map<string, Door>();
  const addresses = new Map<Door, string | RegExp>();
  for (const door of row.doors) {
    signable.set(`${door.api} ${door.method} ${door.path}`, door);
    const address = addressOf(door, baseOf);
    addresses.set(door, address.includes('{') ? patternOf(address) : address);
  }
  const closed = (what: string): GuardError =>
    new GuardError(
      'DOOR_CLOSED',
      `${row.title} was asked for something that this bot has no door for (${what}): nothing was sent.`,
      { unsent: true },
    );

  return Object.freeze({
    closed,

    toSign(api: unknown, method: unknown, path: unknown): Door {
      const part = Array.isArray(api) ? api.join('.') : String(api);
      const door = signable.get(`${part} ${String(method)} ${String(path)}`);
      if (door === undefined) throw closed(`${shown(method)} ${shown(part)} ${shown(path)}`);
      return door;
    },

    toSend(door: Door, method: unknown, url: unknown): void {
      // The address as text and whole, up to its query: no parser that could read it another way stands in between.
      const bare = typeof url === 'string' ? (url.split('?', 1)[0] ?? '') : '';
      const address = addresses.get(door);
      const same = typeof address === 'string' ? bare === address : address?.test(bare);
      if (same !== true || method !== door.method) throw closed(shown(`${String(method)} ${bare}`));
    },
  });
}

/** The whole address behind a door, with `{name}` where something is filled in. */
export function addressOf({ api, path, at }: Door, baseOf: (api: string) => string): string {
  return at === undefined ? `${baseOf(api)}/${path}` : baseOf(at.base) + at.path;
}

/** A door's part of the API as ccxt wants it: nested names in a list. */
export function partOf(api: string): string | readonly string[] {
  return api.includes('.') ? api.split('.') : api;
}

function patternOf(address: string): RegExp {
  const parts = address.split(/\{[^}]*\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('[A-Za-z0-9_-]+')}$`);
}

function shown(text: unknown): string {
  return String(text)
    .replace(/[^\w/.:{} -]/g, '?')
    .slice(0, 120);
}
