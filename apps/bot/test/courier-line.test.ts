import { describe, expect, it, vi } from 'vitest';
import { CourierLine } from '../src/courier-line.ts';
import type { SearchResult } from '../src/messages.ts';
import { turn } from './support/turn.ts';
import { farEndOf, wireOf } from './support/wire.ts';

const host = { answer: 'host', dotenv: { present: false, problems: [] } };
const credentials = { answer: 'credentials', fields: { apiKey: 'YQ==' }, origin: '.env', exported: [] };
const result: SearchResult = { findings: [], complete: false, looked: { files: 1, blobs: 2, bytes: 3 } };
const rest: SearchResult = { ...result, complete: true };
const search = (of: SearchResult, done: boolean) => ({ answer: 'search', result: of, done });
const request = { exchange: 'binance', fields: ['apiKey'], source: { kind: 'env' } };

function open() {
  const { far, socket } = wireOf();
  return { line: new CourierLine(socket), far, courier: farEndOf(far) };
}

describe('the courier', () => {
  it('says how .env is without being asked, before or after somebody waits for it', async () => {
    const { line, courier } = open();
    courier.say(host);
    await turn();
    expect([await line.host(), await line.host()]).toEqual([host, host]);
    expect(courier.heard).toEqual([]);
  });

  it('fetches the key that it is asked for', async () => {
    const { line, courier } = open();
    const asked = line.credentials(request);
    courier.say(host, credentials);
    expect(await asked).toEqual(credentials);
    expect(courier.heard).toEqual([{ ask: 'credentials', ...request }]);
  });

  it('looks for it, and says what is left later', async () => {
    const { line, courier } = open();
    const listener = vi.fn();
    line.onRest(listener);
    const asked = line.search({ label: 'f', budgetMs: 10 });
    courier.say(search(result, false));
    expect((await asked).result).toEqual(result);
    expect(listener).not.toHaveBeenCalled();
    courier.say(search(rest, true));
    await turn();
    expect(listener.mock.calls).toEqual([[rest]]);
    expect(courier.heard).toEqual([{ ask: 'search', label: 'f', budgetMs: 10 }]);
  });

  it('has what came before anybody listened told to whoever listens then', async () => {
    const { line, courier } = open();
    courier.say(search(result, false), search(rest, true));
    await turn();
    const listener = vi.fn();
    line.onRest(listener);
    expect(listener.mock.calls).toEqual([[rest]]);
  });
});

describe('a courier that refuses', () => {
  it('rejects what it was asked, with the code and the sentence of the package that refused', async () => {
    const { line, courier } = open();
    const [key, found] = [line.credentials(request), line.search({ label: 'f', budgetMs: 1 })];
    courier.say({ answer: 'refused', to: 'credentials', code: 'CREDENTIALS_MISSING', says: 'Set these.' });
    await expect(key).rejects.toMatchObject({
      name: 'CourierRefusal',
      code: 'CREDENTIALS_MISSING',
      message: 'Set these.',
    });
    courier.say({ answer: 'refused', to: 'search', code: 'UNEXPECTED', says: 'broke' });
    await expect(found).rejects.toMatchObject({ code: 'UNEXPECTED' });
  });
});

describe('a courier that is gone', () => {
  it.each([
    ['ended', (far: { end(): void }) => far.end()],
    ['spoke nonsense', (far: { write(text: string): void }) => far.write('nonsense\n')],
  ])('rejects everything that has not been answered: it %s', async (_how, goes) => {
    const { line, courier, far } = open();
    courier.say(host);
    await turn();
    const asked = [line.credentials(request), line.search({ label: 'f', budgetMs: 1 })];
    goes(far as never);
    for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'COURIER_ENDED' });
    expect(await line.host()).toEqual(host);
    await expect(line.search({ label: 'f', budgetMs: 1 })).rejects.toMatchObject({ code: 'COURIER_ENDED' });
  });

  it('ends no process by an answer that nobody waits for', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const { far, courier } = open();
    courier.say({ answer: 'refused', to: 'search', code: 'X', says: 'x' });
    far.end();
    await turn();
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('is let go by closing, at which its process ends', async () => {
    const { line, far } = open();
    const ended = new Promise((resolve) => far.on('end', resolve).resume());
    line.close();
    await ended;
  });
});
