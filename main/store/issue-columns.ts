import type { IssueRef } from '../../app/draft.ts';

/** An issue as it lies in a row: three columns, all null where there is none. */
export interface IssueColumns {
  readonly issue_repo: string | null;
  readonly issue_number: number | null;
  readonly issue_url: string | null;
}

export function issueOf(row: IssueColumns): IssueRef | null {
  const { issue_repo: repo, issue_number: number, issue_url: url } = row;
  return repo === null || number === null || url === null ? null : { repo, number, url };
}

export function issueColumns(issue: IssueRef | null): IssueColumns {
  return {
    issue_repo: issue?.repo ?? null,
    issue_number: issue?.number ?? null,
    issue_url: issue?.url ?? null,
  };
}
