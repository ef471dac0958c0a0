import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

const room = dirname(fileURLToPath(import.meta.url));
const output = join(room, '..', 'build', 'ui');

/** The two files of tasks-vision that a module worker of a Chromium with SIMD loads; the package ships six. */
const VISION_FILES = ['vision_wasm_module_internal.js', 'vision_wasm_module_internal.wasm'];

/** Lays the vision WebAssembly beside the pages: the kiosk never loads anything from elsewhere. */
function visionWasm(): Plugin {
  return {
    name: 'vision-wasm',
    apply: 'build',
    closeBundle() {
      const package_ = dirname(createRequire(import.meta.url).resolve('@mediapipe/tasks-vision'));
      mkdirSync(join(output, 'vision', 'wasm'), { recursive: true });
      for (const file of VISION_FILES) {
        copyFileSync(join(package_, 'wasm', file), join(output, 'vision', 'wasm', file));
      }
    },
  };
}

export default defineConfig({
  root: room,
  base: '/',
  worker: { format: 'es' },
  plugins: [preact({ devToolsEnabled: false }), visionWasm()],
  build: {
    outDir: output,
    emptyOutDir: true,
    target: 'es2022',
    // The pages' Content-Security-Policy has no data: and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: { index: join(room, 'index.html'), dock: join(room, 'dock.html') } },
  },
});
