import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // One run over everything: faster than a process per package, and it ends with one summary.
    projects: ['packages/*', 'apps/*', { test: { name: 'checks', include: ['checks/test/**/*.test.ts'] } }],
  },
});
