/** What went wrong, as a person is told it: from the error table, with the words of this interface where they differ. */
import { ORPCError } from '@orpc/client';

import type { ErrorCode, ErrorReport } from '../../app/errors.ts';
import { isErrorCode, severityOf } from '../../app/errors.ts';
import { LinkLost } from '../link.ts';
import { problems } from '../words.ts';

/** What the interface can do about a problem. */
export type NextStep = 'signIn' | 'repo' | 'tokenSettings' | 'sso';

export interface Problem {
  readonly code: ErrorCode | 'link.lost';
  /** What happened and what was kept. */
  readonly message: string;
  readonly help: string;
  readonly step: NextStep | null;
  /** Trying the same again can help: it was not the person's words that were refused. */
  readonly passes: boolean;
}

/** Where the table speaks of commands, the interface has something to press. */
const HERE: Partial<Record<ErrorCode, { readonly help?: string; readonly step?: NextStep }>> = {
  'account.none': { help: 'Sign in once; then it is filed.', step: 'signIn' },
  'account.noneAt': { help: 'Sign in there once; then it is filed.', step: 'signIn' },
  'draft.secret': {
    help: 'Mask it, or file it anyway. What was pasted by mistake is best made invalid, too.',
  },
  'github.unauthorized': { help: 'Sign in again with a new token, then sync.', step: 'signIn' },
  'draft.noRepo': { help: 'Choose the repository it belongs in; then sync again.', step: 'repo' },
  'repo.invalid': { step: 'repo' },
  'github.forbidden': { step: 'tokenSettings' },
  'github.saml': { step: 'sso' },
  'github.issueGone': { help: 'File it again as a new issue, or keep the draft here only.' },
  'github.issueHidden': {
    help: 'Check the token, then sync again; or file it again as a new issue, or keep the draft here only.',
  },
  'github.notArrived': { help: 'File it now: it is looked for once more before that. Or wait.' },
  'github.duplicate': { help: 'The other one can be closed with a comment, or both stay as they are.' },
  'github.issuesOff': { step: 'repo' },
  'github.archived': { step: 'repo' },
  'github.legal': { step: 'repo' },
  'github.notFound': { step: 'repo' },
};

/** A failure that is told as data: the reason why a draft waits, or the data of a failed call. */
export function problemOf(report: ErrorReport): Problem {
  const here = HERE[report.code];
  return {
    code: report.code,
    message: report.message,
    help: here?.help ?? report.help,
    step: here?.step ?? null,
    passes: severityOf(report.code) !== 'usage',
  };
}

function isReport(data: unknown): data is ErrorReport {
  return (
    typeof data === 'object' &&
    data !== null &&
    'code' in data &&
    isErrorCode(data.code) &&
    'message' in data &&
    typeof data.message === 'string' &&
    'help' in data &&
    typeof data.help === 'string'
  );
}

/** What a failed call says. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof ORPCError && error.code === 'DEBRIEF') {
    const data: unknown = error.data;
    if (isReport(data)) return problemOf(data);
  }
  if (error instanceof LinkLost) {
    return { code: 'link.lost', message: problems.lost, help: problems.lostHelp, step: null, passes: true };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: problems.unknown(reason),
    help: problems.unknownHelp,
    step: null,
    passes: true,
  };
}

/** The first web address in a text, such as the one that a company's single sign-on wants opened. */
export function addressIn(text: string): string | null {
  return /https:\/\/[^\s<>"']+[^\s<>"'.,;:)]/.exec(text)?.[0] ?? null;
}
