import { Finder } from '../../src/find/find.ts';
import { rulesetOf } from '../../src/find/ruleset.ts';
import { walk } from '../../src/git/tree.ts';
import type { Rule } from '../../src/judge/rule.ts';
import { segmentsOfFile } from '../../src/text/segment.ts';
import { encodingOf } from '../../src/text/text.ts';

interface Content {
  readonly path: string;
  readonly bytes: Buffer;
}

/** What one rule, or all of them, costs on texts that hold hardly a secret: nanoseconds of processor time per byte. */
export interface Cost {
  readonly id: string;
  readonly nsPerByte: number;
}

/** Reads the texts below a folder into memory, up to `most` bytes. */
export function textsIn(folder: string, most: number): readonly Content[] {
  const contents: Content[] = [];
  let bytes = 0;
  for (const { path, file } of walk(folder)) {
    for (const segment of segmentsOfFile(file)) {
      if (segment.offset > 0 || encodingOf(segment.bytes) === 'binary') break;
      contents.push({ path, bytes: Buffer.from(segment.bytes) });
      bytes += segment.bytes.length;
    }
    if (bytes > most) break;
  }
  return contents;
}

/** The cost of all rules together, then of each beyond that of none, the dearest first. */
export function costsOf(rules: readonly Rule[], contents: readonly Content[]): readonly Cost[] {
  const none = costOf('no rule at all', [], contents);
  const all = costOf(`all ${rules.length} rules together`, rules, contents);
  const each = rules.map((rule) => {
    const { id, nsPerByte } = costOf(rule.id, [rule], contents);
    return { id, nsPerByte: nsPerByte - none.nsPerByte };
  });
  return [none, all, ...each.toSorted((a, b) => b.nsPerByte - a.nsPerByte)];
}

function costOf(id: string, rules: readonly Rule[], contents: readonly Content[]): Cost {
  const ruleset = rulesetOf(rules);
  const total = contents.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const times = [0, 1, 2].map(() => {
    const before = process.cpuUsage();
    for (const { path, bytes } of contents) {
      new Finder(ruleset, path).look({ bytes, offset: 0, overlap: 0, last: true });
    }
    const { user } = process.cpuUsage(before);
    return (user * 1000) / total;
  });
  return { id, nsPerByte: Math.min(...times) };
}
