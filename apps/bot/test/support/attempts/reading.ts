import { type Attempt, computes, linuxOnly, prints } from './attempt.ts';

/** Reading the environment and files. */
export const reading: Readonly<Record<string, Attempt>> = {
  // Reading the environment.
  'env-canary': { does: 'reads its environment', tries: 'return process.env[at.canary];', came: prints('canary') },
  'env-report': {
    does: 'reads the environment out of a diagnostic report',
    tries: 'return process.report.getReport().environmentVariables[at.canary];',
    came: prints('canary'),
  },
  'env-proc-self': {
    does: 'reads /proc/self/environ',
    tries: `return (await load('node:fs')).readFileSync('/proc/self/environ', 'latin1').split('\\0').find((row) => row.startsWith(at.canary));`,
    came: prints('canary'),
    unless: linuxOnly,
  },
  'env-proc-parent': {
    does: 'reads the environment of its parent',
    tries: `return (await load('node:fs')).readFileSync('/proc/' + process.ppid + '/environ', 'latin1').split('\\0').find((row) => row.startsWith(at.canary));`,
    came: prints('canary'),
    unless: linuxOnly,
  },
  'env-proc-other': {
    does: 'reads the environment of another process of the same user',
    tries: `return (await load('node:fs')).readFileSync('/proc/' + at.victim + '/environ', 'latin1');`,
    came: prints('victimEnvironment'),
    unless: linuxOnly,
  },

  // Reading files.
  'read-dotenv': {
    does: 'reads .env',
    tries: `return (await load('node:fs')).readFileSync(at.dotenv, 'utf8');`,
    came: prints('dotenv'),
  },
  'read-nested-dotenv': {
    does: 'reads a stray .env inside a package',
    tries: `return (await load('node:fs')).readFileSync(at.nestedDotenv, 'utf8');`,
    came: prints('dotenv'),
  },
  'read-state': {
    does: 'reads a file in the state folder',
    tries: `return (await load('node:fs')).readFileSync(at.stateFile, 'utf8');`,
    came: prints('state'),
  },
  'list-state': {
    does: 'lists the state folder',
    tries: `return (await load('node:fs')).readdirSync(at.stateFolder).join();`,
    came: prints('state'),
  },
  'read-config': {
    does: 'reads bot.config.ts',
    tries: `return (await load('node:fs')).readFileSync(at.configFile, 'utf8');`,
    came: prints('config'),
  },
  'read-manifest': {
    does: 'reads a file at the root',
    tries: `return (await load('node:fs')).readFileSync(at.rootManifest, 'utf8').slice(-80);`,
    came: prints('manifest'),
  },
  'read-outside': {
    does: 'reads a file elsewhere',
    tries: `return (await load('node:fs')).readFileSync(at.outsideFile, 'utf8');`,
    came: prints('outside'),
  },
  'read-buffer-path': {
    does: 'reads by a path given as bytes',
    tries: `return (await load('node:fs')).readFileSync(Buffer.from(at.outsideFile), 'utf8');`,
    came: prints('outside'),
  },
  'read-dots': {
    does: 'climbs out of the strategies folder',
    tries: `return (await load('node:fs')).readFileSync(at.strategies + '/../../'.repeat(20) + at.outsideFile, 'utf8');`,
    came: prints('outside'),
  },
  'read-link-dots': {
    does: 'climbs out through a link inside a folder it may read',
    tries: `return (await load('node:fs')).readFileSync(at.linkedPackage + '/../../.env', 'utf8');`,
    came: prints('dotenv'),
  },
  'read-proc-root': {
    does: 'reads through /proc/self/root',
    tries: `return (await load('node:fs')).readFileSync('/proc/self/root' + at.outsideFile, 'utf8');`,
    came: prints('outside'),
    unless: linuxOnly,
  },
  'read-promises': {
    does: 'reads with promises',
    tries: `return (await load('node:fs/promises')).readFile(at.outsideFile, 'utf8');`,
    came: prints('outside'),
  },
  'read-callback': {
    does: 'reads with a callback',
    tries: `const fs = await load('node:fs'); return new Promise((well, ill) => fs.readFile(at.outsideFile, 'utf8', (error, text) => error ? ill(error) : well(text)));`,
    came: prints('outside'),
  },
  'read-stream': {
    does: 'reads a stream',
    tries: `let text = ''; for await (const chunk of (await load('node:fs')).createReadStream(at.outsideFile, 'utf8')) text += chunk; return text;`,
    came: prints('outside'),
  },
  'read-blob': {
    does: 'opens a file as a blob',
    tries: `return (await (await load('node:fs')).openAsBlob(at.outsideFile)).text();`,
    came: prints('outside'),
  },
  'read-glob': {
    does: 'lists a folder with glob',
    tries: `return (await load('node:fs')).globSync('*', { cwd: at.stateFolder }).join();`,
    came: prints('state'),
  },
  'read-opendir': {
    does: 'opens a folder',
    tries: `const folder = (await load('node:fs')).opendirSync(at.stateFolder); const names = []; for (let one; (one = folder.readSync()); ) names.push(one.name); return names.join();`,
    came: prints('state'),
  },
  'read-import': {
    does: 'imports a module elsewhere',
    tries: `return (await import(at.outsideModule)).default;`,
    came: prints('module'),
  },
  'read-import-json': {
    does: 'imports JSON elsewhere',
    tries: `return (await import(at.outsideJson, { with: { type: 'json' } })).default;`,
    came: prints('outside'),
  },
  'read-require': {
    does: 'requires JSON elsewhere',
    tries: `return (await load('node:module')).createRequire(at.strategies + '/')(at.outsideJson);`,
    came: prints('outside'),
  },
  'read-load-env': {
    does: 'loads an environment file',
    tries: `process.loadEnvFile(at.outsideEnv); return process.env.OUTSIDE_ENV;`,
    came: prints('outside'),
  },
  'read-registered-hook': {
    does: 'redirects an import with module.registerHooks',
    tries: `const target = (await load('node:url')).pathToFileURL(at.outsideModule).href; const hook = (await load('node:module')).registerHooks({ resolve: (name, context, next) => name === 'redirected' ? { url: target, shortCircuit: true } : next(name, context) }); try { return (await import('redirected')).default; } finally { hook.deregister(); }`,
    came: prints('module'),
  },
  'read-register': {
    does: 'registers loader hooks from a file elsewhere',
    tries: `(await load('node:module')).register(at.outsideModule, (await load('node:url')).pathToFileURL(at.strategies + '/')); return (await import(at.outsideModule)).default;`,
    came: prints('module'),
  },
  'read-binding': {
    does: 'reaches for the engine’s own bindings',
    tries: `const fs = process.binding('fs'); return typeof fs.open === 'function' ? 42 * 42 : undefined;`,
    came: computes,
  },
  'read-sqlite': {
    does: 'reads a database with node:sqlite',
    tries: `const { DatabaseSync } = await load('node:sqlite'); return new DatabaseSync(at.outsideDatabase).prepare('SELECT word FROM words').get().word;`,
    came: prints('outside'),
  },
};
