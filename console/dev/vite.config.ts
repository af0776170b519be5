import { mergeConfig, type Plugin } from "vite";
import base from "../vite.config";
import { answer } from "./answers";
import { identity } from "./identity";

/**
 * The development server: the console with hot reload over made-up services, so that pages can be built without the
 * platform. Nothing of this folder is part of the build. Set TARN_URL to a running gold-service to develop against
 * the real thing instead.
 */
const mock: Plugin = {
  name: "mock-services",
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      if (!identity(request, response) && !answer(request, response)) next();
    });
  },
};

const real = process.env.TARN_URL;
const paths = ["/api", "/sql", "/config.json"];

export default mergeConfig(base, {
  root: `${import.meta.dirname}/..`,
  plugins: real === undefined ? [mock] : [],
  server: {
    host: "127.0.0.1",
    ...(real !== undefined && { proxy: Object.fromEntries(paths.map((path) => [path, real])) }),
  },
});
