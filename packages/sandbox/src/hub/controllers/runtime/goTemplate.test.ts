import { executeGoTemplate } from './goTemplate';

const data = {
  name: 'Prod_1',
  metadata: { labels: { environment: 'prod', 'a/b': 'c' } },
  list: ['x', 'y'],
};

describe('executeGoTemplate', () => {
  it.each([
    { template: 'no action', expected: 'no action', reason: 'plain text' },
    {
      template: '{{.metadata.labels.environment}}-{{ .name | lower }}',
      expected: 'prod-prod_1',
      reason: 'fields and a pipe',
    },
    {
      template: '{{ index .metadata.labels "a/b" }}',
      expected: 'c',
      reason: 'index reaches odd keys',
    },
    {
      template: '{{ normalize .name }}',
      expected: 'prod-1',
      reason: 'ApplicationSet function',
    },
    {
      template: '{{ default "none" .missing }}',
      expected: 'none',
      reason: 'default of a missing key',
    },
    {
      template:
        '{{if eq .metadata.labels.environment "prod"}}P{{else}}D{{end}}',
      expected: 'P',
      reason: 'if',
    },
    {
      template: '{{range $i, $x := .list}}{{$i}}{{$x}},{{end}}',
      expected: '0x,1y,',
      reason: 'range with variables',
    },
    {
      template: '{{ printf "%s-%d" (upper .name) 2 | quote }}',
      expected: '"PROD_1-2"',
      reason: 'parentheses',
    },
  ])('$reason', ({ template, expected }) => {
    expect(executeGoTemplate(template, data)).toBe(expected);
  });

  it('refuses a missing key when strict, as missingkey=error', () => {
    expect(() =>
      executeGoTemplate('{{.metadata.labels.tenant}}', data, { strict: true }),
    ).toThrow('map has no entry for key "tenant"');
  });
});
