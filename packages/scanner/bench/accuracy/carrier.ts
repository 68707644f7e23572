import type { Document, Family, Form, Secret } from './corpus.ts';
import { filler, type Language } from './filler.ts';
import { inDouble, inSingle, isNamedAsSecret, type NameStyle, nameOf, type Scene, styled, titleLine } from './scene.ts';

/** A way in which secrets get written down. */
export interface Carrier {
  readonly name: string;
  /** Whether a name stands right before each value. */
  readonly labelled: boolean;
  readonly forms: readonly Form[];
  readonly families?: readonly Family[];
  readonly write: (scene: Scene, writing: Writing) => Written;
}

export interface Written {
  readonly path: string;
  readonly text: string;
  readonly encoding?: 'utf16le';
}

export const everyForm: readonly Form[] = ['line', 'url', 'phrase', 'block', 'json'];
export const oneLine: readonly Form[] = ['line', 'url', 'phrase'];
export const noBlocks: readonly Form[] = ['line', 'url', 'phrase', 'json'];

/** Writes values and remembers how each of them came to stand in the file. */
export class Writing {
  readonly written = new Map<Secret, string>();

  as(secret: Secret, text: string): string {
    this.written.set(secret, text);
    return text;
  }

  readonly double = (secret: Secret) => `"${this.as(secret, inDouble(secret.value))}"`;
  readonly single = (secret: Secret) => `'${this.as(secret, inSingle(secret.value))}'`;
  readonly bare = (secret: Secret) => this.as(secret, inSingle(secret.value));
  /** Bare where a shell would take it for one word, else in quotes. */
  readonly word = (secret: Secret) =>
    /[\s{}"[\]&;|<>$!*]/.test(secret.value) ? this.shell(secret) : this.bare(secret);
  readonly shell = (secret: Secret) =>
    secret.value.includes('"') || secret.value.includes('$') ? this.single(secret) : this.double(secret);
  /** Numbers and objects stand in code and JSON as they are. */
  readonly literal = (secret: Secret) =>
    /^[[{]/.test(secret.value) ? this.as(secret, secret.value) : this.double(secret);
}

/** A carrier that is one line per secret between other lines. */
export interface Lines {
  readonly name: string;
  readonly paths: readonly string[];
  readonly styles: readonly NameStyle[];
  readonly filler: Language;
  readonly comment: (text: string) => string;
  readonly line: (name: string, secret: Secret, writing: Writing, scene: Scene) => string;
  readonly open?: (scene: Scene) => string;
  readonly close?: string;
  readonly indent?: string;
  readonly forms?: readonly Form[];
  readonly families?: readonly Family[];
}

export const hash = (text: string) => `# ${text}`;
export const slashes = (text: string) => `// ${text}`;

export function linesCarrier(lines: Lines): Carrier {
  const { name, paths, styles, comment, line, open, close, indent = '', forms = everyForm, families } = lines;
  const write: Carrier['write'] = (scene, writing) => {
    const { random, kit, folder } = scene;
    const style = random.pick(styles);
    const values = kit.secrets.map((secret) => indent + line(nameOf(scene, secret, style), secret, writing, scene));
    const publics = kit.publics.map(({ name: words, value }) => comment(`${styled(words, style)} ${value}`));
    const text = [
      ...importLine(scene, lines.filler),
      ...filler(random, lines.filler),
      ...titleLine(scene, comment),
      ...(random.chance(0.5) ? publics : []),
      ...(open ? [open(scene)] : []),
      ...values,
      ...(close === undefined ? [] : [close]),
      ...(open ? [] : filler(random, lines.filler)),
    ];
    return { path: folder + random.pick(paths), text: `${text.join('\n')}\n` };
  };
  return { name, labelled: true, forms, write, ...(families && { families }) };
}

const imports: Readonly<Record<Language, (id: string, host: string) => string>> = {
  ts: (id) => `import { Client } from '${id}-api-node';`,
  py: (id) => `from ${id}.client import Client`,
  go: (id) => `import "github.com/trading/go-${id}/v2"`,
  rust: (id) => `use ${id}_client::rest::Client;`,
  jvm: (id) => `import com.${id}.client.ApiClient;`,
  hash: (_, host) => `BASE_URL=https://${host}`,
  slash: (id) => `// for ${id}`,
  json: (_, host) => `"baseUrl": "https://${host}"`,
  prose: (_, host) => `Keys are made on https://${host} under API management.`,
  log: (_, host) => `2024-05-01 10:00:00,000 INFO  connecting to https://${host}`,
};

/** The line that names the owner by a package or an address, if that is where the document names it. */
export function importLine({ kit, naming }: Scene, language: Language): string[] {
  return naming === 'import' ? [imports[language](kit.id.replace(/\W/g, ''), kit.host)] : [];
}

/** The document that a carrier makes of a scene. */
export function documentOf(carrier: Carrier, scene: Scene, repository: string): Document {
  const writing = new Writing();
  const { path, text, encoding } = carrier.write(scene, writing);
  const planted = [...writing.written].map(([{ part }, written]) => {
    if (!text.includes(written)) throw new Error(`The carrier ${carrier.name} lost the ${part} of ${scene.kit.class}.`);
    return { class: scene.kit.class, part, written, expects: 'block' as const };
  });
  return {
    repository,
    path,
    text,
    carrier: carrier.name,
    labelled: carrier.labelled && isNamedAsSecret(scene),
    planted,
    ...(encoding && { encoding }),
  };
}
