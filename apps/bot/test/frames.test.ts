import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Line, openLine } from '../src/frames.ts';
import { turn } from './support/turn.ts';
import { type End, wireOf as joined } from './support/wire.ts';

interface Heard {
  readonly messages: unknown[];
  readonly faults: string[];
  ends: number;
}

function lineOf(maxBytes = 1_000): { heard: Heard; line: Line; wire: End; peer: End } {
  const { near: wire, far: peer, socket } = joined();
  const heard: Heard = { messages: [], faults: [], ends: 0 };
  const line = openLine(socket, {
    maxBytes,
    message: (value) => heard.messages.push(value),
    fault: (problem) => heard.faults.push(problem),
    end: () => {
      heard.ends += 1;
    },
  });
  return { heard, line, wire, peer };
}

/** Pushes the bytes in pieces of the given lengths, round and round. */
async function deliver(wire: End, bytes: Buffer, lengths: readonly number[]): Promise<void> {
  for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
    const length = lengths[piece % lengths.length] ?? 1;
    wire.push(bytes.subarray(at, at + length));
    at += length;
  }
  await turn();
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
/** Values that JSON keeps: it has no minus zero. */
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const wireOf = (values: readonly unknown[]) =>
  Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));

describe('a line', () => {
  it('delivers any messages in any pieces: the same, in order, each once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(json, { maxLength: 12 }), lengths, async (values, pieces) => {
        const { heard, wire } = lineOf(100_000);
        await deliver(wire, wireOf(values), pieces);
        expect(heard).toEqual({ messages: values, faults: [], ends: 0 });
      }),
      { numRuns: 200 },
    );
  });

  it('puts characters together that a piece had cut', async () => {
    const { heard, wire } = lineOf();
    await deliver(wire, wireOf(['Ω€😀\u2028']), [1]);
    expect(heard.messages).toEqual(['Ω€😀\u2028']);
  });

  it('writes one line per message, whatever is in it', async () => {
    const { line, peer } = lineOf();
    expect(line.send({ text: 'a\nb\r\n\u2028c' })).toBe(true);
    await turn();
    const written = String(peer.read());
    expect(written.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(written)).toEqual({ text: 'a\nb\r\n\u2028c' });
  });

  it('hears nothing in empty lines', async () => {
    const { heard, wire } = lineOf();
    await deliver(wire, Buffer.from('\n\n1\n\n'), [5]);
    expect(heard).toEqual({ messages: [1], faults: [], ends: 0 });
  });

  it('does not hear a line whose end never comes', async () => {
    const { heard, peer, wire } = lineOf();
    await deliver(wire, Buffer.from('{"half":'), [8]);
    peer.end();
    await turn();
    expect(heard).toEqual({ messages: [], faults: [], ends: 1 });
  });
});

describe('a line longer than the cap', () => {
  const cap = 50;
  const long = (length: number) => JSON.stringify('x'.repeat(length - 2));

  it('is heard at the cap and refused one byte above it, in any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 45, max: 55 }), lengths, async (length, pieces) => {
        const { heard, wire } = lineOf(cap);
        await deliver(wire, Buffer.from(`1\n${long(length)}\n2\n`), pieces);
        expect(heard.messages).toEqual(length > cap ? [1] : [1, JSON.parse(long(length)), 2]);
        expect(heard.faults).toEqual(length > cap ? ['too-long'] : []);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused before its end comes, so that nobody fills the memory with one line', async () => {
    const { heard, wire } = lineOf(cap);
    await deliver(wire, Buffer.alloc(cap + 1, 'x'), [7]);
    expect(heard.faults).toEqual(['too-long']);
  });

  it('counts bytes and not characters', async () => {
    const { heard, wire } = lineOf(cap);
    await deliver(wire, Buffer.from(`"${'€'.repeat(17)}"\n`), [9]);
    expect(heard.faults).toEqual(['too-long']);
  });
});

