import { LineCounter, parseAllDocuments } from 'yaml';

/** What keeps a file from being YAML, each with file and line. */
export function yamlProblems(file: { path: string; text: string }): string[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(file.text, {
    lineCounter,
    logLevel: 'silent',
  });
  const problems: string[] = [];
  for (const document of documents) {
    for (const error of 'errors' in document ? document.errors : []) {
      const { line } = lineCounter.linePos(error.pos[0]);
      problems.push(`${file.path}:${line}: ${error.message.split('\n')[0]}`);
    }
  }
  return problems;
}
