import { Socket } from 'node:net';
import { plainText } from './plain-text.ts';

/** What a strategy prints is text from a stranger: lines are capped, counted and stripped of control characters. */
const longest = 500;
const linesPerSecond = 20;

/** Reads the strategy's stdout and stderr and passes on clean lines; says once per second how many it dropped. */
export function readStrategyOutput(end: number | Socket, clock: () => Date, say: (line: string) => void): void {
  const socket = typeof end === 'number' ? new Socket({ fd: end, readable: true, writable: false }) : end;
  let rest = '';
  let second = 0;
  let said = 0;
  let dropped = 0;

  const pass = (line: string): void => {
    const now = Math.floor(clock().getTime() / 1_000);
    if (now !== second) {
      if (dropped > 0) say(`(${dropped} lines dropped: more than ${linesPerSecond} a second)`);
      second = now;
      said = 0;
      dropped = 0;
    }
    if (said >= linesPerSecond) {
      dropped += 1;
      return;
    }
    said += 1;
    say(line);
  };
  const read = (line: string): void => {
    const safe = clean(line);
    if (safe !== '') pass(safe);
  };

  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(0, longest + 1);
    for (const line of lines) read(line);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    read(rest);
    if (dropped > 0) say(`(${dropped} lines dropped: more than ${linesPerSecond} a second)`);
  });
}

/** Takes out control characters and the ones that reorder or hide text, and cuts what is too long. */
export function clean(text: string): string {
  const safe = plainText(text).trim();
  return safe.length > longest ? `${safe.slice(0, longest)}…` : safe;
}
