/**
 * Every failure a person can meet, in one table: what happened, what was kept, what they can do, in that order.
 *
 * Code elsewhere throws or returns codes, never message text, so that words can be reviewed (and translated) in one
 * place and no caller ever matches on a sentence. What is not in this table is a bug, and crosses as `internal`.
 */

import { accountErrors } from './account-errors.ts';
import { conflictErrors } from './conflict-errors.ts';
import type { ErrorWords } from './error-words.ts';
import { failure, NOTHING_CHANGED, SAFE, say, usage, waiting } from './error-words.ts';
import { issueErrors } from './issue-errors.ts';
import { journalErrors } from './journal-errors.ts';
import { pictureErrors } from './picture-errors.ts';
import { timelineErrors } from './timeline-errors.ts';

export const errorTable = {
  'usage.invalid': usage((p) => `${p['reason']}.`, 'Run "debrief help" for the commands and their options.'),
  'input.invalid': usage((p) => `That was not understood: ${p['reason']}.`, 'Correct it and try again.'),

  'draft.unknown': usage(
    (p) => `There is no draft "${p['id']}".`,
    'See "debrief list" for the drafts on this machine.',
  ),
  'draft.ambiguous': usage(
    (p) => `"${p['id']}" is the beginning of ${p['count']} draft ids.`,
    'Give a few more characters of the id.',
  ),
  'draft.example': usage(
    say('This is the example: it is made up, and nothing of it is ever filed.'),
    'Begin a debrief of your own, and remove the example when you have seen enough of it.',
  ),
  'draft.none': usage(
    say('There is no draft to log into.'),
    'Start an incident first: debrief start --title "What is happening".',
  ),
  'section.unknown': usage(
    (p) => `This draft has no section "${p['section']}".`,
    (p) => `Its sections are: ${p['names']}.`,
  ),
  'section.ambiguous': usage(
    (p) => `More than one section of this draft is called "${p['section']}": ${p['names']}.`,
    'Give the whole name of one of them.',
  ),
  'section.noName': usage(say('A section needs a name.'), 'Type one, or remove the section.'),
  'section.wontFit': failure(
    (p) =>
      `"${p['section']}" can't be there: another section would take it, or what follows it, for a part of its own.`,
    NOTHING_CHANGED,
    'Edit the sections around it as Markdown, where all headings are in sight.',
  ),
  'section.wontName': failure(
    (p) => `"${p['section']}" can't be called "${p['name']}": it would not be read as what it is any more.`,
    NOTHING_CHANGED,
    'Keep the word "timeline" in the name of a timeline, and "action items" or "follow-ups" in that of a list of them.',
  ),
  ...timelineErrors,
  ...journalErrors,
  'action.unknown': usage(
    (p) => `There is no action item "${p['id']}".`,
    'It may have been removed; see the history.',
  ),
  'revision.unknown': usage(
    (p) => `There is no version "${p['id']}" of this draft.`,
    'Choose one from its history.',
  ),
  'comments.notFiled': usage(
    say('This draft has no issue yet, so nobody could comment on it.'),
    'File it first; what is written under its issue can then be taken into the timeline.',
  ),
  'zone.unknown': usage(
    (p) => `"${p['zone']}" is not a time zone.`,
    'Use an IANA name such as Europe/London or America/Los_Angeles, or UTC.',
  ),
  'repo.invalid': usage(
    (p) => `"${p['repo']}" is not a repository.`,
    'Write it as OWNER/NAME, as in acme/ops; or with the server, as in git.example.com/acme/ops.',
  ),
  'kind.unknown': usage(
    (p) => `"${p['kind']}" is not a kind of action item.`,
    'The kinds are process, documentation and technical.',
  ),
  'title.tooLong': usage(
    (p) => `The title has ${p['length']} characters; GitHub takes at most 256.`,
    'Shorten it; the rest belongs in the summary.',
  ),
  'labels.invalid': usage(
    (p) => `"${p['label']}" can't be a label.`,
    'Labels are separated by commas; each has 1 to 50 characters on one line.',
  ),
  'body.tooLong': failure(
    (p) => `The report has ${p['length']} characters; an issue and its comments have room for 1,500,000.`,
    SAFE,
    'Shorten it, or move logs into a gist, then sync again.',
  ),
  'template.unknown': usage(
    (p) => `There is no template "${p['name']}".`,
    'Give a file, or the name of a template of the repository, or leave it out for the built-in one.',
  ),
  'template.invalid': usage(
    (p) =>
      `The template ${p['file']} can't be read: line ${p['line']}, column ${p['column']}: ${p['reason']}.`,
    'GitHub ignores a file like this too. Mend it there, or choose another template.',
  ),
  'file.missing': usage((p) => `There is no file ${p['file']}.`, 'Check the path.'),
  'file.unreadable': failure(
    (p) => `The file ${p['file']} can't be read or written: ${p['reason']}.`,
    NOTHING_CHANGED,
    'Check its permissions.',
  ),
  'file.notText': usage(
    (p) => `The file ${p['file']} is not UTF-8 text.`,
    'Save it as UTF-8 and import it again.',
  ),
  'file.notDebrief': usage(
    (p) => `The file ${p['file']} is not a Debrief export: ${p['reason']}.`,
    'Import the Markdown instead, or export it again.',
  ),
  'setting.unknown': usage(
    (p) => `There is no setting "${p['key']}".`,
    (p) => `The settings are: ${p['names']}.`,
  ),
  'setting.invalid': usage(
    (p) => `"${p['value']}" can't be the value of ${p['key']}.`,
    (p) => `It takes ${p['expected']}.`,
  ),

  'store.notDatabase': failure(
    say('The file debrief.db in the data folder is not a Debrief database.'),
    'It was left as it is.',
    'Move it away, or name another data folder with DEBRIEF_DATA.',
  ),
  'store.newer': failure(
    (p) =>
      `The database is from a newer Debrief (its format is ${p['found']}, this one knows ${p['known']}).`,
    'It was left as it is.',
    'Update Debrief, or name another data folder with DEBRIEF_DATA.',
  ),
  'store.readOnly': failure(
    say('The data folder or its database is read-only.'),
    'What was saved before is safe; what you just typed was not saved.',
    'Make it writable, or name another data folder with DEBRIEF_DATA.',
  ),
  'store.locked': failure(
    say('Another program holds the database.'),
    'What was saved before is safe; what you just typed was not saved.',
    'Close the other program (a backup or a database browser?), then try again.',
  ),
  'store.full': failure(
    say('The disk is full.'),
    'What was saved before is safe; what you just typed was not saved.',
    'Free some space, then try again.',
  ),
  'store.broken': failure(
    (p) => `The disk refused to read or write the database (${p['reason']}).`,
    'What was saved before was left as it is; what you just typed was not saved.',
    'Check the disk, then start Debrief again.',
  ),

  'sandbox.off': failure(
    say('Debrief was started without its sandbox (--no-sandbox), and does not run so.'),
    'Nothing was opened, and all that was saved is safe.',
    'Start it without that switch. Where a Linux gives an AppImage no sandbox, install the deb or rpm package.',
  ),

  'port.inUse': usage(
    (p) => `Port ${p['port']} is in use.`,
    'Choose another with --port, or leave it out for a free one.',
  ),
  'port.denied': usage(
    (p) => `Port ${p['port']} can't be opened.`,
    'Choose one from 1024 to 65535, or leave it out for a free one.',
  ),
  'browser.missing': failure(
    say('No browser could be opened.'),
    NOTHING_CHANGED,
    'Open the printed address by hand.',
  ),

  'github.offline': waiting(
    (p) => `GitHub can't be reached (${p['reason']}).`,
    'It will be sent as soon as this machine is online again.',
  ),
  'github.unreachable': failure(
    (p) => `GitHub can't be reached (${p['reason']}).`,
    '',
    'Check the network, then try again.',
  ),
  'github.waiting': waiting(
    (p) => `GitHub asked for a pause until ${p['until']}.`,
    'It will be sent then, by itself.',
  ),
  'github.unavailable': waiting(
    (p) => `GitHub has trouble (status ${p['status']}).`,
    'It will be tried again by itself.',
  ),
  'github.unconfirmed': waiting(
    say('The answer to filing this draft was lost, so Debrief is looking whether the issue is there.'),
    'Nothing is sent again before that is known.',
  ),
  ...accountErrors,

  ...conflictErrors,
  'sync.busy': waiting(say('Another Debrief on this machine is syncing.'), 'It takes this draft along.'),
  'github.unauthorized': failure(
    say('GitHub does not accept this token any more.'),
    SAFE,
    'Sign in again with "debrief login", then sync.',
  ),
  'github.forbidden': failure(
    (p) => `GitHub says this token can't do that in ${p['repo']}.`,
    SAFE,
    (p) => `Give the token ${p['permission']} on that repository, then sync again.`,
  ),
  'github.labelsRefused': failure(
    (p) => `This account may not make labels in ${p['repo']}.`,
    SAFE,
    'Ask someone with write access to make them, or take them off the draft; then sync again.',
  ),
  'github.saml': failure(
    (p) => `The organisation of ${p['repo']} asks for single sign-on.`,
    SAFE,
    (p) => `Authorise the token at ${p['url']}, then sync again.`,
  ),
  'github.notFound': failure(
    (p) => `GitHub shows no ${p['repo']} to this token.`,
    SAFE,
    'Check the name, and that the token may see the repository; then sync again.',
  ),
  'github.issuesOff': failure(
    (p) => `The repository ${p['repo']} has issues switched off.`,
    SAFE,
    'Switch them on in its settings, or choose another repository; then sync again.',
  ),
  ...issueErrors,
  ...pictureErrors,
  'github.invalid': failure(
    (p) => `GitHub refuses the ${p['field']}: ${p['reason']}.`,
    SAFE,
    'Correct it, then sync again.',
  ),
  'github.archived': failure(
    (p) => `The repository ${p['repo']} is archived or locked.`,
    SAFE,
    'Choose another repository, then sync again.',
  ),
  'github.legal': failure(
    (p) => `GitHub keeps ${p['repo']} closed for legal reasons.`,
    SAFE,
    'Choose another repository, then sync again.',
  ),
  'github.conflict': failure(
    (p) => `${p['issue']} was changed on GitHub in the same place as here.`,
    'Both texts are kept.',
    'Choose between them, then sync again.',
  ),
  'github.unexpected': failure(
    (p) => `GitHub gave an answer that Debrief does not know (status ${p['status']}).`,
    SAFE,
    'Sync again; if it stays so, please report it.',
  ),
  'draft.noRepo': failure(
    say('This draft has no repository yet.'),
    SAFE,
    'Choose one: debrief set ID --repo OWNER/NAME; then sync again.',
  ),

  'draft.secret': failure(
    (p) => {
      const what = p['of'] === 'action' ? 'action item' : 'report';
      const under = p['section'] === '' ? '' : ` under "${p['section']}"`;
      const where =
        p['place'] === 'title' ? `The title of this ${what}` : `Line ${p['line']} of this ${what}${under}`;
      const more = Number(p['count']) - 1;
      const others = more === 0 ? '' : ` So ${more === 1 ? 'does 1 more place' : `do ${more} more places`}.`;
      return `${where} looks like it holds ${p['words']} (${p['excerpt']}).${others}`;
    },
    'Nothing was sent; the draft is safe here.',
    'Mask it ("debrief mask ID") or file it anyway ("debrief sync ID --allow-secrets"). What was pasted by mistake is best made invalid, too.',
  ),

  internal: failure(
    (p) => `Something went wrong inside Debrief (${p['reason']}).`,
    'What was saved before is safe.',
    'Please report it.',
  ),
} as const satisfies Record<string, ErrorWords>;
