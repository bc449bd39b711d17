/** The beginning and end of a process that stays, and what it broke by, in the diagnostic log. */
import type { ProgramFacts } from '../../app/diagnosis.ts';
import type { DiagnosticLog } from './diagnostic-log.ts';
import { whereItBroke } from './diagnostic-log.ts';

export interface WatchNeeds {
  readonly log: DiagnosticLog;
  readonly program: () => ProgramFacts;
}

/** Watches this process. Gives what ends it. */
export function watchProcess({ log, program }: WatchNeeds): () => void {
  const { version, host, runtime, system, zone } = program();
  const named = (text: string): string => text.replaceAll(' ', '-');
  log.note('host.opened', {
    ...{ version, zone },
    ...{ host: named(host), runtime: named(runtime), system: named(system) },
  });
  const broke = (error: unknown): void => log.note('process.broke', whereItBroke(error));
  // Only looks on: the process ends as it would have.
  process.on('uncaughtExceptionMonitor', broke);
  return () => {
    process.off('uncaughtExceptionMonitor', broke);
    log.note('host.closed');
  };
}
