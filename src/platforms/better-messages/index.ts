export * from './answers.ts';
export * from './capabilities.ts';
export * from './client.ts';
export * from './connection.ts';
export * from './map.ts';
export * from './schema.ts';
export * from './settings.ts';
export * from './uploads.ts';
