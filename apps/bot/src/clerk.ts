import { perform } from './commands/index.ts';
import type { FromClerk, ToClerk } from './consult.ts';
import { openLine } from './frames.ts';
import { cap, descriptor } from './messages.ts';

// The process of the short commands: it reads bot.config.ts and works on the journal beside a running desk. It has no
// key, no environment and no network, so what it loads for that has nothing to take.

const asked = Promise.withResolvers<ToClerk>();
for (const screen of [process.stdout, process.stderr]) screen.on('error', () => undefined);
const launcher = openLine(descriptor.launcher, {
  maxBytes: cap.own,
  message: (value) => asked.resolve(value as ToClerk),
  fault: () => process.exit(1),
  end: () => process.exit(1),
});

const { command, ...around } = await asked.promise;
launcher.send(await answer());
setTimeout(() => process.exit(0), 20);

async function answer(): Promise<FromClerk> {
  try {
    return await perform(command, { ...around, clock: () => new Date(), print });
  } catch (error) {
    // Errors of our packages carry a code and a sentence; what else was thrown may quote anything.
    const ours = error instanceof Error && /^(?:Journal|Config|Rotation)Error$/.test(error.name);
    if (ours) return { code: 1, says: error.message };
    return { code: 1, says: 'The command broke: this is a defect of Gatehouse.' };
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
