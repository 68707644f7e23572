/** Lets everything that streams and promises have put off happen. */
export async function turn(): Promise<void> {
  for (let time = 0; time < 4; time += 1) await new Promise((resolve) => setImmediate(resolve));
}
