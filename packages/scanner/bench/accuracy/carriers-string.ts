import { type Carrier, hash, importLine, oneLine, slashes, type Writing } from './carrier.ts';
import type { Secret } from './corpus.ts';
import { filler } from './filler.ts';
import { looksLikeAnId, type NameStyle, nameOf, type Scene, styled, titleLine } from './scene.ts';

/** Values inside of longer strings, and values in pieces. */
const strings: readonly Carrier[] = [
  text('ts-template', true, 'ts', 'camelCase', ({ name, secret, random }, write) =>
    random.pick([
      `const line = \`${name}=${write.bare(secret)}&recvWindow=5000\`;`,
      `const header = \`${name}: ${write.bare(secret)}\`;`,
    ]),
  ),
  text('py-fstring', true, 'py', 'snake_case', ({ name, secret, random }, write) =>
    random.pick([
      `url = f"{base}/v1/account?${name}=${write.bare(secret)}&timestamp={now}"`,
      `headers = {"${secret.header ?? name}": f"${write.bare(secret)}"}`,
    ]),
  ),
  text(
    'split-literal',
    false,
    'ts',
    'camelCase',
    ({ name, secret }, write) => {
      const middle = Math.floor(secret.value.length / 2);
      const [one, two] = [secret.value.slice(0, middle), secret.value.slice(middle)];
      return `const ${name} = '${write.as(secret, `${one}' +\n  '${two}`)}';`;
    },
    ['line'],
  ),
  text(
    'py-implicit-split',
    false,
    'py',
    'snake_case',
    ({ name, secret }, write) => {
      const middle = Math.floor(secret.value.length / 2);
      return `${name} = (\n    "${write.as(secret, `${secret.value.slice(0, middle)}"\n    "${secret.value.slice(middle)}`)}"\n)`;
    },
    ['line'],
  ),
  text('comment', false, 'ts', 'camelCase', ({ secret, scene, random }, write) =>
    random.pick([
      `// ${scene.kit.title} ${secret.part}: ${write.bare(secret)}`,
      `/* ${random.pick(['old', 'prod', 'mine', 'backup'])} ${scene.kit.title} ${secret.part} ${write.bare(secret)} */`,
      ...(looksLikeAnId(secret.value)
        ? []
        : [`// ${random.pick(['old', 'temporary'])}: ${write.bare(secret)}`, `// const k = '${write.bare(secret)}'`]),
    ]),
  ),
  text('commented-code', true, 'py', 'snake_case', ({ name, secret }, write) => `# ${name} = ${write.double(secret)}`),
];

interface Piece {
  readonly name: string;
  readonly secret: Secret;
  readonly scene: Scene;
  readonly random: Scene['random'];
}

function text(
  name: string,
  labelled: boolean,
  language: 'ts' | 'py',
  style: NameStyle,
  line: (piece: Piece, writing: Writing) => string,
  forms = oneLine,
): Carrier {
  const comment = language === 'ts' ? slashes : hash;
  const paths = language === 'ts' ? ['src/client.ts', 'src/signer.js', 'app/api.ts'] : ['client.py', 'bot/api.py'];
  return {
    name,
    labelled,
    forms,
    write: (scene, writing) => {
      const { random, kit, folder } = scene;
      // Where nothing beside the value may name it, the words of the name still stand: `apiKey` in front of two halves.
      const lines = kit.secrets
        .filter(({ value }) => !value.includes('\n'))
        .map((secret) => line({ name: nameOf(scene, secret, style), secret, scene, random }, writing));
      const owner = styled([kit.id], style);
      const all = [
        ...importLine(scene, language),
        ...filler(random, language),
        ...titleLine(scene, comment),
        ...(scene.naming === 'name' ? [comment(owner)] : []),
        ...lines,
        ...filler(random, language, 2),
      ];
      return { path: folder + random.pick(paths), text: `${all.join('\n')}\n` };
    },
  };
}

const multiLine: Carrier = {
  name: 'multi-line-literal',
  labelled: true,
  forms: ['block', 'phrase'],
  write: (scene, writing) => {
    const { random, kit, folder } = scene;
    const [secret] = kit.secrets;
    if (!secret) return { path: 'empty.ts', text: '' };
    const indented = secret.value.replaceAll('\n', '\n  ');
    const name = nameOf(scene, secret, 'snake_case');
    const [path, body] = random.pick<readonly [string, () => string]>([
      ['src/key.ts', () => `const ${name} = \`${writing.as(secret, secret.value)}\`;\n`],
      ['key.py', () => `${name} = """${writing.as(secret, secret.value)}"""\n`],
      ['config.yml', () => `${name}: |\n  ${writing.as(secret, indented)}\nnext: 1\n`],
      ['main.go', () => `var ${name} = \`${writing.as(secret, secret.value)}\`\n`],
      ['prod.tfvars', () => `${name} = <<EOT\n${writing.as(secret, secret.value)}\nEOT\n`],
      ['.env', () => `${name.toUpperCase()}="${writing.as(secret, secret.value)}"\nPORT=3000\n`],
    ]);
    return {
      path: folder + path,
      text: `${titleLine(scene, path.endsWith('ts') || path.endsWith('go') ? slashes : hash).join('\n')}\n${body()}`,
    };
  },
};

export const stringCarriers: readonly Carrier[] = [...strings, multiLine];
