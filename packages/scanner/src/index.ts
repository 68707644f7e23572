export type { FoundKey } from './command/found-keys.ts';
export type { LiveVerdict, VerifyKey } from './command/verify.ts';
export { ScannerError, type ScannerErrorCode } from './error.ts';
export { isTracked } from './git/tracked.ts';
export type { KeywordRule, PassRule, Rule, RunRule, Samples, Severity } from './judge/rule.ts';
export { type OwnKeyFinding, type OwnKeyReport, type OwnKeySearch, searchOwnKeys } from './own/keys.ts';
export type { Finding } from './report/finding.ts';
export { rules } from './rules/rules.ts';
export { type ScanOptions, type ScanReport, scan, type What } from './scan/scan.ts';
