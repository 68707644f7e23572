import type { Look } from '../judge/rule.ts';
import { type Encoding, textOf } from '../text/text.ts';
import { type Engine, engine } from './engine.ts';

/** 64 numbers of one digit, and the commas between them. */
const leastNumbers = 127;

/** A text as rules look at it: its bytes are in the engine, and characters are made only when somebody asks for them. */
export class LoadedText implements Look {
  readonly bytes: Uint8Array;
  readonly isBytes: boolean;
  readonly path: string;
  /** Known once the keywords have been looked for. */
  mentions: Look['mentions'] = [];
  #text: string | undefined;
  /** Whether the keywords say that this is a Secret of Kubernetes. */
  isKubernetesSecret = false;
  /** Whether colours of a terminal stand in it: they end in a letter, which a value behind them must not begin with. */
  isColoured = false;
  #marks: Pick<Look, 'joints' | 'escapes'> = { joints: [], escapes: [] };
  #numbers: Look['numbers'] | undefined;

  private constructor({ bytes, isBytes, path, text }: Pick<Look, 'bytes' | 'isBytes' | 'path'> & { text?: string }) {
    this.bytes = bytes;
    this.isBytes = isBytes;
    this.path = path;
    this.#text = text;
  }

  static of(bytes: Buffer, encoding: Exclude<Encoding, 'binary'>, path: string): LoadedText {
    if (encoding === 'bytes') return new LoadedText({ bytes, isBytes: true, path });
    const { text } = textOf(bytes, encoding);
    return new LoadedText({ bytes: narrowed(text), isBytes: false, path, text });
  }

  /** Another text in the same place: what an encoding held. */
  within(text: string): LoadedText {
    const bytes = this.isBytes ? Buffer.from(text, 'latin1') : narrowed(text);
    return new LoadedText({ bytes, isBytes: this.isBytes, path: this.path, text });
  }

  /** The same with blanks for colours, so that each place stays what it was. */
  withoutColours(): LoadedText {
    return this.within(this.text.replace(colour, (sequence) => ' '.repeat(sequence.length)));
  }

  /** Puts the text before the engine, with the rules that these tables speak of. */
  loaded(tables: Uint8Array): Engine {
    const one = engine();
    one.load(tables, this.bytes);
    this.#marks = one.marks();
    return one;
  }

  get text(): string {
    const { buffer, byteOffset, length } = this.bytes;
    const text = this.#text ?? Buffer.from(buffer, byteOffset, length).toString('latin1');
    this.#text = text;
    return text;
  }

  get joints(): Look['joints'] {
    return this.#marks.joints;
  }

  get escapes(): Look['escapes'] {
    return this.#marks.escapes;
  }

  get numbers(): Look['numbers'] {
    this.#numbers ??= engine().numbers(leastNumbers);
    return this.#numbers;
  }

  nextWords(from: number, least: number, words: Uint8Array): number {
    return engine().nextWords(from, least, words);
  }
}

const colour = new RegExp(
  `(?:${String.fromCharCode(0x1b)}|${/\\x1b|\\u001b|\\033|\\e/.source})\\[[0-9;]{0,16}[A-Za-z]`,
  'gi',
);

/** One byte per character; what has no such byte becomes one that stands in no run and no keyword. */
function narrowed(text: string): Uint8Array {
  const bytes = Buffer.allocUnsafe(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes[i] = code < 256 ? code : 0;
  }
  return bytes;
}
