import { describe, expect, it } from 'vitest';
import { spoken } from '../src/spoken.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const inHeader = { saysInHeader: 'X-SAYS' };

describe('what a request says', () => {
  it('is its body, where nothing else is said of the exchange', () => {
    expect(spoken({}, { use: 'order' }, { headers: { 'X-SAYS': base64('{}') }, body: 'a=1' })).toEqual({
      says: 'a=1',
      body: 'a=1',
    });
    expect(spoken({}, { use: 'read' }, {})).toEqual({
      says: undefined,
      body: undefined,
    });
  });

  it('stands in a header, where it does: then no body is sent that nobody has compared', () => {
    for (const use of ['order', 'cancel', 'read', 'audit'] as const) {
      expect(spoken(inHeader, { use }, { headers: { 'X-SAYS': base64('{"é":1}') }, body: '{"other":2}' })).toEqual({
        says: '{"é":1}',
        body: undefined,
      });
    }
    expect(spoken(inHeader, { use: 'public' }, { headers: {} })).toEqual({
      says: undefined,
      body: undefined,
    });
  });

  it('is the body of a public request, whatever stands in its headers, and nothing that is no text', () => {
    const headers = { 'X-SAYS': base64('{}') };
    expect(spoken(inHeader, { use: 'public' }, { headers, body: 'a=1' })).toEqual({ says: 'a=1', body: 'a=1' });
    expect(spoken({}, { use: 'order' }, { body: 7 as never })).toEqual({ says: undefined, body: undefined });
    expect(spoken(inHeader, { use: 'read' }, {})).toEqual({ says: undefined, body: undefined });
  });

  it('keeps a mark at its beginning that a reader might drop', () => {
    const marked = '\ufeff{}';
    expect(spoken(inHeader, { use: 'order' }, { headers: { 'X-SAYS': base64(marked) } }).says).toBe(marked);
  });

  it.each([
    ['nothing', undefined],
    ['no text', 7],
    ['another alphabet', `${base64('{"a":1}')}!`],
    ['the same in another spelling', base64('a').replace(/=+$/, '')],
    ['spaces between', ` ${base64('{"a":1}')}`],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0xfd]).toString('base64')],
  ])('is nothing where the header holds %s', (_what, header) => {
    const headers = (header === undefined ? {} : { 'X-SAYS': header }) as Readonly<Record<string, string>>;
    expect(spoken(inHeader, { use: 'order' }, { headers, body: '{}' })).toEqual({ says: undefined, body: undefined });
  });
});
