import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesetOf } from '../../src/find/ruleset.ts';
import { rules } from '../../src/rules/rules.ts';
import { sourcesDigest } from '../../src/scan/rules-digest.ts';

// Writes into a folder what every scan would work out anew: the engine's tables of the rules, and the sources' digest.

const folder = process.argv[2] ?? '.';
writeFileSync(join(folder, 'tables'), rulesetOf(rules).tables);
writeFileSync(join(folder, 'digest'), sourcesDigest());
