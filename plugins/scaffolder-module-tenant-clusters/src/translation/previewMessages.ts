/** What ManifestPreview says, in English. */
export const previewMessages = {
  'preview.label': 'What will be proposed',
  'preview.helper':
    'The files and the Git diff as they will be committed. Nothing is written until you send the form.',
  'preview.asking': 'Making the preview …',
  'preview.totalOne':
    '{{files}} file; lines added: {{additions}}, removed: {{deletions}}',
  'preview.totalMany':
    '{{files}} files; lines added: {{additions}}, removed: {{deletions}}',
  'preview.counts': 'lines added: {{additions}}, removed: {{deletions}}',
  'preview.change.added': 'new',
  'preview.change.changed': 'changed',
  'preview.change.removed': 'deleted',
  'preview.line.added': 'added',
  'preview.line.removed': 'removed',
  'preview.line.gap': 'unchanged lines',
  'preview.allLines': 'Show all {{lines}} lines',
  'preview.binary': 'No text: what changes in it cannot be shown.',
  'preview.truncated': 'The rest of this file is too long to show here.',
  'preview.omitted': '{{files}} more files are too many to show here.',
  'preview.outcome.created': 'A pull request to {{repository}} is opened.',
  'preview.outcome.updated':
    'An open pull request to {{repository}} is updated:',
  'preview.outcome.unchanged':
    '{{repository}} holds exactly this already; nothing changes.',
  'preview.repository.created': 'The repository {{repository}} is made.',
  'preview.repository.finished': 'The repository {{repository}} is finished.',
  'preview.pullRequest': 'pull request #{{number}}',
  'preview.workspace':
    'This template does not say what it changes. These are the files that it writes:',
  'preview.nothing': 'This template proposes no files.',
  'preview.skipped':
    'Not shown, because it cannot be tried without doing it: {{steps}}',
  'preview.unchecked': 'What could not be checked',
  'preview.refused': 'As it is, this request would be refused',
  'preview.notAllowed': 'You may not see a preview',
  'preview.templateFailed': 'The template failed when it was tried',
  'preview.failed':
    'There is no preview just now; the form can be sent without it',
  'preview.retry': 'Try again',
  'preview.noTemplate':
    'There is no preview here: nothing says which template this form belongs to.',
} as const;
