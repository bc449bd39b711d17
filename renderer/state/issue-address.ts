/** Which issue a person means: OWNER/NAME#12, or the address of its page. */
export function readIssueAddress(typed: string): { readonly repo: string; readonly number: number } | null {
  const match =
    /^\s*([\w.-]+\/[\w.-]+)#(\d{1,10})\s*$/.exec(typed) ??
    /^\s*https?:\/\/[^/\s]+\/([\w.-]+\/[\w.-]+)\/issues\/(\d{1,10})(?:[/?#]\S*)?\s*$/.exec(typed);
  const [, repo, number] = match ?? [];
  return repo === undefined || Number(number) < 1 ? null : { repo, number: Number(number) };
}
