export * from './common.mts';
export * from './errors.mts';
export * from './groups.mts';
export * from './messages.mts';
export * from './send.mts';
export * from './templates.mts';
export * from './webhooks.mts';
