import { hasLevel } from '../access.ts';
import { labelAnswer } from '../repository-answers.ts';
import type { Issue, Repository } from '../model.ts';
import { labelNotThere, notYours, type Answer } from '../problems.ts';
import { onIssue, type Call } from './call.ts';
import { readIssueFields } from './issue-fields.ts';

/** POST /repos/{owner}/{repo}/issues/{issue_number}/labels. The labels that are there stay. */
export function addLabels(call: Call, repository: Repository): Answer {
  return onLabels(call, repository, (issue, login) => {
    const reading = readIssueFields(call, repository);
    if ('refused' in reading) return reading.refused;
    const labels = [...new Set([...issue.labels, ...(reading.change.labels ?? [])])];
    call.state.changeIssue(issue, { labels }, login);
    return listed(call, repository, issue);
  });
}

/** DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name} */
export function removeLabel(call: Call, repository: Repository): Answer {
  const name = call.params['name']?.toLowerCase();
  return onLabels(call, repository, (issue, login) => {
    const labels = issue.labels.filter((label) => label.toLowerCase() !== name);
    if (labels.length === issue.labels.length) return labelNotThere(call.documentation);
    call.state.changeIssue(issue, { labels }, login);
    return listed(call, repository, issue);
  });
}

/** Who may not triage is refused, its author too: "Must have admin rights to Repository." (amihaiemil/docker-java-api#83) */
function onLabels(call: Call, repository: Repository, act: (issue: Issue, login: string) => Answer): Answer {
  return onIssue(call, repository, (issue) =>
    hasLevel(call.viewer, repository, 'triage')
      ? act(issue, call.viewer.account?.login ?? '')
      : notYours(call.documentation),
  );
}

function listed(call: Call, repository: Repository, issue: Issue): Answer {
  return {
    status: 200,
    json: issue.labels.map((name) => labelAnswer(call, repository, call.state.label(repository, name))),
  };
}
