export * from './shortcodes.ts';
