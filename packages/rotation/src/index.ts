export { checkRotation, type RotationQuestion, type RotationVerdict } from './check.ts';
export { announcedAt, type Ending, endingOf } from './ending.ts';
export { RotationError, type RotationErrorCode } from './error.ts';
export { defaultPolicy, type PermissionLevel, type RotationPolicy } from './policy.ts';
export { type RecordInput, recordRotation } from './record.ts';
