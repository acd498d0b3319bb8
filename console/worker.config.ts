import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The service worker beside the console: one file without imports, always under the same name. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'baseline-widely-available',
    reportCompressedSize: false,
    rolldownOptions: {
      input: fileURLToPath(new URL('./src/notices/worker/push-worker.ts', import.meta.url)),
      output: { format: 'iife', entryFileNames: 'push-worker.js' },
    },
  },
});
