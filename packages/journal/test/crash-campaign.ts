import { crashRound } from './crash-round.ts';
import { place } from './fixture.ts';

/** Kills a writing desk again and again in one state folder: `pnpm --filter @gatehouse/journal run crash [ROUNDS]`. */
const rounds = Number(process.argv[2] ?? 200);
using home = place();
let acknowledged = 0;
const harm: string[] = [];
for (let round = 1; round <= rounds; round += 1) {
  const result = await crashRound(home.options, Math.random() * 120);
  acknowledged += result.acknowledged;
  harm.push(...result.harm.map((text) => `round ${round}: ${text}`));
  if (round % 20 === 0)
    console.log(`${round} of ${rounds} kills, ${acknowledged} acknowledged writes, ${harm.length} harmed`);
}
for (const line of harm) console.log(line);
console.log(
  `${rounds} kills, ${acknowledged} acknowledged writes: ${harm.length === 0 ? 'none lost, every trail whole' : `${harm.length} HARMED`}`,
);
process.exitCode = harm.length === 0 ? 0 : 1;
