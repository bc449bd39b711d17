/** Preloaded into a Node that is to run the built main file of the desktop app: Electron is there, but nothing of it but `app`. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (name, context, next) =>
    name === 'electron'
      ? { url: 'data:text/javascript,export const app = {}', format: 'module', shortCircuit: true }
      : next(name, context),
});
