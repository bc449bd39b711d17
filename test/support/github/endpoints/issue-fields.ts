import { hasLevel, levelOf } from '../access.ts';
import { isArray, isObject, type Json } from '../json.ts';
import type { Repository } from '../model.ts';
import { mayNotCreateLabels, type Answer, type FieldError } from '../problems.ts';
import type { IssueChange } from '../state.ts';
import { isLongerThan, LONGEST_BODY, LONGEST_TITLE, refuseInvalid, type Call } from './call.ts';

const LONGEST_LABEL = 50;

/** Either what a request asks an issue to become, or the answer that refuses it. */
export type Reading = { readonly change: IssueChange } | { readonly refused: Answer };

/**
 * Reads the fields of an issue out of a request's body. Labels and assignees are for those with push access: from
 * others GitHub drops them without a word
 * (https://docs.github.com/rest/issues/issues#create-an-issue).
 */
export function readIssueFields(call: Call, repository: Repository): Reading {
  const errors = [...titleErrors(call.body['title']), ...bodyErrors(call.body['body'])];
  const labels = readNames(call.body['labels'], 'name');
  const logins = readNames(call.body['assignees'] ?? singleAssignee(call.body['assignee']), 'login');
  errors.push(...labelErrors(labels ?? []), ...assigneeErrors(call, repository, logins ?? []));
  const refused = refuseInvalid(call, errors) ?? refuseLabels(call, repository, labels ?? []);
  if (refused !== null) return { refused };
  const mayPush = hasLevel(call.viewer, repository, 'triage');
  return {
    change: {
      ...textFields(call),
      ...stateFields(call),
      ...(labels !== null && mayPush && { labels: settleLabels(call, repository, labels) }),
      ...(logins !== null &&
        mayPush && { assignees: logins.map((login) => call.state.account(login).login) }),
    },
  };
}

function textFields(call: Call): IssueChange {
  const { title, body } = call.body;
  return {
    ...(title !== undefined && title !== null && { title: textOf(title) }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : null }),
  };
}

/** GitHub's description lets a title be a number. */
function textOf(title: Json): string {
  return typeof title === 'string' ? title : JSON.stringify(title);
}

function stateFields(call: Call): IssueChange {
  const { state, state_reason: reason } = call.body;
  return {
    ...((state === 'open' || state === 'closed') && { state }),
    ...((reason === 'completed' ||
      reason === 'not_planned' ||
      reason === 'duplicate' ||
      reason === 'reopened') && {
      stateReason: reason,
    }),
  };
}

function titleErrors(title: Json | undefined): FieldError[] {
  if (title === undefined || title === null) return [];
  const text = textOf(title);
  const place = { resource: 'Issue', field: 'title' };
  if (text.trim() === '') return [{ ...place, code: 'missing_field' }];
  if (!isLongerThan(text, LONGEST_TITLE)) return [];
  return [
    {
      ...place,
      code: 'custom',
      message: `title is too long (maximum is ${LONGEST_TITLE} characters)`,
    },
  ];
}

function bodyErrors(body: Json | undefined): FieldError[] {
  if (typeof body !== 'string' || !isLongerThan(body, LONGEST_BODY)) return [];
  const message = `body is too long (maximum is ${LONGEST_BODY} characters)`;
  return [{ resource: 'Issue', field: 'body', code: 'custom', message }];
}

function labelErrors(names: readonly string[]): FieldError[] {
  return names
    .filter((name) => name.trim() === '' || isLongerThan(name, LONGEST_LABEL))
    .map((value) => ({ resource: 'Label', field: 'name', code: 'invalid', value }));
}

/** Only who has a part in the repository can be assigned. */
function assigneeErrors(call: Call, repository: Repository, logins: readonly string[]): FieldError[] {
  if (!hasLevel(call.viewer, repository, 'triage')) return [];
  const strangers = logins.filter(
    (login) => call.state.findAccount(login) === null || (levelOf(repository, login) ?? 'read') === 'read',
  );
  if (strangers.length === 0) return [];
  return [{ resource: 'Issue', field: 'assignees', code: 'invalid', value: strangers }];
}

/** Names out of a list of names or of objects that have one; null where there is no list. */
function readNames(list: Json | undefined, member: string): readonly string[] | null {
  if (!isArray(list)) return null;
  const names = list.map((item) => (isObject(item) ? item[member] : item));
  return names.filter((name) => typeof name === 'string');
}

function singleAssignee(login: Json | undefined): Json | undefined {
  return typeof login === 'string' ? [login] : undefined;
}

function refuseLabels(call: Call, repository: Repository, names: readonly string[]): Answer | null {
  const isUnknown = names.some((name) => !repository.labels.has(name.toLowerCase()));
  const mayCreate = hasLevel(call.viewer, repository, 'write');
  return isUnknown && !mayCreate && repository.refusesUnknownLabels ? mayNotCreateLabels() : null;
}

/** The labels as the repository spells them, each once. Who may push creates those that were not there. */
function settleLabels(call: Call, repository: Repository, names: readonly string[]): readonly string[] {
  const mayCreate = hasLevel(call.viewer, repository, 'write');
  const usable = names.filter((name) => mayCreate || repository.labels.has(name.toLowerCase()));
  return [...new Set(usable.map((name) => call.state.label(repository, name).name))];
}
