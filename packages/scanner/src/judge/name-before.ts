import { oneOf } from '../text/character-set.ts';
import { wordSet } from '../text/word-set.ts';

/** What stands before a value and says what it is. */
export interface NameBefore {
  /** The name, or the last words of a sentence; empty when nothing names the value. */
  readonly name: string;
  /** The mark nearest to the value: `=`, `:`, `,`, `(`, `>`, `|`; a space when the name merely stands before it. */
  readonly sign: string;
  readonly isQuoted: boolean;
  /** Where the name begins. */
  readonly at: number;
}

/** Names stand close to their values; a line break between them is common, a screen of text is not. */
const furthest = 144;
export const longestName = 64;
/** How much may be said of a variable before its default. */
const farthestBlock = 300;

const isNameCharacter = oneOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$');
const isInsideName = oneOf('.-');
const isOfWord = oneOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_');
const [space, dash, underscore] = [0x20, 0x2d, 0x5f];
const isQuote = oneOf('"\'`');
const isSign = oneOf('=:>|,(?[');
const isGlue = oneOf(' \t\r"\'`\\=:>|,(?[]*#!~+@/-');
const isBlank = oneOf(' \t\r\\"\'`');
const [newline, back, letterN, letterR, letterT, closing, plus, dot, less, slash, brace, ampersand] = [
  0x0a, 0x5c, 0x6e, 0x72, 0x74, 0x29, 0x2b, 0x2e, 0x3c, 0x2f, 0x7b, 0x26,
];
const isAssigned = (code: number) => code === 0x3d || isNameCharacter(code);

/** An arrow and a wide colon, as UTF-8 and as they are. */
const wideSigns = ['\u00e2\u0086\u0092', '\u00ef\u00bc\u009a', '\u2192', '\uff1a'];

// Types, constructors and verbs that stand between a name and its value: `name: string = `, `Some(`, `value: `.
const between = wordSet(`
  str string text value val default defaultvalue char const literal byte bytes buffer buffer.from field json.stringify
  static some new from of is as was be are to optional nonnullable b u r f l rb br x data content bearer basic quot null
  undefined type secure required readonly optional.of bytes.fromhex base64 base64.b64decode atob str.encode trim
  tostring 0x 0 _ td th code b64 set
`);

/** `{ name: X, value: "V" }`: the name stands in the field before, so a line break may come between. */
const carriesOn = wordSet('value default defaultvalue val data content text string td th');

/** `env("NAME").unwrap_or("V")`: the name stands in the call before. */
const fallsBack = wordSet(`
  unwrap_or unwrap_or_else unwrap_or_default orelse or_else getorelse get_orelse getor_else get_or_else or default
  otherwise ifempty if_empty fetch
`);

/** V8 compiles anew what once asked for a character before the first. */
const codeBefore = (text: string, at: number) => (at > 0 ? text.charCodeAt(at - 1) : 0);

