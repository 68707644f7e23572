import type { CommandLine } from '../command-line.ts';
import { type Report, reportJson } from './report.ts';

/** Each way of reporting, by the word that asks for it. Loaded when asked for. */
export const reports: Readonly<Record<CommandLine['as'], () => Promise<Report>>> = {
  text: async () => (await import('./text.ts')).reportText,
  json: async () => reportJson,
  sarif: async () => (await import('./sarif.ts')).reportSarif,
};
