import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Puts the small script that asks for the first data before everything else that the page loads. */
const ahead: Plugin = {
  name: 'ahead',
  transformIndexHtml: {
    order: 'post',
    handler(_, { bundle = {} }) {
      const file = Object.values(bundle).find((one) => one.type === 'chunk' && one.name === 'ahead');
      if (file === undefined) return [];
      const attrs = { type: 'module', async: true, src: `/console/${file.fileName}` };
      return [{ tag: 'script', attrs, injectTo: 'head-prepend' }];
    },
  },
};

export default defineConfig({
  root: here,
  plugins: [ahead],
  base: '/console/',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: 'manifest.json',
    // nothing inline: the page's policy allows files of our own only
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'baseline-widely-available',
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: `${here}index.html`, ahead: `${here}src/ahead/ahead.ts` },
      output: {
        codeSplitting: {
          // what the first screen needs in one file: together it compresses better
          groups: [{ name: 'first', tags: ['$initial'], test: /^(?!.*\/ahead\/(ahead|first-requests))/ }],
        },
      },
      onLog(level, log, report) {
        // "use client" of libraries that also run on servers
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  oxc: { jsx: { runtime: 'automatic' } },
});
