/** What stands between a name and its value, for the patterns that begin at the name. Groups: close, sign, quote, value. */
export const glue = [
  /(?<close>\\{0,3}["'`])?(?:\*\*)?[\])]?/.source,
  '(?<sign>',
  [
    // `name: string = V`, `name := V`, `NAME ?= V`, `name => V`, `name = V`, `name: V`, `**Name:** V`, `| name | V |`,
    // `set("NAME", "V")`, `setName("V")`, `env.NAME ?? "V"`, `<name>V`, `NAME\nV` and the space of `--name V`.
    /[ \t]{0,16}(?:[?!]?:[ \t]{0,4}&?(?:'static )?(?:string|str|String)[ \t]{0,4}=|[:?+]=|=>|<-|={1,3}|:(?:\*\*)?|,|\(|\?\?|\|{1,2}|>)/
      .source,
    // `"name": "NAME", "value": "V"`, `name="NAME" value="V"`, `- name: NAME` with `value: V` below, `<key>NAME</key><string>V`.
    /[ \t]{0,4},?(?:\\?\r?\n|\\n|[ \t]){0,4}[ \t]{0,24}\\{0,3}["']?(?:value|default|content|text)\\{0,3}["']?[ \t]{0,4}[:=]/
      .source,
    /<\/[A-Za-z]{1,20}>(?:\r?\n|\\n)?[ \t]{0,24}<[A-Za-z]{1,20}>/.source,
    /["'`)]{1,2}\.(?:unwrap_or|or|getOrElse|orElse|or_else)(?:_else)?\((?:\|_?\| ?|\(\) ?=> ?)?/.source,
    /[ \t]{1,4}(?:is|was|=|As String[ \t]{0,4}=)(?=[ \t])/.source,
    /[ \t]{0,4}(?=\r?\n)/.source,
    /(?=[ \t])/.source,
  ].join('|'),
  ')',
  /(?:[ \t]{0,16}|[ \t]{0,4}[|>]?-?[ \t]{0,2}(?:\\?\r?\n|\\n)(?:[+-] ?)?[ \t]{0,32}(?:- )?)/.source,
].join('');

/** A quoted value up to its own closing quote, or a bare one up to what ends a word. */
export const anyValue = (least: number) =>
  `(?:[bru]{0,2}\\\\{0,3}(?<quote>["'\`])(?<value>[^"'\`\\\\\\n]{${least},512})(?=\\\\{0,3}\\k<quote>)` +
  `|(?<value>[^\\s"'\`,;(){}[\\]<>\\\\&]{${least},512})(?=[\\s,;&)}\\]<"'\`\\\\]|$))`;
