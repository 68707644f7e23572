// Counts go to four: V8 writes out what may come up to three times, and takes three times as long to make such a pattern.

const lineEnd = /(?:\\?\r?\n|\\n)/.source;

// What assigns. `name: string = V`, `name := V`, `NAME ?= V`, `name => V`, `name = V`, `name: V`, `**Name:** V`,
// `| name | V |`, `set("NAME", "V")`, `setName("V")`, `env.NAME ?? "V"`, `<name>V`, `name <- V`.
const assigns =
  /[?!]?:[ \t]{0,4}&?(?:'static )?(?:string|str|String)[ \t]{0,4}=|[:?+]=|=>|<-|={1,4}|:(?:\*\*)?|,|\(|\?\?|\|{1,2}|>/
    .source;

// `"name": "NAME", "value": "V"`, `name="NAME" value="V"`, `- name: NAME` with `value: V` below.
const valueField = `,?[ \\t]{0,4}(?:${lineEnd}[ \\t]{0,24})?\\\\{0,4}["']?(?:value|default|content|text)\\\\{0,4}["']?[ \\t]{0,4}[:=]`;

// `<key>NAME</key><string>V`.
const nextTag = `<\\/[A-Za-z]{1,20}>${lineEnd}?[ \\t]{0,24}<[A-Za-z]{1,20}>`;

// `env("NAME").unwrap_or("V")`.
const fallback = /[)]?\.(?:unwrap_or|or|getOrElse|orElse|or_else)(?:_else)?\((?:\|_?\| ?|\(\) ?=> ?)?/.source;

// `the passphrase is V`, `Const Name As String = V`.
const speaks = /(?:is|was|As String[ \t]{0,4}=)(?=[ \t])/.source;

// `--name V`, and `NAME\nV`.
const nothing = /(?<=[ \t])(?![ \t])|(?=\r?\n)/.source;

/** What stands between a name and its value, for the patterns that begin at the name. Groups: close, sign. */
export const glue = [
  /(?<close>\\{0,4}["'`])?(?:\*\*)?[\])]?[ \t]{0,16}/.source,
  `(?<sign>${[valueField, assigns, nextTag, fallback, speaks, nothing].join('|')})`,
  `[ \\t]{0,16}(?:[|>]?-?[ \\t]{0,4}${lineEnd}(?:[+-] ?)?[ \\t]{0,32}(?:- )?)?`,
].join('');

/** A quoted value up to its own closing quote, or a bare one up to what ends a word. Groups: quote, value. */
export const anyValue = (least: number) =>
  `(?:[bru]{0,4}\\\\{0,4}(?<quote>["'\`]))?(?<value>` +
  `(?<=["'\`])[^"'\`\\\\\\n]{${least},512}(?=\\\\{0,4}\\k<quote>)` +
  `|(?<!["'\`])[^\\s"'\`,;(){}[\\]<>\\\\&]{${least},512}(?=[\\s,;&)}\\]<"'\`\\\\]|$))`;
