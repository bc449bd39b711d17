/**
 * `npm start`: builds if need be, and opens the app in Electron. Where Electron's runtime is not there and can't be had,
 * it says so in one line and serves the same app to the browser. `npm start -- --electron` insists on Electron, and
 * `npm start -- --web` on the browser.
 */
import module from 'node:module';
import { join } from 'node:path';
import { ensureBuilt } from './build.ts';
import { root } from './command.ts';
import {
  canDownload,
  downloadElectron,
  electronVersion,
  findElectron,
  runElectron,
  whyUseless,
} from './electron-runtime.ts';

const surroundings = {
  env: process.env,
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
};

module.enableCompileCache(join(root, 'node_modules/.cache/debrief/compiled'));
process.exitCode = await start(process.argv.slice(2)).catch(tellOfFailure);

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
async function start(args) {
  const [wish, ...rest] = args;
  if (rest.length > 0 || (wish !== undefined && wish !== '--electron' && wish !== '--web')) {
    return fail('Start it as "npm start", "npm start -- --electron" or "npm start -- --web".', 2);
  }
  const insists = wish === '--electron';
  // Both at once: a network that doesn't answer costs no time while the build is looked after.
  const [electron] = await Promise.all([wish === '--web' ? undefined : obtainOrSay(insists), ensureBuilt()]);
  const code = electron === undefined ? undefined : await openInElectron(electron, insists);
  return code ?? serveToBrowser();
}

/** @typedef {{ executable: string } | { why: string }} Electron the runtime, or why there is none */

/**
 * Obtains it, and says at once where it has to be the browser: the first build of a checkout takes a while.
 * @param {boolean} insists
 */
async function obtainOrSay(insists) {
  const electron = await obtainElectron(insists);
  if ('why' in electron && !insists) sayServed(electron.why);
  return electron;
}

/**
 * Finds Electron's runtime, or downloads it where that is possible and of use.
 * @param {boolean} insists
 * @returns {Promise<Electron>}
 */
async function obtainElectron(insists) {
  const present = findElectron(surroundings);
  if (present !== undefined) return { executable: present };
  const useless = insists ? undefined : whyUseless(surroundings);
  if (useless !== undefined) return { why: useless };
  if (!insists && !(await canDownload(surroundings)))
    return { why: "has no runtime here, and it can't be downloaded right now" };
  say(`Downloading Electron ${electronVersion()}, this once …`);
  await downloadElectron(surroundings);
  const downloaded = findElectron(surroundings);
  return downloaded === undefined
    ? { why: 'has no runtime here, and it could not be downloaded' }
    : { executable: downloaded };
}

/**
 * @param {Electron} electron
 * @param {boolean} insists
 * @returns {Promise<number | undefined>} the exit code; undefined where it has to be the browser
 */
async function openInElectron(electron, insists) {
  if ('why' in electron) return insists ? fail(`Electron ${electron.why}.`, 1) : undefined;
  const code = await runElectron(electron.executable, surroundings);
  if (code !== undefined) return code;
  if (insists) return fail('Electron did not start.', 1);
  sayServed('did not start');
  return undefined;
}

/** @returns {Promise<number>} */
async function serveToBrowser() {
  const main = new URL('../dist/web/main.js', import.meta.url);
  const { serve } = /** @type {typeof import('../main/web/main.ts')} */ (await import(main.href));
  const { env, stdin, stdout, stderr } = process;
  return serve({ open: true, env, stdin, stdout, stderr });
}

/** @param {string} why as the end of a sentence */
function sayServed(why) {
  say(`Electron ${why}, so Debrief is served to the browser instead.`);
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * @param {string} line
 * @param {number} code
 */
function fail(line, code) {
  process.stderr.write(`${line}\n`);
  return code;
}

/**
 * An expected failure has its words from app/errors.ts. The class itself is in the bundle, so it goes by its name here.
 * @param {unknown} error
 */
function tellOfFailure(error) {
  if (!(error instanceof Error)) throw error;
  const report = /** @type {{ report?: { message: string, help: string } }} */ (error).report;
  return fail(report ? `${report.message} ${report.help}` : error.message, 1);
}
