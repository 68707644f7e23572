// What the pre-commit hook starts. Node needs as long to find a hundred modules as they need to look, so it begins with
// one file where that may count, and with the sources else. The word `-`: staged.sh hands over what is staged.

type Hook = typeof import('../src/run-hook.ts', { with: { 'resolution-mode': 'import' }});
const load: import('./bundle.ts', { with: { 'resolution-mode': 'import' }}).Load<Hook> = require('./bundled.cts');

// Whatever ends this before the look does is no pass, under any of Node's options.
process.exitCode = 2;
const { exports: hook, tables } = load('hook') ?? {};
if (hook?.runHook && tables) void hook.runHook(process, { tables });
else void import('../src/run-hook.ts').then(({ runHook }) => runHook(process));
