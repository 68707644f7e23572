export { addressServices } from './address-services.ts';
export type { BotConfig, BotLimits } from './bot-config.ts';
export type { Config, Limits, OnStop, Rotation, Simulated } from './config.ts';
export { environment, type Variable } from './environment.ts';
export { ConfigError, type ConfigErrorCode } from './error.ts';
export { readConfig } from './read-config.ts';
export { type Settings, settingsFrom } from './settings.ts';