/** Reads backwards from a value to what names it. */
export function nameBefore(text: string, at: number): NameBefore {
  const least = Math.max(0, at - furthest);
  let i = at;
  let sign = '';
  let isQuoted = false;
  let lines = 0;
  let carries = false;
  let isFallback = false;
  const nameless = (): NameBefore => ({ name: '', sign, isQuoted, at: i });

  for (let words = 0; words < 4 && i > least; ) {
    const code = text.charCodeAt(i - 1);
    const isEscaped = i > 1 && text.charCodeAt(i - 2) === back;
    if (code === newline || ((code === letterN || code === letterR) && isEscaped)) {
      // Between sign and value a line may end; between a name and its sign none does.
      if (++lines > 2 || (sign !== '' && !carries)) return nameless();
      i -= code === newline ? 1 : 2;
    } else if (code === letterT && isEscaped) i -= 2;
    else if (isFallback && (code === closing || code === dot)) i--;
    else if (code === closing && (sign === ':' || sign === '=')) {
      // `key (main account): V`
      const open = text.slice(Math.max(0, i - 32), i).lastIndexOf('(');
      if (open === -1) return nameless();
      i = Math.max(0, i - 32) + open;
    } else if (code === brace && isQuoted && sign === '' && isAssigned(text.charCodeAt(i - 2))) {
      // `API_KEY{"V"}`, `apiSecret={"V"}`
      sign = '=';
      i--;
    } else if (code > 0x7f) {
      const wide = wideSigns.find((one) => text.startsWith(one, i - one.length));
      if (!wide) return sign === ':' || sign === '=' ? foreignName(text, i, { sign, isQuoted }) : nameless();
      if (sign === '') sign = ':';
      i -= wide.length;
    } else if (code === ampersand && /^(?:str|'static)/.test(text.slice(i, i + 7))) {
      // `API_KEY: &str = "V"`
      i--;
    } else if (isGlue(code) || (code === less && (sign === '>' || text.charAt(i) === '-'))) {
      const isMark = isSign(code);
      if (isMark && sign === '') sign = text.charAt(i - 1);
      else if (!isMark && !isBlank(code) && sign === '' && lines > 0 && code !== plus) return nameless();
      if (isQuote(code) && sign === '') isQuoted = true;
      i--;
    } else if (isNameCharacter(code)) {
      const start = startOfName(text, i);
      const written = text.slice(start, i);
      const word = written.toLowerCase();
      const isTag = codeBefore(text, start) === less;
      const isEndTag = codeBefore(text, start) === slash && codeBefore(text, start - 1) === less;
      isFallback = fallsBack.has(word);
      if (!isFallback && !isEndTag && !between.has(word)) {
        const name = phraseTo(text, start) + written;
        if (lines === 0 || sign !== '') return { name, sign: sign || ' ', isQuoted, at: start };
        // A label on a line of its own, and the value on the next.
        const isAlone =
          lines === 1 &&
          /(?:^|\n)[ \t#>*-]*$/.test(
            text.slice(Math.max(0, start + word.length - name.length - 24), start + word.length - name.length),
          );
        return isAlone ? { name, sign: '\n', isQuoted, at: start } : nameless();
      }
      const block = written === 'default' && sign === '=' ? blockNamed(text, start) : undefined;
      if (block) return { ...block, sign, isQuoted };
      carries = (isTag || sign !== '>') && carriesOn.has(word);
      words++;
      i = start;
    } else return nameless();
  }
  return nameless();
}

/** A name in letters of another script: `密钥: V`. It is read as the bytes it stands as. */
function foreignName(text: string, end: number, found: Pick<NameBefore, 'sign' | 'isQuoted'>): NameBefore {
  let start = end;
  while (
    start > end - longestName &&
    (text.charCodeAt(start - 1) > 0x7f || isNameCharacter(text.charCodeAt(start - 1)))
  )
    start--;
  return { ...found, name: text.slice(start, end), at: start };
}

/** `variable "NAME" { type = string default = "V" }`: the name stands at the head of Terraform's block. */
function blockNamed(text: string, at: number): { name: string; at: number } | undefined {
  const from = Math.max(0, at - farthestBlock);
  const before = text.slice(from, at);
  const open = before.lastIndexOf('{');
  const found = /variable[ \t]{1,4}"(?<name>\w{1,64})"[ \t]{0,4}$/.exec(before.slice(0, Math.max(0, open)));
  return found?.groups?.name === undefined ? undefined : { name: found.groups.name, at: from + found.index };
}

function startOfName(text: string, end: number): number {
  const floor = Math.max(0, end - longestName);
  let start = end - 1;
  while (start > floor) {
    const before = text.charCodeAt(start - 1);
    const goesOn = isInsideName(before) && start - 1 > floor && isNameCharacter(text.charCodeAt(start - 2));
    if (!isNameCharacter(before) && !goesOn) break;
    start--;
  }
  // The letter of `\n` in front of a name is not the name's first.
  const isEscape = start > 0 && text.charCodeAt(start - 1) === back && /[nrt]/.test(text.charAt(start));
  return isEscape && end - start > 1 ? start + 1 : start;
}

/** The one to three words before a name's last: `secret access ` of "secret access key". */
function phraseTo(text: string, at: number): string {
  const before = codeBefore(text, at);
  if (before !== space && before !== dash) return '';
  let start = at;
  for (let words = 0; words < 3; words++) {
    const mark = codeBefore(text, start);
    if (mark !== space && mark !== dash) break;
    let first = start - 1;
    while (first > start - 25 && first > at - 64 && isOfWord(codeBefore(text, first))) first--;
    while (first < start - 1 && text.charCodeAt(first) === underscore) first++;
    if (first === start - 1) break;
    start = first;
  }
  return text.slice(start, at);
}
