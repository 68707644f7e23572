import { randomBytes } from 'node:crypto';
import { getHeapSnapshot } from 'node:v8';
import { Redactor, Secret } from '../src/index.ts';

// Run by secret.test.ts as a program of its own, with --expose-gc: prints which of its values stand in its heap.
// The value is made byte by byte, so that no string of it exists unless the code under test makes one.
const digits = Buffer.from('0123456789abcdef');
const freshBytes = () => Buffer.from(Array.from(randomBytes(48), (byte) => digits[byte & 15] ?? 0));

const [held, plain] = [freshBytes(), freshBytes()];
const redactor = new Redactor();
const kept = { secret: Secret.of(held), redactor, text: plain.toString() };
redactor.add(kept.secret);
redactor.scrub('a line of the log');
for (let round = 0; round < 3; round += 1) {
  globalThis.gc?.();
  await new Promise((resolve) => setTimeout(resolve, 10));
}
const chunks: Buffer[] = [];
for await (const chunk of getHeapSnapshot()) chunks.push(Buffer.from(chunk));
const snapshot = Buffer.concat(chunks);
console.log(
  JSON.stringify({ secret: snapshot.includes(held), text: snapshot.includes(plain), kept: Object.keys(kept) }),
);
