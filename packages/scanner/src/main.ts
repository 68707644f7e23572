import { readCommandLine } from './command-line.ts';
import { ScannerError } from './error.ts';
import { isBlocking, reportJson, reportSarif, reportText } from './report.ts';
import { rules } from './rules.ts';
import { scan } from './scan.ts';

const reports = { text: reportText, json: reportJson, sarif: reportSarif };

try {
  const { what, path, as } = readCommandLine(process.argv.slice(2));
  const report = await scan({ root: process.cwd(), what, env: process.env, ...(path !== undefined && { path }) });
  process.stdout.write(reports[as](report, rules));
  process.exitCode = report.findings.some(isBlocking) ? 1 : 0;
} catch (error) {
  // Anything but a clean look stops the commit too. A stranger's error may quote what it read, so only its kind is told.
  const says =
    error instanceof ScannerError
      ? error.message
      : `The scan broke off (${error instanceof Error ? error.name : typeof error}); nothing is known to be clean.`;
  process.stderr.write(`gatehouse scan: ${says}\n`);
  process.exitCode = 2;
}
