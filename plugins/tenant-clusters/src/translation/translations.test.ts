import { SENTENCES } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { messages } from './messages';
import portuguese from './pt-BR';
import portugueseSentences from './sentences.pt-BR';

interface Nested {
  [key: string]: string | Nested;
}

function flatten(nested: Nested, prefix = ''): [string, string][] {
  return Object.entries(nested).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${prefix}${key}`, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  );
}

const placeholders = (text: string) =>
  [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort().join();

describe.each([
  {
    name: 'the plugin’s texts',
    english: flatten(messages),
    translated: portuguese as Record<string, string>,
  },
  {
    name: 'the sentences of the backend',
    english: Object.entries(SENTENCES),
    translated: portugueseSentences as Record<string, string>,
  },
])('pt-BR of $name', ({ english, translated }) => {
  it('has every text and no other', () => {
    expect(Object.keys(translated).sort()).toEqual(
      english.map(([key]) => key).sort(),
    );
  });

  it('has the placeholders of each text', () => {
    const differing = english.filter(
      ([key, text]) =>
        placeholders(text) !== placeholders(translated[key] ?? ''),
    );
    expect(differing).toEqual([]);
  });
});
