import { stripVTControlCharacters } from 'node:util';

/** What a task came to. */
export interface TemplateRun {
  /** `refused`: the form's schema did not take the values, and no task began. */
  status: 'completed' | 'failed' | 'cancelled' | 'refused';
  /** Why it failed or was refused. */
  error?: string;
  /** Lines of the task's log, without colours. */
  log: string[];
  /** Each step's state. */
  steps: Record<string, string>;
  output: {
    links?: { title?: string; url?: string }[];
    text?: { title?: string; content?: string }[];
    [name: string]: unknown;
  };
  /** Number of the pull request of the first link to one. */
  pullRequest?: number;
}

/** What a dry run came to. */
export interface TemplateDryRun
  extends Pick<TemplateRun, 'error' | 'log' | 'steps' | 'output'> {
  status: 'completed' | 'failed' | 'refused';
  /** Files of the workspace at its end, as text. */
  files: Record<string, string>;
}

/** An event of a task, as the scaffolder's API gives it. */
export interface TaskEvent {
  type: string;
  body: {
    message: string;
    stepId?: string;
    status?: string;
    output?: TemplateRun['output'];
    error?: { name: string; message: string };
  };
}

/** The number behind an address of a pull request. */
export function pullRequestOf(
  output: TemplateRun['output'],
): number | undefined {
  const numbers = (output.links ?? []).flatMap(({ url }) => {
    const [, number] = /\/pull\/(\d+)$/.exec(url ?? '') ?? [];
    return number ? [Number(number)] : [];
  });
  return numbers[0];
}

/** Reads what happened from a task's events. */
export function readEvents(
  events: TaskEvent[],
): Pick<TemplateRun, 'log' | 'steps' | 'output' | 'error'> {
  const log: string[] = [];
  const steps: Record<string, string> = {};
  let output: TemplateRun['output'] = {};
  let error: string | undefined;
  for (const { body } of events) {
    log.push(stripVTControlCharacters(body.message));
    if (body.stepId && body.status) {
      steps[body.stepId] = body.status;
    }
    output = body.output ?? output;
    error = body.error?.message ?? error;
  }
  return { log, steps, output, error };
}
