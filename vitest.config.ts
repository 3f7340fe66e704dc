import { defineConfig } from 'vitest/config';
import { textImportsForTests } from './scripts/text-imports.mjs';

export default defineConfig({
  plugins: [textImportsForTests],
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
