/** Every command, in the order in which help lists them. */
import type { Command } from './command.ts';
import { login, logout, whoami } from './commands/account.ts';
import { action } from './commands/action.ts';
import { backfill } from './commands/backfill.ts';
import { comments } from './commands/comments.ts';
import { config } from './commands/config.ts';
import { copy } from './commands/copy.ts';
import { doctor } from './commands/doctor.ts';
import { exportDraft } from './commands/export.ts';
import { helpWith } from './commands/help.ts';
import { importDraft } from './commands/import.ts';
import { list, search } from './commands/list.ts';
import { log } from './commands/log.ts';
import { mask } from './commands/mask.ts';
import { newDraft } from './commands/new.ts';
import { note } from './commands/note.ts';
import { phase } from './commands/phase.ts';
import { resolve } from './commands/resolve.ts';
import { runCommand } from './commands/run.ts';
import { serveApp } from './commands/serve.ts';
import { set } from './commands/set.ts';
import { show } from './commands/show.ts';
import { start } from './commands/start.ts';
import { stop } from './commands/stop.ts';
import { status } from './commands/status.ts';
import { sync } from './commands/sync.ts';
import { undo } from './commands/undo.ts';
import { watch } from './commands/watch.ts';

export const commands: readonly Command[] = [
  start,
  log,
  note,
  phase,
  runCommand,
  undo,
  watch,
  stop,
  backfill,
  newDraft,
  list,
  show,
  search,
  set,
  action,
  copy,
  exportDraft,
  importDraft,
  sync,
  resolve,
  mask,
  comments,
  status,
  login,
  logout,
  whoami,
  config,
  doctor,
  serveApp,
  helpWith(() => commands),
];
