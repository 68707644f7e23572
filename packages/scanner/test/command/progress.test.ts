import { describe, expect, it } from 'vitest';
import { Progress } from '../../src/command/progress.ts';

function onScreen(isTTY: boolean) {
  const written: string[] = [];
  let now = 0;
  const progress = new Progress({ isTTY, write: (text) => written.push(text) }, () => now);
  const tell = (at: number, step = { done: 1200, total: 5000, bytes: 45_000_000 }) => {
    now = at;
    progress.tell(step);
  };
  return { written, progress, tell };
}

describe('progress', () => {
  it('waits before it says anything, says it ten times a second at most, and erases its line', () => {
    const { written, progress, tell } = onScreen(true);
    tell(100);
    expect(written).toEqual([]);
    for (const at of [500, 550, 599, 600]) tell(at);
    expect(written).toEqual([
      '\rScanning: 1,200 of 5,000 contents, 45 MB, 90 MB/s\u001b[K',
      '\rScanning: 1,200 of 5,000 contents, 45 MB, 75 MB/s\u001b[K',
    ]);
    progress.end();
    progress.end();
    expect(written.slice(2)).toEqual(['\r\u001b[K']);
  });

  it('leaves no trace of a short scan, and none where there is no terminal', () => {
    const short = onScreen(true);
    short.tell(10);
    short.progress.end();
    const piped = onScreen(false);
    for (const at of [500, 5000]) piped.tell(at);
    piped.progress.end();
    expect([...short.written, ...piped.written]).toEqual([]);
  });
});
