import type { DiagnosisView, Finding } from '../../../app/diagnosis-view.ts';
import { signOf } from '../../../app/diagnosis.ts';
import { DebriefError } from '../../../app/errors.ts';
import { JSON_OPTION } from '../arguments.ts';
import type { Style } from '../columns.ts';
import { columns, paint } from '../columns.ts';
import { command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Session } from '../terminal.ts';

const STYLES: Readonly<Record<Finding['standing'], Style>> = {
  well: 'green',
  notice: 'yellow',
  trouble: 'red',
};

/** A row for each finding, with what to do in a line of its own. */
function page(findings: readonly Finding[], coloured: boolean): string {
  const rows = columns(
    findings.map((each) => [{ text: signOf(each), style: STYLES[each.standing] }, each.about, each.found]),
    coloured,
  ).split('\n');
  return findings
    .flatMap(({ advice }, at) => [
      rows[at] ?? '',
      ...(advice === null ? [] : [paint(`    What to do: ${advice}`, 'bold', coloured)]),
    ])
    .join('\n');
}

/** A store that does not open is what a doctor is called for. */
async function examine(session: Session): Promise<DiagnosisView> {
  try {
    const core = await session.core();
    return await core.diagnosis.examine({ thorough: true });
  } catch (error) {
    if (error instanceof DebriefError) return session.terminal.examineUnopened(error);
    throw error;
  }
}

export const doctor = command({
  name: 'doctor',
  about: 'Looks at the database, the keychain, the network, GitHub and the clock, and says what to do',
  words: [],
  options: {
    report: { type: 'flag', about: 'As Markdown with the end of the diagnostic log, to hand on' },
    json: JSON_OPTION,
  },
  details: ['Exits with 1 where something does not work. Nothing is sent to anyone.'],
  run: async ({ options, session }) => {
    const { findings, text } = await examine(session);
    if (options.report && !session.json) await session.write(text);
    else await session.answer(page(findings, session.coloured), findings);
    return findings.some(({ standing }) => standing === 'trouble') ? EXIT.failed : EXIT.ok;
  },
});
