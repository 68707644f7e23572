import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromFiles } from '../src/file-source.ts';
import { freshKey, freshWorld } from './samples.ts';

const pair = ['apiKey', 'secret'] as const;

function mounted(contents: Record<string, string>, mode = 0o400) {
  const { folder: root, world } = freshWorld();
  const folder = join(root, 'keys');
  mkdirSync(folder, { mode: 0o700 });
  for (const [name, content] of Object.entries(contents)) {
    writeFileSync(join(folder, name), content);
    chmodSync(join(folder, name), mode);
  }
  return { folder, world };
}

/** As the kubelet lays a volume: files in a folder of their own, a link to it, links through that link. */
function kubernetes(version: string, contents: Record<string, string>, folder: string) {
  mkdirSync(join(folder, version));
  for (const [name, content] of Object.entries(contents)) {
    writeFileSync(join(folder, version, name), content, { mode: 0o400 });
    rmSync(join(folder, name), { force: true });
    symlinkSync(join('..data', name), join(folder, name));
  }
  symlinkSync(version, join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
}

describe('fromFiles', () => {
  it('reads one file per credential under the names of the contract', async () => {
    const values = {
      apiKey: freshKey(),
      secret: freshKey(),
      passphrase: freshKey(),
      uid: freshKey(),
      walletAddress: freshKey(),
      privateKey: freshKey(),
    };
    const { folder, world } = mounted(values);
    const sourced = await fromFiles(
      folder,
      ['apiKey', 'secret', 'password', 'uid', 'walletAddress', 'privateKey'],
      world,
    );
    expect(sourced.fields.map(({ text }) => text)).toEqual(Object.values(values));
    expect(sourced).toMatchObject({ problems: [], origin: `file:${folder}` });
    expect(sourced.exempt).toEqual(Object.keys(values).map((name) => join(folder, name)));
  });

  it.each([
    ['no newline', '', ''],
    ['one newline', '\n', ''],
    ['a Windows newline', '\r\n', ''],
    ['two newlines', '\n\n', '\n'],
    ['a space', ' ', ' '],
  ])('trims exactly one trailing newline (%s)', async (_, end, left) => {
    const key = freshKey();
    const { folder, world } = mounted({ apiKey: key + end });
    expect((await fromFiles(folder, ['apiKey'], world)).fields[0]?.text).toBe(key + left);
  });

  it('starts a relative folder where .env would be', async () => {
    const key = freshKey();
    const { world } = mounted({ apiKey: key });
    expect((await fromFiles('keys', ['apiKey'], world)).fields[0]?.text).toBe(key);
  });

  it.each([0o404, 0o444, 0o644, 0o402, 0o401])(
    'refuses a file of mode %i in a folder that everybody enters',
    async (mode) => {
      const { folder, world } = mounted({ apiKey: freshKey() }, mode);
      chmodSync(folder, 0o755);
      const { fields, problems } = await fromFiles(folder, ['apiKey'], world);
      expect(problems).toEqual([
        { code: 'SOURCE_UNSAFE', says: expect.stringContaining('apiKey is open to every user') },
      ]);
      expect(fields).toHaveLength(1);
    },
  );

  it.each([0o444, 0o644])(
    'accepts a file of mode %i, as orchestrators mount them, in a folder closed to others',
    async (mode) => {
      const { folder, world } = mounted({ apiKey: freshKey() }, mode);
      expect((await fromFiles(folder, ['apiKey'], world)).problems).toEqual([]);
    },
  );

  it.each([0o402, 0o666])('refuses a file of mode %i wherever it lies: others may write it', async (mode) => {
    const { folder, world } = mounted({ apiKey: freshKey() }, mode);
    expect((await fromFiles(folder, ['apiKey'], world)).problems).toHaveLength(1);
  });

  it.each([0o400, 0o440, 0o600, 0o640])('accepts a file of mode %i', async (mode) => {
    const { folder, world } = mounted({ apiKey: freshKey() }, mode);
    expect((await fromFiles(folder, ['apiKey'], world)).problems).toEqual([]);
  });

  it('refuses a folder in which every user can replace files, unless it is sticky', async () => {
    const { folder, world } = mounted({ apiKey: freshKey() });
    chmodSync(folder, 0o777);
    expect((await fromFiles(folder, ['apiKey'], world)).problems).toHaveLength(1);
    chmodSync(folder, 0o1777);
    expect((await fromFiles(folder, ['apiKey'], world)).problems).toEqual([]);
  });

  it('follows the links of a Kubernetes volume, and exempts link and target', async () => {
    const { folder, world } = mounted({});
    const values = { apiKey: freshKey(), secret: `${freshKey()}\n` };
    kubernetes('..2026_01', values, folder);
    const { fields, problems, exempt } = await fromFiles(folder, pair, world);
    expect(fields.map(({ text }) => text)).toEqual([values.apiKey, values.secret.trim()]);
    expect(problems).toEqual([]);
    expect(exempt).toEqual(expect.arrayContaining([join(folder, 'apiKey'), join(folder, '..2026_01', 'apiKey')]));
  });

  it('never mixes two versions of a volume that turns while it is read', async () => {
    const { folder, world } = mounted({});
    const values = [1, 2].map(() => ({ apiKey: freshKey(), secret: freshKey() }));
    kubernetes('..v0', values[0] ?? {}, folder);
    // The fields are walked in order; asking for the second one is the moment at which the volume turns.
    let turned = false;
    const turning = new Proxy([...pair], {
      get(target, name) {
        if (name === '1' && !turned) {
          turned = true;
          kubernetes('..v1', values[1] ?? {}, folder);
        }
        return Reflect.get(target, name);
      },
    });
    const { fields } = await fromFiles(folder, turning, world);
    expect(turned).toBe(true);
    expect(fields.map(({ text }) => text)).toEqual(Object.values(values[1] ?? {}));
  });

  it('refuses a link that leads out of the folder', async () => {
    const { folder, world } = mounted({});
    // Beside the folder, with a name that begins like its own.
    const outside = `${folder}-outside`;
    writeFileSync(outside, freshKey(), { mode: 0o400 });
    symlinkSync(outside, join(folder, 'apiKey'));
    const { fields, problems } = await fromFiles(folder, ['apiKey'], world);
    expect(problems).toEqual([{ code: 'SOURCE_UNSAFE', says: expect.stringContaining('leads out of its folder') }]);
    expect(fields).toEqual([{ field: 'apiKey', name: 'apiKey', refused: true }]);
  });

  it('refuses a file that git tracks, because the search for leaks will pass it by', async () => {
    const { folder, world } = mounted({ apiKey: freshKey() });
    const { problems } = await fromFiles(folder, ['apiKey'], { ...world, isTracked: async () => true });
    expect(problems).toEqual([{ code: 'SOURCE_UNSAFE', says: expect.stringContaining('git rm --cached') }]);
  });

  it('finds nothing in an absent folder, an absent file and an empty file', async () => {
    const { folder, world } = mounted({ apiKey: '', secret: '\n' });
    expect((await fromFiles(folder, ['apiKey', 'secret', 'uid'], world)).fields.map(({ text }) => text)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect((await fromFiles(join(folder, 'absent'), ['apiKey'], world)).fields).toEqual([
      { field: 'apiKey', name: 'apiKey' },
    ]);
  });

  it('says SOURCE_UNREADABLE where it may not look', async () => {
    const { folder, world } = mounted({});
    symlinkSync('secret', join(folder, 'apiKey'));
    symlinkSync('apiKey', join(folder, 'secret'));
    await expect(fromFiles(folder, pair, world)).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });
  });
});
