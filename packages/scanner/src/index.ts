export { ScannerError, type ScannerErrorCode } from './error.ts';
export type { Finding } from './finding.ts';
export type { FoundKey } from './found-keys.ts';
export { type OwnKeyFinding, type OwnKeyReport, type OwnKeySearch, searchOwnKeys } from './own-keys.ts';
export type { KeywordRule, PassRule, Rule, RunRule, Samples, Severity } from './rule.ts';
export { rules } from './rules.ts';
export { type ScanOptions, type ScanReport, scan, type What } from './scan.ts';
export { isTracked } from './tracked.ts';
export type { LiveVerdict, VerifyKey } from './verify.ts';
