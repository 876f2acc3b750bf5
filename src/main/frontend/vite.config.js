import { defineConfig } from "vite";

// Stable names, no hashes: the pages say /assets/fairlead.css and /assets/fairlead.js.
export default defineConfig({
  base: "/assets/",
  publicDir: "public",
  css: {
    // Bootstrap 5.3 still uses Sass words that are on their way out
    preprocessorOptions: { scss: { quietDeps: true, silenceDeprecations: ["import"] } },
  },
  build: {
    outDir: "../../../target/frontend",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    rollupOptions: {
      // htmx holds an eval that its setting allowEval=false never reaches
      checks: { eval: false, pluginTimings: false },
      input: { fairlead: "src/fairlead.js", "plan-editor": "src/plan/editor.js", diagram: "src/studio/diagram.js", studio: "src/studio/editor.js" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
