import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vitest/config";

/**
 * Nothing but our own scripts runs in the built page, should a name in the data ever hold markup.
 * connect-src stays open: issuer, catalog and ml-service live wherever config.json says.
 */
const contentSecurityPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      injectTo: "head-prepend",
      attrs: {
        "http-equiv": "Content-Security-Policy",
        content:
          "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
          "connect-src 'self' http: https:; object-src 'none'; base-uri 'none'; form-action 'self'",
      },
    },
  ],
};

export default defineConfig({
  plugins: [react(), contentSecurityPolicy],
  build: {
    outDir: "target/classes/META-INF/resources",
    emptyOutDir: true,
    target: ["chrome123", "firefox120", "safari17.5"],
    chunkSizeWarningLimit: 700,
  },
  test: { include: ["src/**/*.test.ts"] },
});
