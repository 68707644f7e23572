import { spawnSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Crew, shareOut } from '../../src/scan/pool.ts';
import { makeFolder, write } from '../repository.ts';

const scriptOf = (body: string) =>
  new URL(
    `file://${write(makeFolder(), 'worker.mjs', `import { parentPort, workerData } from 'node:worker_threads';\n${body}`)}`,
  );

const share = async (body: string, count = 10) => {
  const answers: string[] = [];
  const tasks = Array.from({ length: count }, (_, index) => index).values();
  await shareOut<number, string>({
    script: scriptOf(body),
    workerData: 'data',
    tasks,
    answered: (task, answer) => void answers.push(`${task}: ${answer}`),
    size: 2,
  });
  return answers.sort();
};

describe('shareOut', () => {
  it('gives every task to a worker, and each answer back with its task', async () => {
    const body = `parentPort.on('message', (task) => parentPort.postMessage({ answer: workerData + ' ' + task * 2 }));`;
    expect(await share(body, 5)).toEqual(['0: data 0', '1: data 2', '2: data 4', '3: data 6', '4: data 8']);
    expect(await share(body, 0)).toEqual([]);
  });

  it('passes on a failure that has a sentence', async () => {
    const body = `parentPort.on('message', () => parentPort.postMessage({ failed: { code: 'GIT_FAILED', message: 'No.' } }));`;
    await expect(share(body)).rejects.toMatchObject({ code: 'GIT_FAILED', message: 'No.' });
  });

  it.each([
    ['throws', `parentPort.on('message', (task) => { throw new Error('the value') });`],
    ['ends', `parentPort.on('message', (task) => process.exit(0));`],
    ['cannot start', `throw new Error('the value');`],
    ['sends what cannot be sent', `parentPort.on('message', () => parentPort.postMessage({ answer: () => 1 }));`],
  ])('fails when a worker %s, and says nothing that it was told', async (_, body) => {
    const error: unknown = await share(body).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'WORKER_FAILED' });
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('the value');
  });
});

it('lets nothing that a worker prints reach a stream of the process', () => {
  const script = scriptOf(
    `console.log('printed');
     console.error('complained');
     process.emitWarning('warned');
     parentPort.on('message', (task) => setTimeout(() => parentPort.postMessage({ answer: task }), 100));`,
  );
  const pool = new URL('../../src/scan/pool.ts', import.meta.url);
  const main = `import { shareOut } from ${JSON.stringify(pool)};
    const answered = (_, answer) => console.log('answer', answer);
    await shareOut({ script: new URL(${JSON.stringify(script)}), tasks: [1].values(), answered, size: 1 });`;
  const words = ['--input-type=module', '-e', main];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', env: {} });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'answer 1\n', stderr: '' });
});

describe('Crew', () => {
  const hire = (body: string) => new Crew<number, string>({ script: scriptOf(body), workerData: 'data', size: 2 });
  const echo = `parentPort.on('message', (task) => parentPort.postMessage({ answer: 'of ' + task }));`;

  it('is there before it is known what there is to do', async () => {
    const crew = hire(echo);
    await setTimeout(300);
    const answers: string[] = [];
    await crew.shareOut({ tasks: [1, 2, 3].values(), answered: (_, answer) => void answers.push(answer) });
    await crew.dismiss();
    expect(answers.toSorted()).toEqual(['of 1', 'of 2', 'of 3']);
  });

  it.each([
    ['throws', `throw new Error('the value');`],
    ['ends', `process.exit(0);`],
  ])('fails with its first tasks when a worker %s before it has any', async (_, body) => {
    const crew = hire(body);
    await setTimeout(300);
    const sharing = crew.shareOut({ tasks: [1].values(), answered: () => {} });
    await expect(sharing).rejects.toMatchObject({ code: 'WORKER_FAILED' });
    await crew.dismiss();
  });

  it('may be dismissed without a task', async () => {
    await hire(echo).dismiss();
    await hire(`throw new Error('the value');`).dismiss();
  });
});