describe('garbage', () => {
  it('is a fault, said once; nothing is heard after it and nothing is thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }), lengths, async (lines, pieces) => {
        const { heard, wire } = lineOf();
        const bytes = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
        await deliver(wire, bytes, pieces);
        const wrong = splitAt(bytes).findIndex((line) => line.length > 0 && !isJson(line));
        expect(heard.faults).toEqual(wrong === -1 ? [] : ['not-json']);
        const before = splitAt(bytes).slice(0, wrong === -1 ? undefined : wrong);
        expect(heard.messages).toEqual(
          before.filter((line) => line.length > 0).map((line) => JSON.parse(String(line))),
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['not JSON', Buffer.from('{"a":1')],
    ['two values', Buffer.from('1 2')],
    ['a byte order mark', Buffer.from('\ufeff1')],
    ['a name that JSON does not know', Buffer.from('undefined')],
    ['text that is not UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22])],
    ['half a character', Buffer.from([0x22, 0xe2, 0x82, 0x22])],
  ])('%s ends the conversation', async (_what, bytes) => {
    const { heard, wire } = lineOf();
    await deliver(wire, Buffer.concat([Buffer.from('1\n'), bytes, Buffer.from('\n2\nnot json\n')]), [100]);
    expect(heard).toEqual({ messages: [1], faults: ['not-json'], ends: 0 });
  });

  it('leaves the line open for the own last word', async () => {
    const { line, wire } = lineOf();
    await deliver(wire, Buffer.from('nonsense\n'), [100]);
    expect([line.open, line.send('goodbye')]).toEqual([true, true]);
  });
});

describe('bytes that were read past the socket', () => {
  const reads = (...parts: (string | undefined)[]) => {
    const left = parts.map((part) => (part === undefined ? undefined : Buffer.from(part)));
    return () => left.shift();
  };

  it('join what the socket brought, whole and in order', async () => {
    const { heard, line, wire } = lineOf();
    await deliver(wire, Buffer.from('1\n"two'), [100]);
    expect([line.hear(reads(undefined)), line.hear(reads(' pie')), line.hear(reads('ces"\n3\n"fo'))]).toEqual([
      true,
      true,
      false,
    ]);
    await deliver(wire, Buffer.from('ur"\n'), [2]);
    expect(heard).toEqual({ messages: [1, 'two pieces', 3, 'four'], faults: [], ends: 0 });
  });

  it('are held to the same rules, and nothing is looked for after a fault or the end', async () => {
    const { heard, line, peer } = lineOf(10);
    expect(line.hear(reads('x'.repeat(11)))).toBe(false);
    expect(line.hear(() => expect.unreachable())).toBe(false);
    expect(heard.faults).toEqual(['too-long']);
    peer.end();
    await turn();
    expect(line.hear(() => expect.unreachable())).toBe(false);
  });

  it('are left where they are while the socket has some that come first', async () => {
    const { heard, line, wire } = lineOf();
    wire.pause();
    wire.push('1\n');
    expect(line.hear(() => expect.unreachable())).toBe(false);
    wire.resume();
    await turn();
    expect(line.hear(reads('2\n'))).toBe(false);
    expect(heard.messages).toEqual([1, 2]);
  });
});

describe('the end', () => {
  it('is said once when the other end is gone, and sending then says so', async () => {
    const { heard, line, peer } = lineOf();
    peer.end();
    await turn();
    expect(heard.ends).toBe(1);
    expect([line.open, line.send(1)]).toEqual([false, false]);
    line.close();
    await turn();
    expect(heard.ends).toBe(1);
  });

  it('is said once when the connection broke, and is no exception', async () => {
    const { heard, line, wire } = lineOf();
    wire.destroy(new Error('EPIPE'));
    await turn();
    expect([heard.ends, line.send(1)]).toEqual([1, false]);
  });

  it('is said after a fault too', async () => {
    const { heard, peer, wire } = lineOf();
    await deliver(wire, Buffer.from('x\n'), [2]);
    peer.end();
    await turn();
    expect(heard).toEqual({ messages: [], faults: ['not-json'], ends: 1 });
  });

  it('comes after what was sent before it', async () => {
    const { line, peer } = lineOf();
    line.send('the last word');
    line.close();
    const chunks: Buffer[] = [];
    for await (const chunk of peer) chunks.push(chunk as Buffer);
    expect(String(Buffer.concat(chunks))).toBe('"the last word"\n');
    expect(line.open).toBe(false);
  });
});

function splitAt(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let rest = bytes; ; ) {
    const at = rest.indexOf(0x0a);
    if (at === -1) return lines;
    lines.push(rest.subarray(0, at));
    rest = rest.subarray(at + 1);
  }
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}
